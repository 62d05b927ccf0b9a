import { z } from 'zod';
import { MAX_WORDING } from '../domain/consent/notice.ts';
import { collectivePurposes } from '../domain/consent/information.ts';
import { correspondentRoles, episodeKinds, MAX_CORRESPONDENTS } from '../domain/record/episode.ts';
import { choices, informationActs, informationMeans, informationPurposes, informationStates } from '../domain/record/information.ts';
import { call, id, instant, nothing, notKept, onPatient } from './define.ts';

const purpose = z.enum(informationPurposes);
const means = z.enum(informationMeans);
/** By which one person is told. */
const ownMeans = z.enum(informationMeans).exclude(['collective']);
const collectiveMeans = z.enum(informationMeans).exclude(['oral', 'collective']);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** National identifier of a person of the list: a name to choose, never a text. */
const person = z.string().regex(/^[\w/.-]{9,64}$/);
const known = z.object({ idNat: z.string(), name: z.string() });

const record = z.object({
  purpose,
  state: z.enum(informationStates),
  /** Null when nothing is recorded. `day`: for what the structure tells everybody, the first day. */
  at: instant.nullable(),
  day: day.nullable(),
  by: z.string().nullable(),
  means: means.nullable(),
  /** At the patient's request: who heard them. */
  collector: z.string().nullable(),
  notice: z.string().nullable(),
  /** Another system recorded it: somebody confirms or lifts it. */
  toConfirm: z.boolean(),
  /** Nothing is recorded of this patient: the structure tells everybody. */
  collective: z.boolean(),
  /** An opposition of an earlier episode, which stands until it is confirmed or lifted. */
  earlier: z.object({ at: instant, by: z.string() }).nullable(),
  /** The entry in force, when whoever is logged in may undo it as a slip. */
  slip: z.int().nullable(),
  /** Lifted at the patient's request alone. */
  onRequest: z.boolean(),
});
export type WordRecord = z.infer<typeof record>;

const correspondent = z.object({
  name: z.string(),
  role: z.enum(correspondentRoles),
  address: z.string().nullable(),
  confirmedAt: instant.nullable(),
  confirmedBy: z.string().nullable(),
});
export type CorrespondentView = z.infer<typeof correspondent>;

const episode = z.object({
  id,
  kind: z.enum(episodeKinds),
  current: z.boolean(),
  openedAt: instant,
  openedBy: z.string().nullable(),
  closedAt: instant.nullable(),
  /** Null while it is open, or when it ended by itself. */
  closedBy: z.string().nullable(),
  actedAt: instant,
  /** When a follow-up ends by itself. */
  endsAt: instant.nullable(),
  team: z.object({ name: z.string(), members: z.array(z.string()) }),
  /** Whoever is logged in is of that team, and may close it. */
  ours: z.boolean(),
  pathway: z.string().nullable(),
  useCase: z.string().nullable(),
  /** What the patient opposed at the end of it. */
  opposed: z.array(purpose),
  correspondents: z.array(correspondent),
});
export type EpisodeView = z.infer<typeof episode>;

/** The patient's word, whole: four records, their history, the episodes. */
export const patientWord = z.object({
  episodes: z.array(episode),
  records: z.array(record),
  /** Latest first. */
  history: z.array(
    z.object({
      id: z.int(),
      purpose,
      state: z.enum(informationStates),
      at: instant,
      by: z.string(),
      means: means.nullable(),
      act: z.enum(informationActs),
      collector: z.string().nullable(),
      notice: z.string().nullable(),
      /** Id of its episode. */
      episode: z.string(),
      corrected: z.boolean(),
    }),
  ),
  /** Of openings by people outside of the team, latest first. */
  agreements: z.array(
    z.object({ at: instant, reader: z.string(), collector: z.string(), means, /** It still opens. */ holds: z.boolean() }),
  ),
  /** Whether whoever is logged in is of the team of the current episode. */
  member: z.boolean(),
  team: z.string().nullable(),
  /** Calendar months without act after which a follow-up ends by itself. */
  followUpMonths: z.int(),
  /** Who may be named: whoever is logged in first. */
  people: z.array(known),
  notice: z.string(),
});
export type PatientWordView = z.infer<typeof patientWord>;

const noticeText = z.object({
  /** « 2026-1.3 ». */
  version: z.string(),
  before: z.string(),
  legal: z.array(z.object({ title: z.string(), text: z.string() })),
  after: z.string(),
  savedAt: instant.nullable(),
  savedBy: z.string().nullable(),
});

const structureInformation = z.object({
  structure: z.string(),
  /** Latest first; the first one is in force unless it was withdrawn. */
  collective: z.array(
    z.object({
      id,
      means: collectiveMeans,
      since: day,
      notice: z.string(),
      purposes: z.array(purpose),
      at: instant,
      by: z.string(),
      withdrawnAt: instant.nullable(),
      withdrawnBy: z.string().nullable(),
    }),
  ),
  notice: noticeText,
});
export type StructureInformation = z.infer<typeof structureInformation>;

const label = z.string().max(60).nullable();

export const consentCalls = {
  'consent.get': call(z.object({ id }), patientWord, {
    needs: 'session',
    right: 'record',
    audit: notKept.ofRecord,
    shows: { patients: ({ id }) => id },
  }),
  /** At the patient's request, heard by somebody who is named. Errors: INFORMATION_COLLECTOR, EPISODE_OTHER_TEAM. */
  'consent.recordAtRequest': call(z.object({ id, purpose, state: z.enum(choices), means: ownMeans, collector: person }), nothing, {
    needs: 'session',
    right: 'patient-word',
    audit: { acts: ['information.at-request'], refused: { label: 'Demande du patient non enregistrée', on: onPatient } },
  }),
  /** The entry was a slip: it is undone, and stays in the history. Errors: INFORMATION_SLIP_NOTHING, INFORMATION_SLIP_OTHER. */
  'consent.correctSlip': call(z.object({ id, purpose, entry: z.int() }), nothing, {
    needs: 'session',
    right: 'patient-word',
    audit: { acts: ['information.slip-corrected'], refused: { label: 'Correction d’une erreur de saisie refusée', on: onPatient } },
  }),
  /** To one opening, outside of the team. Errors: AGREEMENT_TEAM, INFORMATION_COLLECTOR. */
  'consent.agree': call(z.object({ id, means: ownMeans, collector: person }), nothing, {
    needs: 'session',
    right: 'patient-word',
    audit: { acts: ['consent.agreed'], refused: { label: 'Accord hors équipe non enregistré', on: onPatient } },
  }),
  /** Errors: EPISODE_TEAM. */
  'episodes.open': call(
    z.object({
      id,
      kind: z.enum(episodeKinds).exclude(['stay']),
      team: z.object({ name: z.string().max(60), members: z.array(person).max(100) }).nullable(),
      pathway: label,
      useCase: label,
    }),
    nothing,
    {
      needs: 'session',
      right: 'patient-word',
      audit: { acts: ['episode.opened'], refused: { label: 'Ouverture d’un épisode refusée', on: onPatient } },
    },
  ),
  /** Errors: EPISODE_CLOSED, EPISODE_STAY, EPISODE_OTHER_TEAM. */
  'episodes.close': call(z.object({ id, episode: id }), nothing, {
    needs: 'session',
    right: 'patient-word',
    audit: { acts: ['episode.closed'], refused: { label: 'Clôture d’un épisode refusée', on: onPatient } },
  }),
  /** Of the current episode. Errors: CORRESPONDENT_NAME, CORRESPONDENT_TWICE, MSS_ADDRESS, MSS_DOMAIN, EPISODE_OTHER_TEAM. */
  'episodes.setCorrespondents': call(
    z.object({
      id,
      correspondents: z
        .array(z.object({ name: z.string().max(120), role: z.enum(correspondentRoles), address: z.string().max(320).nullable() }))
        .max(MAX_CORRESPONDENTS),
      confirmedAgain: z.boolean(),
    }),
    nothing,
    {
      needs: 'session',
      right: 'patient-word',
      audit: { acts: ['episode.correspondents'], refused: { label: 'Correspondants non enregistrés', on: onPatient } },
    },
  ),
  /** What the structure tells its patients, and its notice. */
  'structure.get': call(nothing, structureInformation, { needs: 'session', right: 'read', audit: notKept.facts, shows: { session: true } }),
  /** Errors: COLLECTIVE_FUTURE. */
  'structure.declareCollective': call(
    z.object({ means: collectiveMeans, since: day, purposes: z.array(z.enum(collectivePurposes)).min(1) }),
    structureInformation,
    { needs: 'session', right: 'administer', audit: { acts: ['collective.declared', 'collective.withdrawn'] } },
  ),
  /** Errors: COLLECTIVE_NONE. */
  'structure.withdrawCollective': call(nothing, structureInformation, {
    needs: 'session',
    right: 'administer',
    audit: { acts: ['collective.withdrawn'] },
  }),
  'structure.saveNotice': call(
    z.object({ before: z.string().max(MAX_WORDING), after: z.string().max(MAX_WORDING) }),
    structureInformation,
    { needs: 'session', right: 'administer', audit: { acts: ['notice.saved'] } },
  ),
} as const;
