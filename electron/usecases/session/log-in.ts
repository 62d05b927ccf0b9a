import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import { errorFacts, type ErrorFacts, type ErrorCode } from '../../../shared/errors.ts';
import type { CardPresence } from '../../card/types.ts';
import { displayName, titleOf } from '../../session/professional.ts';
import type { Session } from '../../session/session.ts';
import type { Trace } from '../journal/trace.ts';

/** Refusals of a PIN that never reached the card: nobody tried anything on it. */
const NOT_TRIED: ReadonlySet<ErrorCode> = new Set(['PIN_FORMAT', 'SESSION_OPENING']);

/**
 * Opens a session with a PIN. A refusal is journaled under the holder that the card names; the PIN never is.
 *
 * @throws PosteError those of {@link Session.login}
 */
export function logIn(ports: { readonly session: Session; readonly trace: Pick<Trace, 'add'>; readonly now: () => Date }) {
  return async (input: { readonly pin: string; readonly lastTry: boolean; readonly situation: number | null }): Promise<void> => {
    const tried = ports.session.presence();
    try {
      await ports.session.login(input.pin, { lastTry: input.lastTry, situation: input.situation });
    } catch (thrown) {
      const facts = errorFacts(thrown);
      if ((tried.kind === 'present' || tried.kind === 'foreign') && !NOT_TRIED.has(facts.code))
        ports.trace.add(refusedLogin(tried, facts, ports.now()));
      throw thrown;
    }
  };
}

function refusedLogin(tried: CardPresence, { code, detail }: ErrorFacts, now: Date): AuditEntry {
  const card = tried.kind === 'present' ? tried.card : null;
  // As the card counted them (card/errors.ts).
  const left = /^triesLeft=(\d)$/.exec(detail ?? '')?.[1];
  return {
    at: now.toISOString(),
    actor: card === null ? null : { idNat: card.holder.idNat, name: displayName({ ...card.holder, suffix: titleOf(card.holder) }) },
    onBehalfOf: null,
    situation: null,
    act: 'session.refused',
    label: labelOf(code),
    patientId: null,
    objectId: null,
    result: code,
    details: card === null ? {} : { card: card.type, generation: card.generation, triesLeft: left === undefined ? null : Number(left) },
  };
}

function labelOf(code: string): string {
  if (code === 'PIN_FINAL_TRY') return 'Dernier essai du code porteur non confirmé';
  if (code.startsWith('PIN_')) return 'Code porteur refusé';
  if (code.startsWith('CERT_') || code === 'CARD_FOREIGN' || code === 'SESSION_NO_SITUATION' || code === 'SESSION_OTHER_STRUCTURE')
    return 'Carte refusée';
  return 'Session non ouverte';
}
