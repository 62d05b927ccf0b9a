import type { DocumentForm } from '../record/document.ts';
import type { DmpKnowledge } from '../record/dmp.ts';
import type { InformationPurpose, InformationState } from '../record/information.ts';
import type { AccessMode, IdentityStatus } from '../types.ts';
import type { MatrixAct, ReadState } from './matrix.ts';

/** `Authentification_mode` of the VIHF. */
export const AUTHENTICATIONS = ['DIRECTE', 'INDIRECTE', 'INDIRECTE_RENFORCEE'] as const;
export type Authentication = (typeof AUTHENTICATIONS)[number];

/** Cards of the CPS family; `CPE-ANON` names its structure and nobody; `none`: what acts is a certificate or a login. */
export const CARDS = ['CPS', 'CPF', 'CPE', 'CPE-ANON', 'none'] as const;
export type Card = (typeof CARDS)[number];

/** What is done: an act of the matrices, or a message. */
export const MESSAGES = ['mss-professional', 'mss-patient'] as const;
export type RightsAct = MatrixAct | (typeof MESSAGES)[number];

/** Who acts, as their card or their login says. */
export interface RightsSession {
  readonly card: Card;
  readonly means: Authentication;
  /** Code of TRE_G15; null when there is none. */
  readonly profession: string | null;
  /** A doctor's skill (TRE_R01; SM25: occupational doctor), or a pharmacist's section (TRE_G05). */
  readonly speciality: string | null;
  /** TRE_R02, `SA07`. */
  readonly sector: string | null;
  /** National identifiers. */
  readonly person: string | null;
  readonly structure: string | null;
}

/** What a professional lets somebody of their structure do in their name. */
export interface Delegation {
  readonly from: string;
  readonly to: string;
  /** `prepare`, or the acts that are done without the delegator. */
  readonly acts: readonly string[];
  /** Codes of types; none: whatever the type for `prepare`, no type for the rest. */
  readonly types: readonly string[];
  readonly since: string;
  /** Null: until it is revoked. */
  readonly until: string | null;
  readonly revokedAt: string | null;
}

/** All that a right depends on; nothing is asked of a service. Instants are ISO 8601. */
export interface RightsFacts {
  readonly at: string;
  readonly session: RightsSession;
  readonly delegations: readonly Delegation[];
  readonly patient: {
    readonly status: IdentityStatus;
    readonly birthDate: string;
    readonly secretConnection: boolean;
    readonly information: Readonly<Record<InformationPurpose, InformationState>>;
    /** Opposed in an earlier episode, and nobody answered since. */
    readonly opposedEarlier: readonly InformationPurpose[];
    /** Who recorded the word on feeding elsewhere, when nobody confirmed it here yet. */
    readonly feedingReceivedFrom: string | null;
  };
  /** Of the patient's care team, or not. */
  readonly team: 'member' | 'outside';
  /** Agreement given for this opening. */
  readonly agreement: { readonly by: string; readonly at: string } | null;
  readonly dmp: {
    readonly state: DmpKnowledge['state'] | 'unknown';
    readonly authorization: string | null;
    readonly medecinTraitant: boolean;
    readonly opposed: { readonly breakGlass: boolean; readonly regulation: boolean };
  };
  /** The workstation is one of a medical regulation centre. */
  readonly regulationCentre: boolean;
  readonly act: RightsAct;
  readonly mode: AccessMode;
  readonly document: {
    readonly type: string | null;
    readonly visibility: DocumentForm['visibility'] | null;
    readonly state: ReadState;
    /** National identifier of who wrote it; `patient`: put there by the patient. */
    readonly author: string | null;
    readonly structure: string | null;
  } | null;
}
