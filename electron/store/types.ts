export type { Change, ChangeOf } from './changes.ts';
import type { Change } from './changes.ts';
import type { StoreReads } from './reads.ts';
import type { AuditEntry } from '../../shared/domain/record/audit.ts';
import type { DocumentRecord } from '../../shared/domain/record/document.ts';
import type { JournalAnchor, JournalIncident } from '../../shared/domain/record/journal.ts';
import type { PatientRecord } from '../../shared/domain/record/patient.ts';
import type { Touched } from '../../shared/domain/record/touched.ts';
import type { SendRecord, SendState } from '../../shared/domain/record/send.ts';

/** Where a store stands, noted elsewhere: a copy of it made before stands elsewhere. */
export interface StoreMark extends JournalAnchor {
  /** Sends that were taken to leave, since ever. */
  readonly departures: number;
}

/** An effect and its trace, committed together or not at all. */
export interface Commit {
  readonly changes: readonly Change[];
  /** Empty only for what is no act of anybody (a draft kept while typing, a row taken by the outbox, a setting). */
  readonly audit: readonly AuditEntry[];
  /**
   * On disk with the next commit that does not say so: a power cut before it undoes this one, whole. For what can be
   * done again from where the store then says that it stands (the lines of an import).
   */
  readonly deferred?: boolean;
  /** Its trace is of what was read, not done: what shows these records stays as it is. */
  readonly quiet?: boolean;
}

export interface SendFilter {
  readonly state?: SendState;
  readonly patientId?: string;
  readonly documentId?: string;
}

/** A part of a list: what follows a row of it (from the start without one), so many rows at most (all without a number). */
export interface Page {
  /** Id of the last row of the page before. Nothing follows a row that is gone: what took it away has the list read again. */
  readonly after?: string | undefined;
  readonly limit?: number;
}

/** Of one channel, or of both. */
export interface DuePage extends Page {
  readonly channel?: SendRecord['channel'];
}

/** A state, but for a send held since its data may be a copy: it waits for a decision. */
export type SendKind = SendState | 'doubted';

/** How many sends of one person there are of a kind. */
export interface SendCount {
  readonly kind: SendKind;
  /** National identifier of whoever validated them. */
  readonly actor: string;
  readonly sends: number;
}

/** Of one patient. */
export interface DocumentCounts {
  readonly drafts: number;
  readonly validated: number;
}

/** A draft that waits for its validation, and of whom it is. */
export interface WaitingDocument {
  readonly document: DocumentRecord;
  readonly patient: Pick<PatientRecord, 'birthName' | 'sex' | 'birthDate'> & { readonly firstName: string };
}

/** How many drafts wait for somebody, of how many patients. */
export interface WaitingCounts {
  readonly documents: number;
  readonly patients: number;
  /** Those that they handed over, and wait for somebody else. */
  readonly handed: number;
}

/** A draft taken away. */
export type DiscardedDocument = Pick<DocumentRecord, 'id' | 'revision' | 'patientId'>;

/** A document that a search found. */
export interface DocumentHit {
  readonly id: string;
  readonly patientId: string;
  /** Of the patient. */
  readonly birthName: string;
  readonly firstName: string;
  readonly title: string;
  readonly type: string | null;
  readonly date: string;
}

/** The one door to what the workstation keeps. Errors of every call: STORE_CORRUPT, STORE_FULL, STORE_CLOSED, STORE_REFUSED. */
export interface Store extends StoreReads {
  /** All or nothing, on disk when it answers. Errors: STORE_READ_ONLY, and those of each change. */
  commit(commit: Commit): Promise<void>;
  /**
   * Hears what each commit touched, whoever asked for it, once it is on disk: what shows it is stale. What deferred commits
   * touched is told with the next one that is not, taken or refused. @returns what ends it.
   */
  onTouched(listener: (touched: Touched) => void): () => void;
  /** What the opening found wrong; in the journal since. */
  readonly incident: JournalIncident | null;
  readonly path: string;
  /** Size on disk, in bytes. */
  size(): Promise<number>;
  /** Puts everything in the file, on disk; told by `noted`. Nothing while a reader is in the way. */
  checkpoint(): Promise<void>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Of the database file; its folder must exist. */
  readonly path: string;
  /** 32 random bytes, kept by the system's keychain. */
  readonly key: Uint8Array;
  /** 32 random bytes, kept apart: seals the journal. Without it, drawn from `key`: who can open the file could then seal. */
  readonly journalKey?: Uint8Array;
  /** One writer at a time; readers work beside it. `writing` when absent. */
  readonly access?: 'writing' | 'reading';
  /** The file was there before: one that is missing or empty is refused (STORE_MISSING), never made again. */
  readonly existing?: boolean;
  /** What was noted of it elsewhere, at each `noted`. */
  readonly marks?: readonly StoreMark[];
  /** What is known before it is opened. */
  readonly suspicion?: Extract<JournalIncident['reason'], 'moved' | 'restored' | 'unanchored' | 'vanished'> | null;
  /**
   * Everything up to there is on disk, to be noted elsewhere: when idle, when asked, when closed, and before a commit that takes
   * a send to leave is answered. Whatever it throws is not in the way of the store.
   */
  readonly noted?: (mark: StoreMark) => Promise<void>;
  /** The journal, verified while nobody asked for anything, has something wrong. */
  readonly doubted?: (incident: Pick<JournalIncident, 'reason' | 'brokenAt'>) => void;
  /** Instant of what the opening writes. */
  readonly now?: () => Date;
}
