import type { ProtectionMeasure } from '../identity/protection.ts';
import type { CaptureChannel, ReceivedProof } from '../identity/received.ts';
import type { IdentityAttributes } from '../identity/status.ts';
import type { PatientWord } from '../consent/information.ts';
import type { IdentityStatus, Ins, LocalSex, PersonTraits } from '../types.ts';
import type { Actor } from './actor.ts';
import type { Correspondent } from './correspondent.ts';
import type { DmpKnowledge } from './dmp.ts';
import type { EpisodeRecord } from './episode.ts';
import type { Instant } from './instant.ts';
import type { ReceivedIns } from './matricule.ts';
import type { Representative } from './representative.ts';
import type { Revision } from './revision.ts';

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
  /** Id of the current episode, to which information and opposition belong: open, or to come as soon as something is done. */
  readonly episode: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** A patient with everything the banner shows. */
export interface PatientFile extends PatientRecord, PatientWord {
  readonly medecinTraitant: Correspondent | null;
  /** Besides the médecin traitant. */
  readonly correspondents: readonly Correspondent[];
  readonly representatives: readonly Representative[];
  readonly dmp: DmpKnowledge | null;
  /** Null: nobody opened it yet. */
  readonly currentEpisode: EpisodeRecord | null;
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

/** A row of the list of patients. */
export interface ListedPatient extends PatientSummary {
  readonly ins: Ins | null;
}
