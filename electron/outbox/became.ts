import type { AuditEntry } from '../../shared/domain/record/audit.ts';
import type { SendRecord, SendState } from '../../shared/domain/record/send.ts';
import { resentMet } from '../../shared/domain/sending/doubt.ts';
import { isResent, UNCONFIRMED } from '../../shared/domain/sending/states.ts';
import { errorFacts, fail, PosteError, type ErrorFacts } from '../../shared/errors.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

/** What ended a sending: the service took it, or had it already from an earlier attempt. */
export type Delivered = 'sent' | 'found';

/** What a row becomes, and what the journal says of it. */
export interface Became {
  readonly change: Partial<SendRecord>;
  readonly trace: Pick<AuditEntry, 'act' | 'label' | 'result'>;
}

interface Terms {
  /** The person came back while this was failing for want of them. */
  readonly woken: boolean;
  readonly now: Date;
  /** Delays before the next attempts, in milliseconds; the last one repeats. */
  readonly retryMs: readonly number[];
}

const after = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();
const outcomeFor = (thrown: unknown): Outcome => (thrown instanceof PosteError ? outcomeOf(thrown) : 'failed');

/** The service has it. */
export function arrived(send: SendRecord, attempts: number, delivered: Delivered, now: Date): Became {
  const label =
    delivered === 'found'
      ? 'Document trouvé au DMP, où il était déjà arrivé'
      : send.channel === 'dmp'
        ? 'Document déposé au DMP'
        : 'Message remis au serveur MSSanté';
  return {
    change: { state: 'sent', attempts, sentAt: now.toISOString(), nextAt: null, error: null },
    trace: { act: `${send.channel}.${delivered}`, label, result: 'ok' },
  };
}

/** An attempt did not succeed: it is tried again later, waits for somebody, is in doubt, or is refused. */
export function attemptFailed(send: SendRecord, thrown: unknown, { woken, now, retryMs }: Terms): Became {
  const error = errorFacts(thrown);
  const outcome = outcomeFor(thrown);
  const attempts = send.attempts + 1;
  const states: Readonly<Record<Outcome, SendState>> = {
    retry: 'queued',
    wait: woken ? 'queued' : 'waiting-card',
    unknown: 'unknown',
    // The refusal of a second mail says nothing of the first.
    failed: isResent(send) ? 'unknown' : 'failed',
  };
  const delay = retryMs[Math.min(attempts, retryMs.length) - 1] ?? 0;
  // Nobody is asked about a mail in doubt but a person: it has no hour.
  const again = outcome === 'retry' || (outcome === 'unknown' && send.channel === 'dmp');
  return {
    change: {
      state: states[outcome],
      attempts,
      nextAt: again ? after(now, delay) : null,
      error: outcome === 'unknown' ? error : met(send, error, outcome === 'failed'),
    },
    trace: {
      act: `${send.channel}.attempt`,
      label: send.channel === 'dmp' ? 'Dépôt au DMP non abouti' : 'Envoi MSSanté non abouti',
      result: error.code,
    },
  };
}

/** The DMP was asked whether it has a document in doubt, and did not say. */
export function checkFailed(send: SendRecord, thrown: unknown, { woken, now, retryMs }: Terms): Became {
  const { code } = errorFacts(thrown);
  const later = (): Partial<SendRecord> => ({ nextAt: after(now, longerThanLast(send, retryMs)) });
  const changes: Readonly<Record<Outcome, () => Partial<SendRecord>>> = {
    retry: later,
    unknown: later,
    wait: () => ({ nextAt: woken ? after(now, 0) : null }),
    failed: () => ({ nextAt: null, error: errorFacts(fail(UNCONFIRMED, { detail: code })) }),
  };
  return { change: changes[outcomeFor(thrown)](), trace: { act: 'dmp.check', label: 'Vérification au DMP non aboutie', result: code } };
}

/** The delay after the one that this row has just waited: a question is not an attempt, and is not counted. */
function longerThanLast({ nextAt, updatedAt }: SendRecord, retryMs: readonly number[]): number {
  const waited = nextAt === null ? 0 : Date.parse(nextAt) - Date.parse(updatedAt);
  return retryMs.find((delay) => delay > waited) ?? retryMs.at(-1) ?? 0;
}

/** What a row says of what it met: sent again after a doubt, it keeps saying that too. */
export function met(send: SendRecord, error: ErrorFacts, refused = false): ErrorFacts {
  return isResent(send) ? resentMet(error, refused) : error;
}
