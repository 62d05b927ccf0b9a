import { isOfTeam, teamName } from '../../../shared/domain/consent/care-team.ts';
import type { CareTeam, EpisodeRecord } from '../../../shared/domain/record/episode.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import { fail } from '../../../shared/errors.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Change } from '../../store/types.ts';
import { actorOf } from '../acting.ts';

/** The whole structure of a session. */
export const structureTeam = ({ situation }: Pick<OpenSession, 'situation'>): CareTeam => ({
  structure: situation.structureIdNat,
  structureName: situation.structureName,
  name: null,
  members: [],
});

/** Who is logged in, and where, as a team knows them. */
export const placeOf = ({ pro, situation }: Pick<OpenSession, 'pro' | 'situation'>) => ({
  person: pro.idNat,
  structure: situation.structureIdNat,
});

/** Whether whoever is logged in is of the team of the patient's current episode. */
export const isMember = ({ currentEpisode }: Pick<PatientFile, 'currentEpisode'>, session: OpenSession): boolean =>
  isOfTeam(currentEpisode?.team ?? null, placeOf(session));

/**
 * What opens the patient's current episode, when nobody did: a follow-up by the structure of whoever acts. Nothing when it is open.
 *
 * @throws PosteError EPISODE_OTHER_TEAM
 */
export function inEpisode(patient: Pick<PatientFile, 'id' | 'episode' | 'currentEpisode'>, session: OpenSession, now: Date): Change[] {
  const { currentEpisode } = patient;
  if (currentEpisode === null) return [opening(patient, session, now)];
  if (!isMember(patient, session)) throw fail('EPISODE_OTHER_TEAM', { values: { name: teamName(currentEpisode.team) } });
  return [];
}

/** Two acts at once open it once. */
const opening = (patient: Pick<PatientFile, 'id' | 'episode'>, session: OpenSession, now: Date): Change => ({
  kind: 'episode.open',
  episode: firstEpisode(patient, session, now),
  unlessThere: true,
});

/** The same, of what is everybody's to do: nothing of an episode of another team. */
export function begun(patient: Pick<PatientFile, 'id' | 'episode' | 'currentEpisode'>, session: OpenSession, now: Date): Change[] {
  return patient.currentEpisode === null ? [opening(patient, session, now)] : [];
}

function firstEpisode({ id, episode }: Pick<PatientFile, 'id' | 'episode'>, session: OpenSession, now: Date): EpisodeRecord {
  const at = now.toISOString();
  return {
    id: episode,
    patientId: id,
    kind: 'follow-up',
    openedAt: at,
    openedBy: actorOf(session),
    closedAt: null,
    closedBy: null,
    actedAt: at,
    team: structureTeam(session),
    pathway: null,
    useCase: null,
    correspondents: [],
  };
}
