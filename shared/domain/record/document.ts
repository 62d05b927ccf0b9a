import type { Pro } from '../types.ts';
import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';
import type { Revision } from './revision.ts';

export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** Who may see a document. */
export const visibilities = ['visible', 'invisible-patient', 'invisible-representatives', 'masked', 'professionals-only'] as const;
export type Visibility = (typeof visibilities)[number];

/** Addresses that one document leaves for, at most. */
export const MAX_RECIPIENTS = 20;

/** What the user decides about a document before it leaves. */
export interface DocumentForm {
  /** Code of a document type; null until it is chosen. */
  readonly type: string | null;
  readonly title: string;
  /** Date of the act, `YYYY-MM-DD`. */
  readonly date: string;
  readonly visibility: Visibility;
  /** MSSanté addresses besides the DMP, {@link MAX_RECIPIENTS} at most. */
  readonly recipients: readonly string[];
}

export const documentStatuses = ['draft', 'validated'] as const;

/** Where what is proposed for a document was read: on its first page, in the PDF's own title, in the name of its file. */
export const recognisedPlaces = ['text', 'title', 'file-name'] as const;
export type RecognisedPlace = (typeof recognisedPlaces)[number];

/** What is proposed for a field; `from` null: a default, read nowhere. */
export interface Proposed<T> {
  readonly value: T;
  readonly from: RecognisedPlace | null;
}

/** What is proposed for a document. A field that still has the value proposed was typed by nobody. */
export interface DocumentProposal {
  readonly title: Proposed<string>;
  /** `YYYY-MM-DD`. */
  readonly date: Proposed<string>;
  readonly type: Proposed<string | null>;
  /** The likeliest types, best first, at most three. */
  readonly types: readonly string[];
}

/** failed: what could not be read of it will not be read again. */
export const readingStates = ['read', 'waiting', 'reading', 'failed'] as const;

/** How far the text of a document is read. */
export interface DocumentReading {
  readonly state: (typeof readingStates)[number];
  /** Pages read, from the first on. */
  readonly done: number;
  /** Whether a page is an image, read by recognition. */
  readonly scanned: boolean;
}

/** Somebody else than the record, whom the text of a document names as its patient. */
export interface OtherPerson {
  /** As written, or the matricule when no name was read. */
  readonly name: string;
  readonly birthDate: string | null;
  /** The record it may be of, when there is one alone. */
  readonly patientId: string | null;
}

/** Why a professional gives back what was prepared for them: one of a list, none of which says anything of the patient's health. */
export const returnReasons = ['patient', 'type', 'title', 'recipients', 'visibility', 'pages', 'not-mine', 'not-sent'] as const;
export type ReturnReason = (typeof returnReasons)[number];

/** A document that a delegate handed over to the professional who answers for it. */
export interface Prepared {
  readonly at: Instant;
  /** The delegate, as the CDA names who typed it. */
  readonly by: Pro;
  /** As screens name them. */
  readonly byName: string;
  readonly for: Actor;
  /** Id of the delegation under which it was prepared. */
  readonly delegation: string;
}

export interface DocumentRecord {
  readonly id: string;
  readonly revision: Revision;
  readonly patientId: string;
  readonly status: (typeof documentStatuses)[number];
  readonly fileName: string;
  /** PDF, in bytes. */
  readonly size: number;
  readonly pages: number;
  readonly addedAt: Instant;
  readonly addedBy: Actor;
  readonly form: DocumentForm;
  /** Null for what was validated before proposals were kept. */
  readonly proposal: DocumentProposal | null;
  readonly reading: DocumentReading;
  /** `settled`: somebody said that the record is the right one. */
  readonly otherPerson: (OtherPerson & { readonly settled: boolean }) | null;
  readonly warnings: readonly Warning[];
  /** Null when nobody handed it over; kept once it is validated. */
  readonly prepared: Prepared | null;
  /** Given back to who prepared it, until it is handed over again. */
  readonly returned: { readonly at: Instant; readonly by: Actor; readonly reason: ReturnReason } | null;
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
