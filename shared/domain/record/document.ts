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

/** What the user decides about a document before it leaves. */
export interface DocumentForm {
  /** Code of a document type; null until it is chosen. */
  readonly type: string | null;
  readonly title: string;
  /** Date of the act, `YYYY-MM-DD`. */
  readonly date: string;
  readonly visibility: Visibility;
  /** MSSanté addresses besides the DMP. */
  readonly recipients: readonly string[];
}

export const documentStatuses = ['draft', 'validated'] as const;

/** Where the type proposed for a document was recognised. */
export const recognisedPlaces = ['title', 'file-name'] as const;

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
  /** Type proposed at the drop, and where it was recognised. */
  readonly proposal: { readonly type: string; readonly recognisedIn: (typeof recognisedPlaces)[number] } | null;
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
