import { isOfTeam, teamName } from '../../../shared/domain/consent/care-team.ts';
import { episodeLabels } from '../../../shared/domain/consent/episodes.ts';
import { fail } from '../../../shared/errors.ts';
import { act, actorOf, requireSame } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { placeOf } from '../consent/in-episode.ts';
import { requirePatient } from '../patients/view.ts';

/**
 * An episode of care is over: what was told in it holds no more. Its team closes it.
 *
 * @throws PosteError PATIENT_UNKNOWN, EPISODE_CLOSED, EPISODE_STAY, EPISODE_OTHER_TEAM, SESSION_CLOSED
 */
export function closeEpisode(common: CommonPorts) {
  return async (input: { readonly id: string; readonly episode: string }): Promise<void> => {
    const session = common.session();
    const now = common.now();
    const [patient, episode] = await Promise.all([
      requirePatient(common.store, input.id),
      common.store.episodes.get(input.id, input.episode),
    ]);
    requireSame(session, common.session());
    if (episode === null || episode.closedAt !== null) throw fail('EPISODE_CLOSED');
    if (episode.kind === 'stay') throw fail('EPISODE_STAY');
    if (!isOfTeam(episode.team, placeOf(session))) throw fail('EPISODE_OTHER_TEAM', { values: { name: teamName(episode.team) } });
    await common.store.commit({
      changes: [
        {
          kind: 'episode.close',
          patientId: patient.id,
          episodeId: episode.id,
          at: now.toISOString(),
          by: actorOf(session),
          next: common.uuid(),
        },
      ],
      audit: [
        act(session, now, {
          act: 'episode.closed',
          label: `${episodeLabels[episode.kind]} : épisode clos`,
          patientId: patient.id,
          objectId: episode.id,
          details: { kind: episode.kind },
        }),
      ],
    });
  };
}
