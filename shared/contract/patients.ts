import { z } from 'zod';
import { droppedFields, sides } from '../domain/identity/merge-fields.ts';
import { protectionMeasures, representativeRelations } from '../domain/identity/protection.ts';
import { anybody, birthDate, call, errorFactsSchema, id, instant, nothing, notKept, onPatient, part } from './define.ts';
import { strictTraitNames, traitOutcomes, type TraitComparison } from '../domain/ins/traits.ts';
import { dmpStates } from '../domain/record/dmp.ts';
import { choices, informationMeans, informationPurposes, informationStates } from '../domain/record/information.ts';
import { insiCodes } from '../domain/record/insi.ts';
import { channels } from '../domain/record/send.ts';
import { stayStates } from '../domain/record/stay.ts';
import { patientOrders } from '../domain/record/patient-list.ts';
import { identityStatuses, localSexes, type StrictTraits } from '../domain/types.ts';

export const identityStatus = z.enum(identityStatuses);

const localSex = z.enum(localSexes);

/** Strict traits as typed by the user or answered by INSi. */
export const traits = z.object({
  birthName: z.string(),
  /** List of birth first names, space-separated. */
  birthFirstNames: z.string(),
  sex: localSex,
  birthDate,
  /** COG, 5 characters; null when unknown. */
  birthPlace: z.string().nullable(),
}) satisfies z.ZodType<StrictTraits>;

const heldTraits = traits.extend({ firstBirthFirstName: z.string() });

export const patientRow = z.object({
  id,
  birthName: z.string(),
  firstName: z.string(),
  usedName: z.string().nullable(),
  sex: localSex,
  birthDate: z.string(),
  birthPlace: z.string().nullable(),
  status: identityStatus,
  /** RNIV attributes. */
  homonym: z.boolean(),
  doubtful: z.boolean(),
  fictive: z.boolean(),
  phone: z.string().nullable(),
  ipp: z.string(),
  /** Last time the record was opened or changed. */
  updatedAt: instant,
  /** Sends that need a human. */
  attention: z.int(),
});
export type PatientRow = z.infer<typeof patientRow>;

/** A row of the list of patients: what its columns show. */
const listedPatient = patientRow.extend({
  /** Name of the place of birth then, « Reims (51) »; null when unknown. */
  placeName: z.string().nullable(),
  /** As it is said: `3 jours`, `14 mois`, `47 ans`. */
  ageLabel: z.string(),
  /** Only when QUAL: groups without the key, and the key. */
  ins: z.object({ display: z.string(), key: z.string() }).nullable(),
});
export type ListedPatientRow = z.infer<typeof listedPatient>;

const informationState = z.enum(informationStates);

const information = z.object({
  state: informationState,
  at: instant.nullable(),
  by: z.string().nullable(),
  /** Another system recorded it: somebody confirms or lifts it. */
  toConfirm: z.boolean(),
  /** Nothing is recorded of this patient: the structure tells everybody. */
  collective: z.boolean(),
  /** Opposed in an earlier episode, and nobody answered since. */
  opposedEarlier: z.boolean(),
  /** « Informed » is said at the patient's request alone. */
  onRequest: z.boolean(),
});

const correspondent = z.object({ name: z.string(), address: z.string().nullable() });

export const receivedMatricule = z.object({
  /** Groups and key, when its form is right; as received otherwise. */
  display: z.string(),
  /** NIR, NIA…; null when no nature was given, or an unknown one. */
  kind: z.string().nullable(),
  /** What is wrong with it, within a sentence; null when it could be one. */
  problem: z.string().nullable(),
  sender: z.string(),
  at: instant,
});

/** The whole of what the banner and the identity tab show. */
export const patientView = z.object({
  id,
  traits,
  firstBirthFirstName: z.string(),
  usedName: z.string().nullable(),
  usedFirstName: z.string().nullable(),
  ipp: z.string(),
  /** As it is said: `3 jours`, `14 mois`, `47 ans`. */
  ageLabel: z.string(),
  minor: z.boolean(),
  status: identityStatus,
  /** Only when QUAL: shown and transmitted. */
  ins: z
    .object({
      matricule: z.string(),
      oid: z.string(),
      /** NIR, NIA, NIR-TEST, NIR-DEMO. */
      kind: z.string(),
      /** Groups without the key: `2 79 03 51 215 189`. */
      display: z.string(),
      key: z.string(),
    })
    .nullable(),
  /** Traits recovered from INSi are read-only: editing them loses the status. */
  strictLocked: z.boolean(),
  attributes: z.object({ homonym: z.boolean(), doubtful: z.boolean(), fictive: z.boolean() }),
  /** The birth date was completed by convention, or has an unknown part (EXI ID 11/12, EXI PP 19). */
  birthDateUncertain: z.boolean(),
  /** As documents carry it: unknown parts filled by convention, unless INSi gave them so. */
  birthDateCarried: z.string(),
  /** Name of the place of birth then; null when unknown. */
  birthPlaceName: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  /** `on`: null when the day is unknown. */
  death: z.object({ on: z.string().nullable() }).nullable(),
  /** Matricules that others gave, to be verified: never transmitted. */
  receivedIns: z.array(receivedMatricule),
  billingNss: z.string().nullable(),
  /** As the carte Vitale says it; null when none was read. */
  billingBirthDate: z.string().nullable(),
  birthRank: z.int().nullable(),
  protection: z.enum(protectionMeasures),
  /** who is informed, whose consent; null for an adult without protection. */
  representation: z.string().nullable(),
  representatives: z.array(
    z.object({
      name: z.string(),
      relation: z.enum(representativeRelations),
      phone: z.string().nullable(),
      /** Acts today: a parent stops at majority. */
      stands: z.boolean(),
    }),
  ),
  correspondents: z.array(z.object({ name: z.string(), address: z.string().nullable() })),
  /** Matricules that were this person's, latest first; shown when qualified. */
  insHistory: z.array(z.object({ matricule: z.string(), oid: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
  /** Other records that could be mistaken for this one. */
  lookalikes: z.array(z.object({ id, name: z.string(), birthDate: z.string(), kind: z.enum(['homonym', 'twin', 'near']) })),
  stays: z.array(
    z.object({
      visit: z.string(),
      ward: z.string().nullable(),
      admittedAt: instant.nullable(),
      dischargedAt: instant.nullable(),
      state: z.enum(stayStates),
    }),
  ),
  /** Every change of the identity, oldest first. */
  transitions: z.array(
    z.object({
      at: instant,
      by: z.string(),
      event: z.string(),
      label: z.string(),
      from: identityStatus.nullable(),
      to: identityStatus,
      source: z.string(),
      document: z.string().nullable(),
      /** Strict traits that changed, with what they were and became. */
      traits: z.array(z.object({ trait: heldTraits.keyof(), before: z.string().nullable(), after: z.string().nullable() })),
    }),
  ),
  /** The strict traits held before those of INSi were accepted, when they still can be told and differ: what a discordant document may confirm. */
  traitsBeforeInsi: heldTraits.nullable(),
  /**
   * What left under an identity that is no longer this record's, to be corrected where it went: under a matricule, or,
   * without one, under the number of a record merged since (`name` is that record's, null when it is not known any more).
   */
  sentUnderFormerIdentity: z.array(
    z.object({
      documentId: id,
      title: z.string(),
      channel: z.enum(channels),
      recipient: z.string(),
      sentAt: instant,
      matricule: z.string().nullable(),
      ipp: z.string().nullable(),
      name: z.string().nullable(),
    }),
  ),
  /** Merges that can be undone, latest first, with the values that the record does not show. */
  merges: z.array(
    z.object({
      id,
      name: z.string(),
      ipp: z.string(),
      at: instant,
      by: z.string(),
      dropped: z.array(z.object({ field: z.enum(droppedFields), value: z.string(), of: z.enum(sides) })),
    }),
  ),
  /** INSi did not answer: asked again by itself today, the answer waits for somebody. */
  insiQueued: z.boolean(),
  /** INSi answer held: when, and by whom accepted. */
  insiAt: instant.nullable(),
  /** How the identity was captured, in words; null when nobody said. */
  channel: z.string().nullable(),
  /** What another system says of how it obtained the identity; it proves nothing by itself. */
  receivedProof: z
    .object({
      sender: z.string(),
      at: instant,
      insiOn: z.string().nullable(),
      document: z.string().nullable(),
      channel: z.string().nullable(),
      lunarDate: z.boolean(),
    })
    .nullable(),
  identityDocument: z.object({ type: z.string(), label: z.string(), seenAt: instant, by: z.string() }).nullable(),
  feeding: information,
  consultation: information,
  mssPatient: information,
  mssProfessionals: information,
  /** Last TD0.2 answer; null when never asked. */
  dmp: z
    .object({ state: z.enum(dmpStates), authorization: z.string().nullable(), medecinTraitant: z.boolean().nullable(), at: instant })
    .nullable(),
  medecinTraitant: correspondent.nullable(),
});
export type PatientView = z.infer<typeof patientView>;

/** One row of « traits INSi » beside local ones. */
export const traitComparison = z.object({
  trait: z.enum(strictTraitNames),
  local: z.string().nullable(),
  insi: z.string().nullable(),
  outcome: z.enum(traitOutcomes),
}) satisfies z.ZodType<TraitComparison>;

/** What INSi answered; nothing is overwritten before the user accepts. */
export const insiOutcome = z.object({
  code: z.enum(insiCodes),
  proposal: z
    .object({
      id,
      traits,
      kind: z.string(),
      comparison: z.array(traitComparison),
      /** These traits may become the record's: nothing of them contradicts it, nothing is missing, the matricule is right. */
      acceptable: z.boolean(),
      /** What is unusual in the matricule: French sentences, none blocks (ins/README 1). */
      warnings: z.array(z.string()),
    })
    .nullable(),
  /** For 01 and 02: what to do. */
  advice: z.object({ message: z.string(), action: z.string() }).nullable(),
});
export type InsiOutcome = z.infer<typeof insiOutcome>;

const documentSeenType = z.object({
  code: z.string(),
  label: z.string(),
  /** Proves a minor's identity alone. */
  minorOnly: z.boolean(),
});

export const patientCalls = {
  /** The likeliest, 50 when no number is asked. Without words: the last opened, then the last changed. */
  'patients.search': call(z.object({ query: z.string().max(200), limit: part.limit }), z.array(patientRow), {
    needs: 'session',
    right: 'read',
    audit: { acts: ['patients.searched'] },
    shows: { patients: anybody, documents: anybody },
  }),
  /** The whole of what a search finds, or everybody, by rank; `sort` null: the likeliest first, or the last opened. */
  'patients.list': call(
    z.object({
      query: z.string().max(200),
      sort: z.object({ by: z.enum(patientOrders), descending: z.boolean() }).nullable(),
      from: z.int().min(0),
      limit: z.int().min(1).max(500),
    }),
    z.object({ rows: z.array(listedPatient), total: z.int() }),
    { needs: 'session', right: 'read', audit: { acts: ['patients.searched'] }, shows: { patients: anybody, documents: anybody } },
  ),
  'patients.get': call(z.object({ id }), patientView, {
    needs: 'session',
    right: 'read',
    audit: { acts: ['patient.opened'] },
    // What left under another identity is told with it.
    shows: { patients: ({ id }) => id, documents: ({ id }) => id },
  }),
  /**
   * Errors: TRAIT_* (path = JSON pointer of the trait), PATIENT_SIMILAR when a record looks like it that is not among
   * `seen`: those that the user looked at and declined.
   */
  'patients.create': call(
    z.object({
      traits,
      usedName: z.string().nullable(),
      usedFirstName: z.string().nullable(),
      firstBirthFirstName: z.string().max(100).nullable().default(null),
      birthDateUncertain: z.boolean().default(false),
      phone: z.string().max(30).nullable().default(null),
      /** Read with the traits on a datamatrix: kept apart, to be verified with INSi. */
      scanned: z
        .object({ matricule: z.string().max(40), oid: z.string().max(64) })
        .nullable()
        .default(null),
      seen: z.array(id).max(100).default([]),
    }),
    patientView,
    { needs: 'session', right: 'identity', audit: { acts: ['patient.created', 'patient.opened'] } },
  ),
  /** Errors: INSI_*, SESSION_CLOSED. */
  'patients.askInsi': call(z.object({ id }), insiOutcome, {
    needs: 'session',
    right: 'identity',
    audit: { acts: ['insi.asked'], refused: { label: 'Question à INSi refusée', on: onPatient, told: /^(?!IDENTITY_)/ } },
  }),
  'patients.acceptInsi': call(z.object({ id, proposal: id }), patientView, {
    needs: 'session',
    right: 'identity',
    audit: {
      acts: ['identity.insi-accepted', 'identity.same-ins'],
      refused: { label: 'Traits INSi refusés', on: onPatient, told: /^PATIENT_SAME_INS$/ },
    },
  }),
  'patients.identityDocumentTypes': call(nothing, z.array(documentSeenType), { needs: 'nobody', audit: notKept.facts }),
  'patients.recordIdentityDocument': call(z.object({ id, type: z.string().max(8) }), patientView, {
    needs: 'session',
    right: 'identity',
    audit: { acts: ['identity.document-checked'], refused: { label: 'Pièce d’identité refusée', on: onPatient } },
  }),
  /** `means` absent: told face to face. Errors: INFORMATION_AT_REQUEST, EPISODE_OTHER_TEAM. */
  'patients.recordInformation': call(
    z.object({
      id,
      purpose: z.enum(informationPurposes),
      state: z.enum(choices),
      means: z.enum(informationMeans).exclude(['collective']).optional(),
    }),
    patientView,
    {
      needs: 'session',
      right: 'patient-word',
      audit: { acts: ['information.recorded'], refused: { label: 'Information du patient non enregistrée', on: onPatient } },
    },
  ),
  'patients.setMedecinTraitant': call(z.object({ id, medecinTraitant: correspondent.nullable() }), patientView, {
    needs: 'session',
    right: 'patient-word',
    audit: { acts: ['patient.medecin-traitant'], refused: { label: 'Médecin traitant refusé', on: onPatient } },
  }),
} as const;
export { errorFactsSchema };
