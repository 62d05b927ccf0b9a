import type { DocumentForm, SendState } from '../../shared/contract/documents.ts';
import type { InformationState } from '../../shared/contract/patients.ts';
import type { InformationPurpose } from '../../shared/domain/consent/information.ts';
import type { DroppedValue, MergedFields } from '../../shared/domain/identity/merge-fields.ts';
import type { CaptureChannel, ReceivedMatricule, ReceivedProof } from '../../shared/domain/identity/received.ts';
import type { ProtectionMeasure, RepresentativeRelation } from '../../shared/domain/identity/protection.ts';
import type { SimilarityKind, SimilarityReason } from '../../shared/domain/identity/similar.ts';
import type { IdentityAttributes, IdentityEvent } from '../../shared/domain/identity/status.ts';
import type { TraitsChange } from '../../shared/domain/ins/traits.ts';
import type { AccessMode, IdentityStatus, Ins, LocalSex, PersonTraits, Sex } from '../../shared/domain/types.ts';
import type { ErrorFacts } from '../../shared/errors.ts';

/** ISO 8601 instant in UTC with milliseconds (`Date.toISOString()`), so that text order is time order. */
export type Instant = string;

/** Who did something. */
export interface Actor {
  /** PS_IdNat (`899900000017`). */
  readonly idNat: string;
  /** As screens name them: « Dr Paule DURAND ». */
  readonly name: string;
}

/**
 * Version of a row. 0 = not stored yet; each save adds one. A save with another revision than the stored one is
 * refused (STORE_CONFLICT): someone else changed the row meanwhile.
 */
export type Revision = number;

/** Who acts for a patient. */
export interface Representative {
  readonly name: string;
  readonly relation: RepresentativeRelation;
  readonly phone: string | null;
}

/** A matricule that was, or still is, this person's (INSHISTO, or replaced here). */
export interface InsPeriod {
  readonly ins: Ins;
  /** `YYYY-MM-DD`. */
  readonly from: string | null;
  readonly to: string | null;
}

/** A stay, as the hospital's ADT tells it. */
export interface StayRecord {
  readonly patientId: string;
  /** Who numbers the visits (assigning authority, `` when unnamed), and its number: unique together. */
  readonly authority: string;
  readonly visit: string;
  readonly ward: string | null;
  readonly admittedAt: Instant | null;
  readonly dischargedAt: Instant | null;
  readonly state: 'open' | 'closed' | 'cancelled';
  /** Of the last event taken: an older one changes nothing. Null when no message told the time. */
  readonly eventAt: Instant | null;
  readonly updatedAt: Instant;
}

/** Number of a patient in another system. */
export interface PatientIdentifier {
  readonly patientId: string;
  /** OID or name of the authority that gave it. */
  readonly authority: string;
  readonly value: string;
  /** Of the last event taken under this number; null when none told the time. */
  readonly eventAt: Instant | null;
}

/** A matricule that somebody else gave for this record: to be verified with INSi, searched for, never transmitted. */
export interface ReceivedIns extends ReceivedMatricule {
  /** Authority, or file, that gave it. */
  readonly sender: string;
  readonly receivedAt: Instant;
}

/** An identity as a line, a message or a card gave it, beside the records that it contradicts. */
export interface IncomingIdentity extends PersonTraits {
  readonly ipp: string | null;
  readonly authority: string | null;
  readonly matricule: ReceivedMatricule | null;
  /** PID-32, as received. */
  readonly reliability: readonly string[];
  /** Where it comes from, in words: « patients.csv, ligne 3 ». */
  readonly from: string;
}

/** INSi did not answer: asked again today, and what it answered waits for somebody. */
export interface InsiQueueEntry {
  readonly patientId: string;
  readonly since: Instant;
  /** Row of the answer that waits; null while INSi is still to be asked. */
  readonly answerId: string | null;
}

/** Two records made one. What moved is kept, so that the merge can be undone. */
export interface MergeRecord {
  readonly id: string;
  readonly kept: string;
  readonly removed: string;
  readonly at: Instant;
  readonly by: Actor;
  readonly undoneAt: Instant | null;
  /** Of the removed record, as it was. */
  readonly name: string;
  readonly ipp: string;
  /** What the merge changed of the kept record, as it was before: comes back when it is undone (undoneFields). Null: nothing. */
  readonly keptBefore: MergedFields | null;
  /** Values of the two records that the kept one does not show. */
  readonly dropped: readonly DroppedValue[];
}

/** Something that contradicts a record: somebody looks at it. */
export interface ConflictRecord {
  readonly id: string;
  readonly at: Instant;
  readonly patientIds: readonly string[];
  /** Stable code. */
  readonly code: string;
  /** French sentence, without trait. */
  readonly message: string;
  /** What contradicts the records; null when they contradict each other. */
  readonly incoming: IncomingIdentity | null;
  readonly settled: { readonly at: Instant; readonly by: Actor } | null;
}

export interface ImportRecord {
  readonly id: string;
  readonly kind: 'csv' | 'hl7';
  readonly fileName: string;
  readonly size: number;
  readonly dryRun: boolean;
  readonly state: 'running' | 'done' | 'cancelled' | 'stopped' | 'failed';
  readonly startedAt: Instant;
  readonly by: Actor;
  /** SHA-256 of the kind, size and first bytes: the same file given again goes on. */
  readonly fingerprint: string;
  /** SHA-256 of the lines taken: what tells a file corrected meanwhile. Null before the first ones, or of an earlier version. */
  readonly linesHash: string | null;
  readonly read: number;
  /** Lines taken, all of them committed. */
  readonly lines: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Lines of which something waits in the work list: those rejected for a contradiction, and those whose sender says that somebody must look. */
  readonly conflicts: number;
  /** Messages of events that are not taken. */
  readonly ignored: readonly { readonly event: string; readonly count: number }[];
  /** What was taken and is said all the same. */
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly count: number; /** The first ones. */ readonly lines: readonly number[] }[];
  /** Names of the columns as the file writes them, so that the refused lines make a file of the same form; null for HL7. */
  readonly heading: string | null;
  readonly error: { readonly code: string; readonly message: string; readonly action: string } | null;
}

export interface ImportErrorRecord {
  readonly line: number;
  readonly code: string;
  readonly message: string;
  readonly action: string;
  /** Who the line is about, as far as it could be read. */
  readonly name: string | null;
  /** The value at fault, as written. */
  readonly value: string | null;
}

export interface PatientRecord extends PersonTraits {
  readonly id: string;
  readonly revision: Revision;
  readonly ipp: string;
  readonly status: IdentityStatus;
  readonly attributes: IdentityAttributes;
  /** Held in RECUP and QUAL only; transmitted and printed in QUAL only. One matricule, one record; none while the sex is undetermined. */
  readonly ins: Ins | null;
  /** INSi answer the identity comes from: when, and its row; null row: another system of the own domain had it (`by` names it). */
  readonly insi: { readonly answerId: string | null; readonly acceptedAt: Instant; readonly by: Actor } | null;
  /** How the identity was captured; null when nobody said. */
  readonly channel: CaptureChannel | null;
  /** What another system says of how it obtained the identity; the latest. It proves nothing by itself. */
  readonly receivedProof: (ReceivedProof & { readonly sender: string; readonly receivedAt: Instant }) | null;
  /** The birth date was completed by convention (EXI ID 11/12). */
  readonly birthDateUncertain: boolean;
  readonly phone: string | null;
  /** On one line. */
  readonly address: string | null;
  /** `on`: `YYYY-MM-DD`, null when the day is unknown. */
  readonly death: { readonly on: string | null } | null;
  /** NSS of reimbursement, 15 characters; never the INS. */
  readonly billingNss: string | null;
  /** As the carte Vitale last read says it, text: kept apart from the strict trait (EXI PP 19). */
  readonly billingBirthDate: string | null;
  /** *Rang de naissance* of that card: tells twins apart. */
  readonly birthRank: number | null;
  readonly protection: ProtectionMeasure;
  /** Record that took this one over; such a record is never listed nor used, and comes back when the merge is undone. */
  readonly mergedInto: string | null;
  /** High-trust document seen (code of shared/domain/identity/documents.ts). */
  readonly identityDocument: { readonly type: string; readonly seenAt: Instant; readonly by: Actor } | null;
  /** Current follow-up, to which information and opposition belong. */
  readonly episode: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Last TD0.2 answer. */
export interface DmpKnowledge {
  readonly state: 'open' | 'closed' | 'none' | 'unknown';
  /** VALIDE, EXPIRE, INTERDIT, NON_EXISTE. */
  readonly authorization: string | null;
  readonly medecinTraitant: boolean | null;
  readonly at: Instant;
}

export interface Correspondent {
  readonly name: string;
  /** MSSanté address. */
  readonly address: string | null;
}

export type CorrespondentRole = 'medecinTraitant';

/** One recording; the latest of a purpose and an episode is in force. No motive is ever kept. */
export interface InformationRecord {
  readonly patientId: string;
  readonly purpose: InformationPurpose;
  readonly episode: string;
  readonly state: InformationState;
  readonly at: Instant;
  readonly by: Actor;
  /** `import`: another system recorded it; somebody confirms or lifts it. */
  readonly origin: 'person' | 'import';
}

/** A patient with everything the banner shows. */
export interface PatientFile extends PatientRecord {
  readonly medecinTraitant: Correspondent | null;
  /** Besides the médecin traitant. */
  readonly correspondents: readonly Correspondent[];
  readonly representatives: readonly Representative[];
  readonly dmp: DmpKnowledge | null;
  /** In force for the current episode; null when nothing is recorded. */
  readonly feeding: InformationRecord | null;
  readonly consultation: InformationRecord | null;
  /** Not verified yet: neither held nor once held; latest first. */
  readonly receivedIns: readonly ReceivedIns[];
}

export interface PatientSummary {
  readonly id: string;
  readonly birthName: string;
  readonly firstName: string;
  readonly usedName: string | null;
  readonly sex: LocalSex;
  readonly birthDate: string;
  readonly birthPlace: string | null;
  readonly status: IdentityStatus;
  readonly homonym: boolean;
  readonly doubtful: boolean;
  readonly fictive: boolean;
  readonly phone: string | null;
  readonly ipp: string;
  /** Last time opened or changed. */
  readonly updatedAt: Instant;
  /** Sends in a state that needs a human. */
  readonly attention: number;
}

/** What brought a change of identity: a capture channel (FR Core), or a file or message of another system. */
export type IdentitySource = CaptureChannel | 'IMPORT';

/** One change of status (or refresh in the same one), never modified afterwards. */
export interface IdentityTransition {
  readonly patientId: string;
  readonly at: Instant;
  readonly by: Actor;
  readonly event: IdentityEvent | 'created';
  readonly from: IdentityStatus | null;
  readonly to: IdentityStatus;
  readonly source: IdentitySource;
  readonly insBefore: Ins | null;
  readonly insAfter: Ins | null;
  readonly insiAnswerId: string | null;
  readonly documentType: string | null;
  /** Strict traits that changed; null when none did, `unknown` in what an earlier version stored. */
  readonly traits: TraitsChange | 'unknown' | null;
}

/** An answer of INSi, accepted or not, kept verbatim (EXI REC 07/08). Its id is that of the proposal shown. */
export interface InsiAnswerRecord {
  readonly id: string;
  readonly patientId: string;
  readonly at: Instant;
  readonly by: Actor;
  readonly code: '00' | '01' | '02';
  readonly label: string;
  readonly identity: {
    readonly ins: Ins;
    readonly birthName: string | null;
    readonly firstNames: string | null;
    readonly sex: Sex | null;
    readonly birthDate: string | null;
    readonly birthPlace: string | null;
  } | null;
}

export interface Warning {
  readonly code: string;
  readonly message: string;
}

export interface DocumentRecord {
  readonly id: string;
  readonly revision: Revision;
  readonly patientId: string;
  readonly status: 'draft' | 'validated';
  readonly fileName: string;
  /** PDF, in bytes. */
  readonly size: number;
  readonly pages: number;
  readonly addedAt: Instant;
  readonly addedBy: Actor;
  readonly form: DocumentForm;
  /** Type proposed at the drop, and where it was recognised. */
  readonly proposal: { readonly type: string; readonly recognisedIn: 'title' | 'file-name' } | null;
  readonly warnings: readonly Warning[];
  /** Validation: the act of the professional who answers for the document. */
  readonly validated: {
    readonly at: Instant;
    readonly by: Actor;
    /** Structure of the situation chosen then. */
    readonly situation: string;
    /** Identifiers of the CDA, stable whatever the channel and the number of attempts. */
    readonly cda: { readonly id: string; readonly setId: string; readonly version: number };
  } | null;
}

/** Bytes of a document: the dropped PDF, the CDA made at validation. Never modified. */
export type ContentKind = 'pdf' | 'cda';

/** A send is a row before it is a request (architecture, decision 6). */
export interface SendRecord {
  readonly id: string;
  readonly revision: Revision;
  readonly documentId: string;
  readonly patientId: string;
  readonly channel: 'dmp' | 'mss';
  /** Mail address; null for the DMP. */
  readonly recipient: string | null;
  /** Why they receive it (« médecin traitant »). */
  readonly role: string | null;
  readonly state: SendState;
  /** Who validated it, as what: it leaves only under them. */
  readonly bound: {
    readonly actor: Actor;
    /** Structure of the situation. */
    readonly situation: string;
    readonly mode: AccessMode;
  };
  readonly attempts: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Not before; null = as soon as possible. */
  readonly nextAt: Instant | null;
  /** Instant of RegistryResponse Success, or of 250 after DATA. */
  readonly sentAt: Instant | null;
  /** Message-ID of the mail. */
  readonly messageId: string | null;
  /** XDS uniqueId of the document in the DMP. */
  readonly uniqueId: string | null;
  readonly error: ErrorFacts | null;
}

/** Signed lot or composed message, resent as it is: equal bytes, equal identifiers. */
export interface SendPayload {
  readonly bytes: Uint8Array;
  /** Content-Type of the bytes. */
  readonly mediaType: string;
  /** What goes beside the bytes on the wire (SMTP envelope, lot identifiers), JSON. */
  readonly facts: unknown;
}

/** A send with the words of the list « À envoyer ». */
export interface SendListed extends SendRecord {
  readonly patientName: string;
  readonly title: string;
}

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
}

/** A head and a length of the journal, noted elsewhere at some moment. */
export interface JournalAnchor {
  /** Hash of the last entry; 64 zeros when the journal is empty. */
  readonly head: string;
  readonly length: number;
}

/** Where a store stands, noted elsewhere: a copy of it made before stands elsewhere. */
export interface StoreMark extends JournalAnchor {
  /** Sends that were taken to leave, since ever. */
  readonly departures: number;
}

/** Shape of cli.md `audit verify`. */
export interface AuditVerification {
  readonly valid: boolean;
  readonly length: number;
  /** Hash of the last entry; 64 zeros when the journal is empty. */
  readonly head: string;
  /** Index of the first entry at fault. */
  readonly brokenAt: number | null;
  readonly reason: 'altered' | 'missing' | 'reordered' | 'truncated' | 'foreign' | null;
  /** It was compared with what was noted elsewhere: without that, its end or all of it may have been replaced by an older one. */
  readonly anchored: boolean;
  /** Openings that found something wrong with it, each told by an entry. */
  readonly incidents: number;
  readonly ms: number;
}

/** What is wrong with a journal, or with where it stands, as found when its file was opened. */
export interface JournalIncident {
  /**
   * Of {@link AuditVerification}; `older`: sends left since, as noted elsewhere; `unanchored`: what was noted of it elsewhere is gone; `moved`: the folder is not where it
   * was written; `restored`: from a backup, by command; `vanished`: data were here, which are not any more.
   */
  readonly reason: NonNullable<AuditVerification['reason']> | 'older' | 'unanchored' | 'moved' | 'restored' | 'vanished';
  readonly brokenAt: number | null;
  /** Sends that are held since: somebody decides. */
  readonly held: number;
}

/** What a commit changes. */
export type Change =
  /** Inserts (revision 0) or updates; `mergedInto` changes by a merge only. Errors: STORE_CONFLICT, PATIENT_SAME_INS, STORE_REFUSED for a merged record. */
  | { readonly kind: 'patient.save'; readonly patient: PatientRecord }
  /** The record was opened by somebody (never by an import): it comes first in the recent ones and in the work of the day. No revision. */
  | { readonly kind: 'patient.opened'; readonly patientId: string; readonly at: Instant }
  | { readonly kind: 'correspondent.set'; readonly patientId: string; readonly role: CorrespondentRole; readonly correspondent: Correspondent | null }
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

/** Two records that may be one person, or twins. */
export interface Lookalike {
  readonly id: string;
  readonly other: string;
  readonly kind: SimilarityKind;
  /** 0 to 100. */
  readonly score: number;
  readonly reasons: readonly SimilarityReason[];
}

/** Read messages, each answered by the worker. Lists are in screen order. */
export interface StoreReads {
  readonly patients: {
    /**
     * All of what is typed, as it is typed: starts of words of names in any order, a date or its beginning, a matricule
     * (held or former) or its start, start or end of a phone number, an IPP or a number of another system. Whole words
     * first, then by name. Empty = the most recently opened, then changed.
     */
    search(query: string, limit: number): Promise<readonly PatientSummary[]>;
    /** How many a search without limit would find; 0 for an empty one. */
    found(query: string): Promise<number>;
    get(id: string): Promise<PatientFile | null>;
    /** Ids of the records with the same birth name, first given name (accents and hyphens apart), sex and date; none for an unknown person. */
    sameTraits(traits: { readonly birthName: string; readonly birthFirstNames: string; readonly sex: LocalSex; readonly birthDate: string }): Promise<readonly string[]>;
    /** Record that holds that matricule, whatever its nature. */
    byIns(matricule: string): Promise<string | null>;
    /** Records with that matricule, now or once, received for them, or by a record merged into them. */
    byMatricule(matricule: string): Promise<readonly PatientSummary[]>;
    /**
     * Records that may be the same person, most alike first, at most 100: everybody of the same birth date; those of the
     * same name or first name and of a date with a digit else, two exchanged, day and month swapped or a part unknown; the
     * same names. Nobody for an unknown person.
     */
    candidates(traits: { readonly birthName: string; readonly birthFirstNames: string; readonly usedName: string | null; readonly birthDate: string }): Promise<readonly PatientRecord[]>;
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
    toQualify(from: Instant, to: Instant): Promise<readonly { readonly row: PatientSummary; readonly why: 'opened' | 'expected' | 'queued'; readonly since: Instant; readonly answerId: string | null }[]>;
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
    list(patientId: string): Promise<readonly DocumentRecord[]>;
    get(id: string): Promise<DocumentRecord | null>;
    content(id: string, kind: ContentKind): Promise<Uint8Array | null>;
  };
  readonly outbox: {
    /** Rows `queued`, `scheduled` or `unknown` whose `nextAt` has come, oldest first. */
    due(now: Instant): Promise<readonly SendRecord[]>;
    /** Latest first. */
    list(filter?: SendFilter): Promise<readonly SendListed[]>;
    get(id: string): Promise<SendRecord | null>;
    payload(id: string): Promise<SendPayload | null>;
    /** Rows of each state; states without rows are absent. */
    counts(): Promise<Readonly<Partial<Record<SendState, number>>>>;
  };
  readonly settings: {
    /** Null when never set. */
    get(name: string): Promise<unknown>;
  };
  readonly mailboxes: {
    get(address: string): Promise<MailboxKnowledge | null>;
  };
  readonly audit: {
    /** Latest first, strictly before an index. */
    page(page: { readonly before: number | null; readonly limit: number; readonly patientId?: string }): Promise<{ readonly entries: readonly AuditRow[]; readonly total: number }>;
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
