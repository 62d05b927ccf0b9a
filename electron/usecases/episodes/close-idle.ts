import { endsAt } from '../../../shared/domain/consent/episodes.ts';
import type { EpisodeRecord } from '../../../shared/domain/record/episode.ts';
import type { Store } from '../../store/types.ts';

/** Follow-ups closed at once. */
const BATCH = 200;

/**
 * Follow-ups in which nothing was done for so many months end by themselves, at the moment when they were over.
 *
 * @param ports `followUpMonths`: calendar months, a setting.
 */
export function closeIdle(ports: {
  readonly store: Store;
  readonly now: () => Date;
  readonly uuid: () => string;
  readonly followUpMonths: number;
}) {
  return async (): Promise<void> => {
    const before = endsAt({ actedAt: ports.now().toISOString() }, -ports.followUpMonths);
    for (;;) {
      const idle = await ports.store.episodes.idle(before, BATCH);
      if (idle.length > 0) await ports.store.commit(closing(idle, ports));
      if (idle.length < BATCH) return;
    }
  };
}

const closing = (
  idle: readonly EpisodeRecord[],
  { now, uuid, followUpMonths }: Parameters<typeof closeIdle>[0],
): Parameters<Store['commit']>[0] => ({
  changes: idle.map((episode) => ({
    kind: 'episode.close',
    patientId: episode.patientId,
    episodeId: episode.id,
    at: endsAt(episode, followUpMonths),
    by: null,
    next: uuid(),
  })),
  audit: idle.map(({ id, patientId }) => ({
    at: now().toISOString(),
    actor: null,
    onBehalfOf: null,
    situation: null,
    act: 'episode.ended',
    label: `Suivi clos d’office, sans acte depuis ${followUpMonths} mois`,
    patientId,
    objectId: id,
    result: 'ok',
    details: { kind: 'follow-up' },
  })),
});
