import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';

/** One act: who, acting for whom, when, what, on whom, result. No document content, PIN, token or trait. */
export interface AuditEntry {
  readonly at: Instant;
  /** Null: the application itself (recovery at start). */
  readonly actor: Actor | null;
  readonly onBehalfOf: Actor | null;
  /** Structure of the situation. */
  readonly situation: string | null;
  /** Stable name: `patient.created`, `document.validated`, `dmp.sent`... */
  readonly act: string;
  /** French sentence of the act. */
  readonly label: string;
  readonly patientId: string | null;
  /** Id of the document, send or answer concerned. */
  readonly objectId: string | null;
  /** `ok` or an error code. */
  readonly result: string;
  /** Identifiers worth keeping (uniqueId, Message-ID, mode, status before and after). */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

export interface AuditRow extends AuditEntry {
  /** From 1, without gap. */
  readonly index: number;
  readonly hash: string;
  /** Birth name and first name, for screens; not part of the chain. */
  readonly patientName: string | null;
  /** Title of the document that the act is about, as it is now, and where it went; not part of the chain. Null when there is none, or it is gone. */
  readonly about: { readonly title: string; readonly recipient: string | null } | null;
}

/** Which acts of a journal are read. */
export interface JournalFilter {
  readonly patientId?: string | undefined;
  /** PS_IdNat. */
  readonly actor?: string | undefined;
  /** Its stable name. */
  readonly act?: string | undefined;
  /** First instant, and the one after the last. */
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
}
