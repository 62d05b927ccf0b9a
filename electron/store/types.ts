import type { Actor } from '../../shared/domain/record/actor.ts';
import type { AuditEntry, AuditRow } from '../../shared/domain/record/audit.ts';
import type { ConflictRecord } from '../../shared/domain/record/conflict.ts';
import type { Correspondent, CorrespondentRole } from '../../shared/domain/record/correspondent.ts';
import type { DmpKnowledge } from '../../shared/domain/record/dmp.ts';
import type { ContentKind, DocumentRecord } from '../../shared/domain/record/document.ts';
import type { PatientIdentifier } from '../../shared/domain/record/identifier.ts';
import type { ImportErrorRecord, ImportRecord } from '../../shared/domain/record/import.ts';
import type { InformationRecord } from '../../shared/domain/record/information.ts';
import type { InsiAnswerRecord, InsiQueueEntry } from '../../shared/domain/record/insi.ts';
import type { Instant } from '../../shared/domain/record/instant.ts';
import type { AuditVerification, JournalAnchor, JournalIncident } from '../../shared/domain/record/journal.ts';
import type { Lookalike } from '../../shared/domain/record/lookalike.ts';
import type { InsPeriod, ReceivedIns } from '../../shared/domain/record/matricule.ts';
import type { MergeRecord } from '../../shared/domain/record/merge.ts';
import type { PatientFile, PatientRecord, PatientSummary } from '../../shared/domain/record/patient.ts';
import type { Representative } from '../../shared/domain/record/representative.ts';
import type { Revision } from '../../shared/domain/record/revision.ts';
import type { SendListed, SendPayload, SendRecord, SendState } from '../../shared/domain/record/send.ts';
import type { StayRecord } from '../../shared/domain/record/stay.ts';
import type { IdentityTransition } from '../../shared/domain/record/transition.ts';
import type { PersonTraits, StrictTraits } from '../../shared/domain/types.ts';

/** What the sends taught about a mailbox. */
export interface MailboxKnowledge {
  /** Lower case. */
  readonly address: string;
  readonly name: string | null;
  readonly lastSentAt: Instant | null;
  readonly lastRefusedAt: Instant | null;
  /** Code of the last refusal. */
  readonly refusal: string | null;
}

/** Where a store stands, noted elsewhere: a copy of it made before stands elsewhere. */
export interface StoreMark extends JournalAnchor {
  /** Sends that were taken to leave, since ever. */
  readonly departures: number;
}

/** What a commit changes. */
export type Change =
  /** Inserts (revision 0) or updates; `mergedInto` changes by a merge only. Errors: STORE_CONFLICT, PATIENT_SAME_INS, STORE_REFUSED for a merged record. */
  | { readonly kind: 'patient.save'; readonly patient: PatientRecord }
  /** The record was opened by somebody (never by an import): it comes first in the recent ones and in the work of the day. No revision. */
  | { readonly kind: 'patient.opened'; readonly patientId: string; readonly at: Instant }
  | {
      readonly kind: 'correspondent.set';
      readonly patientId: string;
      readonly role: CorrespondentRole;
      readonly correspondent: Correspondent | null;
    }
  /** Replaces the list. */
  | { readonly kind: 'correspondents.set'; readonly patientId: string; readonly correspondents: readonly Correspondent[] }
  /** Replaces the list. */
  | { readonly kind: 'representatives.set'; readonly patientId: string; readonly representatives: readonly Representative[] }
  /** Adds what is not known yet; a start or an end that was missing is filled. `mergeId`: comes with that merge, and goes when it is undone. */
  | { readonly kind: 'ins.known'; readonly patientId: string; readonly periods: readonly InsPeriod[]; readonly mergeId?: string }
  /** Kept once a record and matricule: the latest. */
  | { readonly kind: 'ins.received'; readonly patientId: string; readonly received: ReceivedIns }
  /** Inserts or moves to that patient; without instant, the one held stays. `mergeId`: inserted, it goes when that merge is undone. */
  | { readonly kind: 'identifier.set'; readonly identifier: PatientIdentifier; readonly mergeId?: string }
  /** Inserts or replaces by authority and visit. */
  | { readonly kind: 'stay.set'; readonly stay: StayRecord }
  | { readonly kind: 'insi.queue'; readonly entry: InsiQueueEntry }
  | { readonly kind: 'insi.unqueue'; readonly patientId: string }
  /**
   * Documents with their sends, stays, identifiers and information of the removed go to the kept; its correspondents,
   * representatives, matricules known and DMP answer are copied there, the kept one's own first. Transitions, INSi
   * answers and journal stay with their record. The removed leaves its matricule, which a save of the kept, later in
   * the same commit, may take; its revision goes up, and that of the drafts that move. Errors: STORE_CONFLICT (one is
   * unknown or merged already, or the removed has another revision than the one given), STORE_REFUSED (the same record twice).
   */
  | { readonly kind: 'patient.merge'; readonly merge: MergeRecord; readonly removedRevision?: Revision }
  /**
   * Everything that the merge moved goes back, sends made since for a document that goes back included, and what it
   * changed of the kept record; what came since stays. Errors: STORE_CONFLICT (unknown, already undone, or the kept is itself merged now), PATIENT_SAME_INS while
   * another record holds the matricule that comes back: when it is the kept one, save it without, first in the commit.
   */
  | { readonly kind: 'patient.unmerge'; readonly mergeId: string; readonly at: Instant }
  | { readonly kind: 'conflict.add'; readonly conflict: ConflictRecord }
  /** Once: STORE_CONFLICT. */
  | { readonly kind: 'conflict.settle'; readonly conflictId: string; readonly at: Instant; readonly by: Actor }
  /** Inserts or replaces. */
  | { readonly kind: 'import.save'; readonly run: ImportRecord }
  /** The same code of the same line is kept once. */
  | { readonly kind: 'import.error'; readonly importId: string; readonly error: ImportErrorRecord & { readonly raw: string | null } }
  | { readonly kind: 'dmp.known'; readonly patientId: string; readonly knowledge: DmpKnowledge }
  | { readonly kind: 'identity.transition'; readonly transition: IdentityTransition }
  | { readonly kind: 'insi.answer'; readonly answer: InsiAnswerRecord; readonly verbatim: Uint8Array }
  | { readonly kind: 'information.record'; readonly information: InformationRecord }
  /** Inserts (revision 0) or updates; a document keeps its record but for a merge. A validated one is not modified: STORE_REFUSED. */
  | { readonly kind: 'document.save'; readonly document: DocumentRecord }
  | { readonly kind: 'document.content'; readonly documentId: string; readonly content: ContentKind; readonly bytes: Uint8Array }
  /** Drafts only: STORE_REFUSED. Errors: STORE_CONFLICT. */
  | { readonly kind: 'document.remove'; readonly documentId: string; readonly revision: Revision }
  /** A validated document of which nothing left becomes a draft again; its sends and its CDA are removed. Errors: STORE_CONFLICT. */
  | { readonly kind: 'document.reopen'; readonly documentId: string; readonly revision: Revision }
  /** Inserts (revision 0) or updates; a send keeps its record, but follows its document in a merge. Errors: STORE_CONFLICT. */
  | { readonly kind: 'send.save'; readonly send: SendRecord }
  /** Once for a send. */
  | { readonly kind: 'send.payload'; readonly sendId: string; readonly payload: SendPayload }
  | { readonly kind: 'setting.set'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'mailbox.known'; readonly mailbox: MailboxKnowledge };

/** The change of a kind. */
export type ChangeOf<K extends Change['kind']> = Extract<Change, { readonly kind: K }>;

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

/** Read messages, each answered by the worker. Lists are in screen order. */
export interface StoreReads {
  readonly patients: {
    /**
     * All of what is typed, as it is typed: starts of words of names in any order, a date or its beginning, a matricule
     * (held or former) or its start, start or end of a phone number, an IPP or a number of another system. Whole words
     * first, then by name. Empty = the most recently opened, then changed.
     */
    search(query: string, limit: number, after?: string): Promise<readonly PatientSummary[]>;
    /** How many a search without limit would find; 0 for an empty one. */
    found(query: string): Promise<number>;
    get(id: string): Promise<PatientFile | null>;
    /** Ids of the records with the same birth name, first given name (accents and hyphens apart), sex and date; none for an unknown person. */
    sameTraits(traits: Pick<StrictTraits, 'birthName' | 'birthFirstNames' | 'sex' | 'birthDate'>): Promise<readonly string[]>;
    /** Record that holds that matricule, whatever its nature. */
    byIns(matricule: string): Promise<string | null>;
    /** Records with that matricule, now or once, received for them, or by a record merged into them. */
    byMatricule(matricule: string): Promise<readonly PatientSummary[]>;
    /**
     * Records that may be the same person, most alike first, at most 100: everybody of the same birth date; those of the
     * same name or first name and of a date with a digit else, two exchanged, day and month swapped or a part unknown; the
     * same names. Nobody for an unknown person.
     */
    candidates(traits: Pick<PersonTraits, 'birthName' | 'birthFirstNames' | 'usedName' | 'birthDate'>): Promise<readonly PatientRecord[]>;
    /**
     * Pairs of one of these records and another that looks strikingly like it, or is a twin: what nobody was there to see
     * when many records were made. In the order of `ids`, the most alike first; a pair of two of them once, under the
     * later one. Read in a thread of its own: nobody waits for it.
     */
    lookalikes(ids: readonly string[]): Promise<readonly Lookalike[]>;
    byIdentifier(authority: string, value: string): Promise<{ readonly patientId: string; readonly eventAt: Instant | null } | null>;
    /** Its numbers in other systems. */
    identifiers(id: string): Promise<readonly PatientIdentifier[]>;
    /** Latest first. */
    insHistory(id: string): Promise<readonly InsPeriod[]>;
    /** Latest first. */
    stays(id: string): Promise<readonly StayRecord[]>;
    stay(authority: string, visit: string): Promise<StayRecord | null>;
    /** Into this record, latest first, those undone included. */
    merges(id: string): Promise<readonly MergeRecord[]>;
    merge(id: string): Promise<MergeRecord | null>;
    queued(id: string): Promise<InsiQueueEntry | null>;
    count(): Promise<number>;
    /** Next local patient number, never given twice: `P000001`. Saving the patient takes it. */
    nextIpp(): Promise<string>;
  };
  readonly worklists: {
    /**
     * Opened from `from` to before `to` at the workstation, or with a stay that begins then, or asked to INSi then or with
     * an answer that waits, whenever it came; not qualified and not forbidden to INSi. One row for a record: queued, else opened, else expected.
     */
    toQualify(
      from: Instant,
      to: Instant,
    ): Promise<
      readonly {
        readonly row: PatientSummary;
        readonly why: 'opened' | 'expected' | 'queued';
        readonly since: Instant;
        readonly answerId: string | null;
      }[]
    >;
    /** By name, at most 500. */
    doubtful(): Promise<readonly PatientSummary[]>;
    /** Every contradiction not settled, without its rows: whether one waits already, or still. */
    waiting(): Promise<readonly ConflictRecord[]>;
    /** Not settled, latest first, at most 500, with their rows (none for a merged record). */
    conflicts(): Promise<readonly (ConflictRecord & { readonly rows: readonly PatientSummary[] })[]>;
    /** Records with a matricule received and not verified, latest first, at most 500. */
    received(): Promise<readonly { readonly row: PatientSummary; readonly received: readonly ReceivedIns[] }[]>;
    /** Qualified, or confirmed in a transition (INSi accepted, document checked, Appli carte Vitale), before that instant; oldest first, at most 500. */
    stale(before: Instant): Promise<readonly { readonly row: PatientSummary; readonly qualifiedAt: Instant }[]>;
  };
  readonly imports: {
    /** Latest first, at most 50. */
    list(): Promise<readonly ImportRecord[]>;
    get(id: string): Promise<ImportRecord | null>;
    /** Last run of that file that wrote (no dry run). */
    byFingerprint(fingerprint: string): Promise<ImportRecord | null>;
    /** Of the lines after that one; a few more than the limit rather than a line cut in two. */
    errors(id: string, after: number, limit: number): Promise<readonly ImportErrorRecord[]>;
    /** The refused lines as they were, in order, each once: after that one, of at most that many characters together; a line that was too long to be kept is not there. */
    refused(id: string, after: number, characters: number): Promise<readonly { readonly line: number; readonly raw: string }[]>;
  };
  readonly identity: {
    /** Oldest first. */
    transitions(patientId: string): Promise<readonly IdentityTransition[]>;
  };
  readonly insi: {
    get(id: string): Promise<InsiAnswerRecord | null>;
    /** Latest first. */
    list(patientId: string): Promise<readonly InsiAnswerRecord[]>;
    verbatim(id: string): Promise<Uint8Array | null>;
  };
  readonly information: {
    /** Every recording of the patient, latest first. */
    list(patientId: string): Promise<readonly InformationRecord[]>;
  };
  readonly documents: {
    /** Latest first. */
    list(patientId: string, page?: Page): Promise<readonly DocumentRecord[]>;
    counts(patientId: string): Promise<DocumentCounts>;
    get(id: string): Promise<DocumentRecord | null>;
    content(id: string, kind: ContentKind): Promise<Uint8Array | null>;
  };
  readonly outbox: {
    /** Rows `queued`, `scheduled` or `unknown` whose `nextAt` has come, oldest first. */
    due(now: Instant, page?: DuePage): Promise<readonly SendRecord[]>;
    /** Of one person, oldest first. */
    bound(kind: SendKind, actor: string, page?: Page): Promise<readonly SendRecord[]>;
    /** Latest first, whole: of a document, or of a patient. */
    list(filter?: SendFilter): Promise<readonly SendListed[]>;
    /** Of these documents, latest first. */
    ofDocuments(ids: readonly string[]): Promise<readonly SendRecord[]>;
    /** All of them: what somebody must look at first, then the latest changed. */
    page(page: Page): Promise<readonly SendListed[]>;
    get(id: string): Promise<SendRecord | null>;
    /** Null when nothing was ever ready to leave, and once the service said that it has it. */
    payload(id: string): Promise<SendPayload | null>;
    /** Of a patient, all of them. */
    countOf(patientId: string): Promise<number>;
    /** None of zero. */
    counts(): Promise<readonly SendCount[]>;
  };
  readonly settings: {
    /** Null when never set. */
    get(name: string): Promise<unknown>;
  };
  readonly mailboxes: { get(address: string): Promise<MailboxKnowledge | null> };
  readonly audit: {
    /** Latest first, strictly before an index. */
    page(page: {
      readonly before: number | null;
      readonly limit: number;
      readonly patientId?: string;
    }): Promise<{ readonly entries: readonly AuditRow[]; readonly total: number }>;
    head(): Promise<JournalAnchor>;
    /** Runs in a worker of its own. The anchor is a head and a length noted earlier, elsewhere. */
    verify(anchor?: JournalAnchor): Promise<AuditVerification>;
  };
}

/** The one door to what the workstation keeps. Errors of every call: STORE_CORRUPT, STORE_FULL, STORE_CLOSED, STORE_REFUSED. */
export interface Store extends StoreReads {
  /** All or nothing, on disk when it answers. Errors: STORE_READ_ONLY, and those of each change. */
  commit(commit: Commit): Promise<void>;
  /** Sends that the last stop of the application interrupted: they are now `unknown` (decision 6). */
  readonly interrupted: readonly string[];
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
