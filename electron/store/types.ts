import type { DocumentForm, SendState } from '../../shared/contract/documents.ts';
import type { InformationState } from '../../shared/contract/patients.ts';
import type { InformationPurpose } from '../../shared/domain/consent/information.ts';
import type { IdentityAttributes, IdentityEvent } from '../../shared/domain/identity/status.ts';
import type { AccessMode, IdentityStatus, Ins, Sex } from '../../shared/domain/types.ts';
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

export interface PatientRecord {
  readonly id: string;
  readonly revision: Revision;
  readonly ipp: string;
  readonly birthName: string;
  /** All first names of the birth certificate, space-separated, in civil order. */
  readonly birthFirstNames: string;
  readonly firstBirthFirstName: string;
  readonly usedName: string | null;
  readonly usedFirstName: string | null;
  readonly sex: Sex;
  /** `YYYY-MM-DD`, 00 parts allowed. */
  readonly birthDate: string;
  readonly birthPlace: string | null;
  readonly status: IdentityStatus;
  readonly attributes: IdentityAttributes;
  /** Held in RECUP and QUAL only; transmitted and printed in QUAL only. Unique among patients. */
  readonly ins: Ins | null;
  /** INSi answer the identity comes from: when accepted, and its row. */
  readonly insi: { readonly answerId: string; readonly acceptedAt: Instant; readonly by: Actor } | null;
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
}

/** A patient with everything the banner shows. */
export interface PatientFile extends PatientRecord {
  readonly medecinTraitant: Correspondent | null;
  readonly dmp: DmpKnowledge | null;
  /** In force for the current episode; null when nothing is recorded. */
  readonly feeding: InformationRecord | null;
  readonly consultation: InformationRecord | null;
}

export interface PatientSummary {
  readonly id: string;
  readonly birthName: string;
  readonly firstName: string;
  readonly usedName: string | null;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly birthPlace: string | null;
  readonly status: IdentityStatus;
  /** Last time opened or changed. */
  readonly updatedAt: Instant;
  /** Sends in a state that needs a human. */
  readonly attention: number;
}

/** What capture brought the identity (FR Core): typed by hand, INSi, datamatrix, carte Vitale, Appli carte Vitale. */
export type IdentitySource = 'SM' | 'INSI' | 'CB' | 'CV' | 'AV';

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

/** Shape of cli.md `audit verify`. */
export interface AuditVerification {
  readonly valid: boolean;
  readonly length: number;
  /** Hash of the last entry; 64 zeros when the journal is empty. */
  readonly head: string;
  /** Index of the first entry at fault. */
  readonly brokenAt: number | null;
  readonly reason: 'altered' | 'missing' | 'reordered' | 'truncated' | 'foreign' | null;
  readonly ms: number;
}

/** What a commit changes. */
export type Change =
  /** Inserts (revision 0) or updates. Errors: STORE_CONFLICT, PATIENT_SAME_INS. */
  | { readonly kind: 'patient.save'; readonly patient: PatientRecord }
  /** The record was opened: it comes first in the recent ones. No revision. */
  | { readonly kind: 'patient.opened'; readonly patientId: string; readonly at: Instant }
  | { readonly kind: 'correspondent.set'; readonly patientId: string; readonly role: CorrespondentRole; readonly correspondent: Correspondent | null }
  | { readonly kind: 'dmp.known'; readonly patientId: string; readonly knowledge: DmpKnowledge }
  | { readonly kind: 'identity.transition'; readonly transition: IdentityTransition }
  | { readonly kind: 'insi.answer'; readonly answer: InsiAnswerRecord; readonly verbatim: Uint8Array }
  | { readonly kind: 'information.record'; readonly information: InformationRecord }
  /** Inserts (revision 0) or updates. A validated document is not modified: STORE_REFUSED. */
  | { readonly kind: 'document.save'; readonly document: DocumentRecord }
  | { readonly kind: 'document.content'; readonly documentId: string; readonly content: ContentKind; readonly bytes: Uint8Array }
  /** Drafts only: STORE_REFUSED. Errors: STORE_CONFLICT. */
  | { readonly kind: 'document.remove'; readonly documentId: string; readonly revision: Revision }
  /** A validated document of which nothing left becomes a draft again; its sends and its CDA are removed. Errors: STORE_CONFLICT. */
  | { readonly kind: 'document.reopen'; readonly documentId: string; readonly revision: Revision }
  /** Inserts (revision 0) or updates. Errors: STORE_CONFLICT. */
  | { readonly kind: 'send.save'; readonly send: SendRecord }
  /** Once for a send. */
  | { readonly kind: 'send.payload'; readonly sendId: string; readonly payload: SendPayload }
  | { readonly kind: 'setting.set'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'mailbox.known'; readonly mailbox: MailboxKnowledge };

/** An effect and its trace, committed together or not at all. */
export interface Commit {
  readonly changes: readonly Change[];
  /** Empty only for what is no act of anybody (a draft kept while typing, a row taken by the outbox, a setting). */
  readonly audit: readonly AuditEntry[];
}

export interface SendFilter {
  readonly state?: SendState;
  readonly patientId?: string;
  readonly documentId?: string;
}

/** Read messages, each answered by the worker. Lists are in screen order. */
export interface StoreReads {
  readonly patients: {
    /** Words of names, typed dates, IPP or start of matricule, all of them; empty = the most recently opened. */
    search(query: string, limit: number): Promise<readonly PatientSummary[]>;
    get(id: string): Promise<PatientFile | null>;
    /** Ids of the records with the same birth name, first given name (accents and hyphens apart), sex and date. */
    sameTraits(traits: { readonly birthName: string; readonly birthFirstNames: string; readonly sex: Sex; readonly birthDate: string }): Promise<readonly string[]>;
    byIns(ins: Ins): Promise<string | null>;
    count(): Promise<number>;
    /** Next local patient number, never given twice: `P000001`. Saving the patient takes it. */
    nextIpp(): Promise<string>;
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
    head(): Promise<{ readonly length: number; readonly head: string }>;
    /** Runs in a worker of its own. The anchor is a head and a length noted earlier, elsewhere. */
    verify(anchor?: { readonly head: string; readonly length: number }): Promise<AuditVerification>;
  };
}

/** The one door to what the workstation keeps. Errors of every call: STORE_CORRUPT, STORE_FULL, STORE_CLOSED, STORE_REFUSED. */
export interface Store extends StoreReads {
  /** All or nothing, on disk when it answers. Errors: STORE_READ_ONLY, and those of each change. */
  commit(commit: Commit): Promise<void>;
  /** Sends that the last stop of the application interrupted: they are now `unknown` (decision 6). */
  readonly interrupted: readonly string[];
  readonly path: string;
  /** Size on disk, in bytes. */
  size(): Promise<number>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Of the database file; its folder must exist. */
  readonly path: string;
  /** 32 random bytes, kept by the system's keychain. */
  readonly key: Uint8Array;
  /** One writer at a time; readers work beside it. `writing` when absent. */
  readonly access?: 'writing' | 'reading';
}
