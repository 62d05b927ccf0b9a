import { describe, expect, it } from 'vitest';
import { closeIdle } from '../../../../electron/usecases/episodes/close-idle.ts';
import { openEpisode } from '../../../../electron/usecases/episodes/open-episode.ts';
import { document } from '../../../integration/store/samples.ts';
import { told } from '../consent/patient-word.ts';

const DAY = 24 * 60;

async function idle() {
  const place = await told();
  await place.record({ id: 'p1', purpose: 'feeding', state: 'opposed' });
  const sweep = closeIdle({ ...place.common, followUpMonths: 12 });
  const current = async () => (await place.store.patients.get('p1'))?.currentEpisode ?? null;
  return { ...place, sweep, current };
}

describe('a follow-up in which nothing is done', () => {
  it('ends by itself after the months of the setting, and its opposition is asked about in the next one', async () => {
    const { store, sweep, current, wait, journal } = await idle();
    wait(365 * DAY - 1);
    await sweep();
    expect(await current()).not.toBeNull();
    wait(1);
    await sweep();
    expect(await store.episodes.list('p1')).toMatchObject([{ closedAt: '2027-11-21T10:00:00.000Z', closedBy: null }]);
    expect(await store.patients.get('p1')).toMatchObject({ feeding: null, earlierOppositions: [{ purpose: 'feeding' }] });
    expect((await journal()).at(-1)).toMatchObject({
      act: 'episode.ended',
      actor: null,
      patientId: 'p1',
      label: 'Suivi clos d’office, sans acte depuis 12 mois',
    });
  });

  it('goes on as long as a document is added', async () => {
    const { store, sweep, current, wait, common } = await idle();
    wait(300 * DAY);
    await store.commit({ changes: [{ kind: 'document.save', document: document({ addedAt: common.now().toISOString() }) }], audit: [] });
    wait(300 * DAY);
    await sweep();
    expect(await current()).not.toBeNull();
  });

  it('is the only kind of episode that does', async () => {
    const { common, sweep, current, wait } = await idle();
    await openEpisode(common)({ id: 'p1', kind: 'consultation', team: null, pathway: null, useCase: null });
    wait(3000 * DAY);
    await sweep();
    expect((await current())?.kind).toBe('consultation');
  });
});
