import { z } from 'zod';
import { comparedFields, fieldLikenesses, pickedFields, sides } from '../domain/identity/merge-fields.ts';
import { protectionMeasures, representativeRelations } from '../domain/identity/protection.ts';
import { anybody, birthDate, call, errorFactsSchema, id, instant, nothing, notKept, onDocument, onPatient } from './define.ts';
import { civilSexes } from '../domain/types.ts';
import { identityStatus, insiOutcome, patientRow, patientView, traits } from './patients.ts';

/** A place of birth of the official geographic code (COG), as it was called then. */
const place = z.object({
  cog: z.string(),
  name: z.string(),
  /** Département or country. */
  detail: z.string(),
});
export type PlaceView = z.infer<typeof place>;

/** Another record that may be the same person. */
const similarPatient = z.object({
  row: patientRow,
  /** same: the same strict traits; close: one difference of typing; inverted: names swapped; used: by used name; twin: only the first names differ. */
  kind: z.enum(['same', 'close', 'inverted', 'used', 'twin']),
  /** French sentence: what is alike, what differs. */
  message: z.string(),
});
export type SimilarPatient = z.infer<typeof similarPatient>;

const representative = z.object({
  name: z.string().max(100),
  relation: z.enum(representativeRelations),
  phone: z.string().max(30).nullable(),
});

const correspondent = z.object({ name: z.string().max(100), address: z.string().max(320).nullable() });

/** What decides no identity. */
const complementary = z.object({
  usedName: z.string().max(100).nullable(),
  usedFirstName: z.string().max(100).nullable(),
  phone: z.string().max(30).nullable(),
  /** NSS of reimbursement (13 digits and key), never the INS. */
  billingNss: z.string().max(21).nullable(),
  protection: z.enum(protectionMeasures),
  representatives: z.array(representative).max(10),
  /** Besides the médecin traitant. */
  correspondents: z.array(correspondent).max(20),
});
export type Complementary = z.infer<typeof complementary>;

const consequence = z.object({ message: z.string(), statusAfter: identityStatus });

/** What editing strict traits costs, said before: typed by hand, or copied from a document seen now. */
const unlocking = z.object({
  hand: consequence,
  document: consequence,
  /** Documents already sent under the present identity. */
  sent: z.int(),
});
export type UnlockingView = z.infer<typeof unlocking>;

/** One of the two records, as a merge compares them. */
const mergeRecord = z.object({
  id,
  /** Given back with the merge: another one by then is refused. */
  revision: z.int(),
  ipp: z.string(),
  name: z.string(),
  status: identityStatus,
  attributes: z.object({ homonym: z.boolean(), doubtful: z.boolean(), fictive: z.boolean() }),
  /** Only when QUAL. */
  ins: z.object({ display: z.string(), key: z.string() }).nullable(),
  document: z.object({ label: z.string(), seenAt: instant }).nullable(),
  medecinTraitant: z.string().nullable(),
  /** What hangs from it, in words: « 3 documents ». */
  holds: z.array(z.string()),
});
export type MergeRecordView = z.infer<typeof mergeRecord>;

const side = z.enum(sides);

/** A field of both records. */
const mergeRow = z.object({
  field: z.enum(comparedFields),
  /** As held, the place by its name too; a death whose day is unknown is empty; null when there is none. */
  kept: z.string().nullable(),
  removed: z.string().nullable(),
  likeness: z.enum(fieldLikenesses),
  /** The value proposed to stay where somebody may pick; null: the kept record's stays. */
  pick: side.nullable(),
});
export type MergeRowView = z.infer<typeof mergeRow>;

const mergePlan = z.object({
  allowed: z.boolean(),
  error: errorFactsSchema.nullable(),
  /** The record that stays: the one with the more proven identity, unless the user chose. */
  kept: id,
  removed: id,
  records: z.object({ kept: mergeRecord, removed: mergeRecord }),
  rows: z.array(mergeRow),
  /** Whether the traits are one person's; `discordant` and `unknown` ask for one more confirmation. */
  agreement: z.enum(['identical', 'near', 'discordant', 'unknown']),
  /** The strict traits that contradict each other. */
  contradicted: z.array(traits.keyof()),
  /** The identity that stays is the less proven. */
  lessProven: z.boolean(),
  /** French sentences: what is lost. */
  costs: z.array(z.string()),
  /** French sentences: what moves, what is kept. */
  moves: z.array(z.string()),
  /** Documents already sent under the identity that goes. */
  sent: z.int(),
});
export type MergePlanView = z.infer<typeof mergePlan>;

/** What a datamatrix says: traits to verify with INSi, never a status. */
const datamatrix = z.object({
  traits: traits.extend({ sex: z.enum(civilSexes) }),
  ins: z.object({ matricule: z.string(), oid: z.string(), kind: z.string().nullable(), keyRight: z.boolean() }),
  /** Records with this matricule or these traits. */
  matches: z.array(patientRow),
  /** Those among them that are somebody else's by their traits or matricule: French sentence by id. */
  contradictions: z.array(z.object({ id, message: z.string() })),
});
export type DatamatrixView = z.infer<typeof datamatrix>;

/** A carte Vitale or an Appli carte Vitale handed over by its reader. */
const vitaleRead = z.object({
  id,
  source: z.enum(['vitale', 'apcv']),
  at: instant,
  beneficiaries: z.array(
    z.object({
      index: z.int(),
      birthName: z.string(),
      usedName: z.string().nullable(),
      firstName: z.string(),
      birthDate,
      rank: z.int(),
      /** Opens the rights of the others. */
      holder: z.boolean(),
      matches: z.array(patientRow),
    }),
  ),
});
export type VitaleView = z.infer<typeof vitaleRead>;

export const identityCalls = {
  'places.search': call(z.object({ query: z.string().max(100), on: birthDate.nullable() }), z.array(place), {
    needs: 'nobody',
    audit: notKept.facts,
  }),
  /** Before creation. */
  'patients.similar': call(z.object({ traits, usedName: z.string().nullable() }), z.array(similarPatient), {
    needs: 'session',
    right: 'identity',
    audit: { acts: ['patients.searched'] },
    shows: { patients: anybody },
  }),
  /** Errors: TRAIT_*, STORE_CONFLICT. */
  'patients.edit': call(z.object({ id, complementary }), patientView, {
    needs: 'session',
    right: 'identity',
    audit: { acts: ['patient.edited'], refused: { label: 'Modification du dossier refusée', on: onPatient } },
  }),
  'patients.unlocking': call(z.object({ id }), unlocking, { needs: 'session', right: 'identity', audit: notKept.ofRecord }),
  /** Strict traits by hand; `document`: type of the high-trust document they are copied from. Errors: TRAIT_*, IDENTITY_DOCUMENT_TYPE. */
  'patients.editTraits': call(
    z.object({
      id,
      traits,
      firstBirthFirstName: z.string().max(100),
      birthDateUncertain: z.boolean(),
      document: z.string().max(8).nullable(),
    }),
    patientView,
    {
      needs: 'session',
      right: 'identity',
      audit: { acts: ['identity.traits-edited'], refused: { label: 'Modification des traits stricts refusée', on: onPatient } },
    },
  ),
  /** Errors: IDENTITY_ATTRIBUTES. */
  'patients.setAttributes': call(z.object({ id, homonym: z.boolean(), doubtful: z.boolean(), fictive: z.boolean() }), patientView, {
    needs: 'session',
    right: 'identity',
    audit: { acts: ['identity.attributes'], refused: { label: 'Attributs de l’identité refusés', on: onPatient } },
  }),
  /**
   * A document contradicts the traits: `local` when it matches those of the record before INSi (`traitsBeforeInsi`),
   * which are restored. Errors: IDENTITY_LOCAL_TRAITS when there are none.
   */
  'patients.recordDiscordance': call(z.object({ id, type: z.string().max(8), matches: z.enum(['local', 'none']) }), patientView, {
    needs: 'session',
    right: 'identity',
    audit: { acts: ['identity.document-discordant'], refused: { label: 'Pièce d’identité discordante refusée', on: onPatient } },
  }),
  /** Asks INSi whether matricule and traits still go together. */
  'patients.verifyIns': call(
    z.object({ id }),
    z.object({ outcome: z.enum(['identique', 'different', 'indisponible']), patient: patientView }),
    {
      needs: 'session',
      right: 'identity',
      audit: { acts: ['identity.verified'], refused: { label: 'Vérification de l’identité par INSi non aboutie', on: onPatient } },
    },
  ),
  /** `chosen`: the first one stays, proven or not. */
  'patients.mergePlan': call(z.object({ kept: id, removed: id, chosen: z.boolean().default(false) }), mergePlan, {
    needs: 'session',
    right: 'identity',
    audit: { acts: ['patient.compared'] },
  }),
  /**
   * `take`: whose value of a field stays; a field not named follows the plan. `revisions`: the records as they were
   * compared. `samePerson`, `lessProven`: what the plan says of them was read and accepted. Errors: MERGE_SAME_RECORD,
   * MERGE_TWO_MATRICULES, MERGE_FICTIVE, MERGE_OTHER_PERSON, MERGE_LESS_PROVEN, MERGE_PICK, STORE_CONFLICT.
   */
  'patients.merge': call(
    z.strictObject({
      kept: id,
      removed: id,
      revisions: z.strictObject({ kept: z.int(), removed: z.int() }),
      take: z.partialRecord(z.enum(pickedFields), side).default({}),
      samePerson: z.boolean().default(false),
      lessProven: z.boolean().default(false),
    }),
    patientView,
    {
      needs: 'session',
      right: 'identity',
      audit: {
        acts: ['patient.merged'],
        refused: { label: 'Fusion refusée', on: ({ kept, removed }) => ({ patientId: kept, other: removed }) },
      },
    },
  ),
  /** Errors: MERGE_UNKNOWN, MERGE_CHANGED (something of it changed since). */
  'patients.unmerge': call(z.object({ merge: id }), patientView, {
    needs: 'session',
    right: 'identity',
    audit: { acts: ['patient.unmerged'], refused: { label: 'Annulation de la fusion refusée', on: ({ merge }) => ({ mergeId: merge }) } },
  }),

  /** Errors: DATAMATRIX_*. */
  'datamatrix.read': call(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('keys'), text: z.string().max(1000) }),
      z.object({ kind: z.literal('image'), bytes: z.instanceof(Uint8Array) }),
      z.object({
        kind: z.literal('pixels'),
        width: z.int().min(1).max(10_000),
        height: z.int().min(1).max(10_000),
        bytes: z.instanceof(Uint8Array),
      }),
    ]),
    datamatrix,
    { needs: 'session', right: 'identity', audit: { acts: ['datamatrix.read'] } },
  ),
  /** A PDF to print: labels, or the identity sheet. Single-use address. */
  'patients.print': call(z.object({ id, format: z.enum(['label', 'labels-a4', 'sheet']) }), z.object({ url: z.string() }), {
    needs: 'session',
    right: 'identity',
    audit: { acts: ['identity.printed'], refused: { label: 'Impression de l’identité non aboutie', on: onPatient } },
  }),
  /** A copy of the document with the identity block on its first page, to print. */
  'documents.printIdentity': call(z.object({ id }), z.object({ url: z.string() }), {
    needs: 'session',
    right: 'identity',
    audit: { acts: ['document.printed'], refused: { label: 'Impression du document non aboutie', on: onDocument } },
  }),

  /** The last card read; null when there is none. */
  'vitale.current': call(nothing, vitaleRead.nullable(), { needs: 'session', right: 'identity', audit: notKept.typed }),
  'vitale.forget': call(nothing, nothing, { needs: 'session', right: 'identity', audit: notKept.shown }),
  /**
   * The person chosen on the card: a known record, or a new one (null). A plastic card asks INSi (WS_INS1); an Appli
   * carte Vitale qualifies. Errors: VITALE_*, INSI_*, PATIENT_SAME_INS, PATIENT_SIMILAR (detail = the record to look at) when it is
   * not among `seen`.
   */
  'vitale.pick': call(
    z.object({ read: id, beneficiary: z.int().min(0), patient: id.nullable(), seen: z.array(id).max(100).default([]) }),
    z.object({ patient: patientView, insi: insiOutcome.nullable(), insiError: errorFactsSchema.nullable(), warnings: z.array(z.string()) }),
    {
      needs: 'session',
      right: 'identity',
      audit: {
        acts: ['identity.vitale-app', 'vitale.read', 'insi.asked', 'patient.created', 'patient.opened', 'identity.same-ins'],
        refused: {
          label: 'Carte Vitale refusée pour ce dossier',
          on: ({ patient: patientId }) => ({ patientId }),
          told: /^PATIENT_SAME_INS$/,
        },
      },
    },
  ),
} as const;

export const identityEvents = { 'vitale.read': vitaleRead.nullable() } as const;
