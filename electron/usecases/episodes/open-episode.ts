import { episodeLabels } from '../../../shared/domain/consent/episodes.ts';
import { teamName } from '../../../shared/domain/consent/care-team.ts';
import type { CareTeam, EpisodeCorrespondent, EpisodeKind } from '../../../shared/domain/record/episode.ts';
import { fail } from '../../../shared/errors.ts';
import type { OpenSession } from '../../session/session.ts';
import { act, actorOf, requireSame } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { structureTeam } from '../consent/in-episode.ts';
import { knownPeople } from '../consent/people.ts';
import { requirePatient } from '../patients/view.ts';

interface OpeningInput {
  readonly id: string;
  /** A stay is the hospital's to announce. */
  readonly kind: Exclude<EpisodeKind, 'stay'>;
  /** Null: the whole structure. */
  readonly team: { readonly name: string; readonly members: readonly string[] } | null;
  readonly pathway: string | null;
  readonly useCase: string | null;
}

/**
 * A new episode of care, which becomes the patient's current one. Correspondents of the last one come along, to be confirmed with
 * the patient; what was told does not: an opposition of before is answered again.
 *
 * @throws PosteError PATIENT_UNKNOWN, EPISODE_TEAM, SESSION_CLOSED
 */
export function openEpisode(common: CommonPorts) {
  return async (input: OpeningInput): Promise<void> => {
    const session = common.session();
    const now = common.now();
    const [patient, episodes, team] = await Promise.all([
      requirePatient(common.store, input.id),
      common.store.episodes.list(input.id),
      teamOf(common, session, input.team),
    ]);
    requireSame(session, common.session());
    const at = now.toISOString();
    const [last] = episodes.toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
    const correspondents = (last?.correspondents ?? []).map((one): EpisodeCorrespondent => ({ ...one, confirmed: null }));
    // The episode to come that nothing was told in yet is this one.
    const id = patient.currentEpisode === null ? patient.episode : common.uuid();
    await common.store.commit({
      changes: [
        {
          kind: 'episode.open',
          episode: {
            id,
            patientId: patient.id,
            kind: input.kind,
            openedAt: at,
            openedBy: actorOf(session),
            closedAt: null,
            closedBy: null,
            actedAt: at,
            team,
            pathway: words(input.pathway),
            useCase: words(input.useCase),
            correspondents,
          },
        },
      ],
      audit: [
        act(session, now, {
          act: 'episode.opened',
          label: `${episodeLabels[input.kind]} : épisode ouvert`,
          patientId: patient.id,
          objectId: id,
          details: { kind: input.kind, team: teamName(team) },
        }),
      ],
    });
  };
}

const words = (typed: string | null): string | null => {
  const text = typed?.trim() ?? '';
  return text === '' ? null : text;
};

async function teamOf({ store }: CommonPorts, session: OpenSession, given: OpeningInput['team']): Promise<CareTeam> {
  const whole = structureTeam(session);
  if (given === null) return whole;
  const name = given.name.trim();
  const people = await knownPeople(store, session);
  const members = people.filter(({ idNat }) => given.members.includes(idNat));
  if (name === '' || members.length === 0 || members.length !== new Set(given.members).size) throw fail('EPISODE_TEAM', { path: '/team' });
  return { ...whole, name, members };
}
