import { describe, expect, it } from 'vitest';
import { closeEpisode } from '../../../../electron/usecases/episodes/close-episode.ts';
import { mergePatients, unmergePatients } from '../../../../electron/usecases/patients/merge-patients.ts';
import { recordInformation } from '../../../../electron/usecases/consent/record-information.ts';
import { requirePatient } from '../../../../electron/usecases/patients/view.ts';
import { oppositionTo } from '../../../../shared/domain/consent/information.ts';
import type { Choice } from '../../../../shared/domain/record/information.ts';
import { workplace } from '../workplace.ts';

type Step = readonly [record: 'kept' | 'removed', said: Choice | 'over'];

/** Two records of one person, and what was said of feeding on the one and on the other, in that order. */
async function merged(...steps: readonly Step[]) {
  const place = workplace();
  await place.records({ episode: 'a' }, { episode: 'b' });
  const record = recordInformation(place.common);
  for (const [which, said] of steps) {
    const id = which === 'kept' ? 'p1' : 'p2';
    if (said === 'over') await closeEpisode(place.common)({ id, episode: (await requirePatient(place.store, id)).episode });
    else await record({ id, purpose: 'feeding', state: said });
  }
  const [one, other] = [await requirePatient(place.store, 'p1'), await requirePatient(place.store, 'p2')];
  const revisions = { kept: one.revision, removed: other.revision };
  await mergePatients(place.common)({ kept: 'p1', removed: 'p2', revisions, take: {}, samePerson: true, lessProven: true });
  return place;
}

describe('an opposition of an episode that is over, once two records are one', () => {
  it.each<[string, readonly Step[], 'opposed' | 'earlier' | null]>([
    [
      'on the removed, before an information of the kept',
      [
        ['removed', 'opposed'],
        ['removed', 'over'],
        ['kept', 'informed'],
      ],
      'opposed',
    ],
    [
      'on the removed, after an information of the kept',
      [
        ['kept', 'informed'],
        ['removed', 'opposed'],
        ['removed', 'over'],
      ],
      'earlier',
    ],
    [
      'on the kept, before an information of the removed',
      [
        ['kept', 'opposed'],
        ['kept', 'over'],
        ['removed', 'informed'],
      ],
      'opposed',
    ],
    [
      'on the kept, before an information of the removed that is over too',
      [
        ['kept', 'opposed'],
        ['kept', 'over'],
        ['removed', 'informed'],
        ['removed', 'over'],
      ],
      'opposed',
    ],
    [
      'on the kept alone',
      [
        ['kept', 'opposed'],
        ['kept', 'over'],
      ],
      'earlier',
    ],
    [
      'of none',
      [
        ['kept', 'informed'],
        ['removed', 'informed'],
        ['removed', 'over'],
      ],
      null,
    ],
  ])('R-006, R-072: %s, stands', async (_what, steps, expected) => {
    const { store } = await merged(...steps);
    expect(oppositionTo(await requirePatient(store, 'p1'), 'feeding')).toBe(expected);
  });

  it('is back on the record it was said on, when the merge is undone', async () => {
    const { store, common } = await merged(['removed', 'opposed'], ['removed', 'over'], ['kept', 'informed']);
    const [merge] = await store.patients.merges('p1');
    await unmergePatients(common)(merge?.id ?? '');
    expect(oppositionTo(await requirePatient(store, 'p2'), 'feeding')).toBe('earlier');
    expect(oppositionTo(await requirePatient(store, 'p1'), 'feeding')).toBe('opposed');
  });
});
