import type { SendState } from '../../shared/domain/record/send.ts';

/** A send as the workstation's store has it in the end. */
export interface SendFacts {
  readonly id: string;
  readonly documentId: string;
  readonly channel: 'dmp' | 'mss';
  readonly state: SendState;
  /** Code of what its row says. */
  readonly error: string | null;
  readonly uniqueId: string | null;
  readonly messageId: string | null;
}

/** A person's answer about a send in doubt, or held since its data are a copy: it goes again, is considered as sent, or does not leave. */
export type Choice = 'retry' | 'settle' | 'leave';

/** What a workstation that was disturbed holds in the end, and what the services hold. */
export interface Facts {
  readonly documents: readonly { readonly id: string; readonly title: string; readonly status: 'draft' | 'validated' }[];
  /** Documents whose validation was answered. */
  readonly told: readonly string[];
  readonly sends: readonly SendFacts[];
  /** What a person chose for a send in doubt, by the id of the send. */
  readonly chosen: ReadonlyMap<string, Choice>;
  /** In the DMP's store. */
  readonly atDmp: (uniqueId: string) => number;
  readonly titled: (title: string) => number;
  /** In the operator's store, by Message-ID; before any choice of a person, and in the end. */
  readonly mails: (messageId: string) => { readonly before: number; readonly now: number };
  /** Acts of the journal by the id of the send. */
  readonly ended: (sendId: string) => number;
  readonly journalValid: boolean;
  /** What the workstation said on stderr. */
  readonly said: string;
}

export interface Finding {
  readonly kind: 'lost' | 'doubled' | 'unexplained';
  readonly what: string;
}

/**
 * Judges by the stores of the services: a document validated is where its row says, once; a mail is there once unless
 * a person chose to send it again; nothing is stuck, and nothing contradicts what the services hold.
 */
export function verdict(facts: Facts): readonly Finding[] {
  const findings: Finding[] = [];
  const find = (kind: Finding['kind'], what: string): void => void findings.push({ kind, what });
  for (const { id, title, status } of facts.documents) {
    const sends = facts.sends.filter((send) => send.documentId === id);
    if (status === 'draft') {
      if (facts.told.includes(id)) find('lost', 'a validation that was answered is a draft');
      if (facts.titled(title) > 0) find('unexplained', 'a draft is at the DMP');
      continue;
    }
    if (facts.titled(title) > 1) find('doubled', `${facts.titled(title)} documents of one title at the DMP`);
    for (const channel of ['dmp', 'mss'] as const) {
      const [send, ...others] = sends.filter((one) => one.channel === channel);
      if (send === undefined || others.length > 0)
        find('unexplained', `${channel}: ${others.length + (send === undefined ? 0 : 1)} rows of one document`);
      else judge(facts, send, find);
    }
  }
  for (const id of facts.told)
    if (!facts.documents.some((document) => document.id === id)) find('lost', 'a document whose validation was answered is gone');
  if (!facts.journalValid) find('unexplained', 'the journal does not hold');
  const internal = facts.said.match(/^\[[\w-]+\] INTERNAL.*$/m)?.[0];
  if (internal !== undefined) find('unexplained', internal);
  return findings;
}

function judge(facts: Facts, send: SendFacts, find: (kind: Finding['kind'], what: string) => void): void {
  const { channel, state, error } = send;
  const choice = facts.chosen.get(send.id) ?? null;
  const { before, now } =
    channel === 'mss'
      ? facts.mails(send.messageId ?? '')
      : { before: facts.atDmp(send.uniqueId ?? ''), now: facts.atDmp(send.uniqueId ?? '') };
  if (before > 1) find('doubled', `${channel}: there ${before} times without a person’s choice`);
  else if (now > before + (choice === 'retry' ? 1 : 0) && now > 1) find('doubled', `${channel}: there ${now} times`);
  if (choice === 'leave') {
    if (state !== 'cancelled') find('unexplained', `${channel}: ${state} though a person gave it up`);
    return;
  }
  if (state !== 'sent') find('unexplained', `${channel}: ${state}${error === null ? '' : ` (${error})`}, there ${now} times`);
  // A person who considers a mail as sent takes it upon them, and the row says so.
  else if (now === 0 && (choice !== 'settle' || error !== 'SEND_CONSIDERED_SENT')) find('lost', `${channel}: said sent, and not there`);
  if (facts.ended(send.id) !== 1) find('unexplained', `${channel}: ${facts.ended(send.id)} ends in the journal`);
}
