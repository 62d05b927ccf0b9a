import { describe, expect, it } from 'vitest';
import { closeEpisode } from '../../../../electron/usecases/episodes/close-episode.ts';
import { openEpisode } from '../../../../electron/usecases/episodes/open-episode.ts';
import { setCorrespondents } from '../../../../electron/usecases/episodes/set-correspondents.ts';
import { told } from '../consent/patient-word.ts';
import { refusal } from '../refusal.ts';
import { ELSEWHERE } from '../workplace.ts';
import { stay } from '../../../integration/store/samples.ts';

const consultation = { id: 'p1', kind: 'consultation', team: null, pathway: null, useCase: null } as const;

async function desk() {
  const place = await told();
  const open = openEpisode(place.common);
  const current = async () => (await place.store.patients.get('p1'))?.currentEpisode ?? null;
  return { ...place, open, close: closeEpisode(place.common), current };
}

describe('an episode of care', () => {
  it('is the one to come when nothing was done yet, and its information goes with it', async () => {
    const { open, current, record, store, journal } = await desk();
    await open(consultation);
    expect(await current()).toMatchObject({ id: 'e1', kind: 'consultation', openedBy: { name: 'Dr Paule DURAND' } });
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    expect(await store.episodes.list('p1')).toHaveLength(1);
    expect((await journal())[0]).toMatchObject({ act: 'episode.opened', objectId: 'e1', details: { kind: 'consultation' } });
  });

  it('R-053: beside another one has its own information, and the other is current again once it is closed', async () => {
    const { open, close, current, record, store } = await desk();
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    await open(consultation);
    const own = await current();
    expect([own?.kind, (await store.patients.get('p1'))?.feeding]).toEqual(['consultation', null]);
    await close({ id: 'p1', episode: own?.id ?? '' });
    expect(await store.patients.get('p1')).toMatchObject({ episode: 'e1', feeding: { state: 'informed' } });
    await expect(close({ id: 'p1', episode: own?.id ?? '' })).rejects.toEqual(refusal('EPISODE_CLOSED'));
  });

  it('takes the correspondents of the last one opened along, to be confirmed', async () => {
    const { open, current, common, wait } = await desk();
    const set = setCorrespondents({ ...common, trusts: () => true });
    for (const name of ['Labo Biolittoral', 'Labo du Port']) {
      await open(consultation);
      await set({ id: 'p1', correspondents: [{ name, role: 'laboratory', address: null }], confirmedAgain: true });
      wait(10);
    }
    await open(consultation);
    expect((await current())?.correspondents).toMatchObject([{ name: 'Labo du Port', confirmed: null }]);
  });

  it('is closed by its team alone', async () => {
    const { close, current, record, logged } = await desk();
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    logged(ELSEWHERE);
    await expect(close({ id: 'p1', episode: 'e1' })).rejects.toEqual(refusal('EPISODE_OTHER_TEAM'));
    expect(await current()).toMatchObject({ id: 'e1', closedAt: null });
  });

  it('R-057: has a named team, of people who are known here', async () => {
    const { open, current, record, logged } = await desk();
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    await expect(open({ ...consultation, team: { name: ' ', members: ['899900000017'] } })).rejects.toEqual(refusal('EPISODE_TEAM'));
    await expect(open({ ...consultation, team: { name: 'Plateau', members: [] } })).rejects.toEqual(refusal('EPISODE_TEAM'));
    for (const members of [['899900000099'], ['899900000017', '899900000099']])
      await expect(open({ ...consultation, team: { name: 'Plateau', members } })).rejects.toEqual(refusal('EPISODE_TEAM'));
    logged(ELSEWHERE);
    await open({ ...consultation, team: { name: 'Plateau', members: ['899900000017', '899900000041'] } });
    expect((await current())?.team).toMatchObject({
      structure: '499900000099001',
      name: 'Plateau',
      members: [{ name: 'Dr Luc SABLE' }, { name: 'Dr Paule DURAND' }],
    });
  });

  it('takes the correspondents of the last one along, to be confirmed again', async () => {
    const { open, close, current, common } = await desk();
    const correspondents = [{ name: 'Dr Luc AUBERT', role: 'medecinTraitant', address: null }] as const;
    await setCorrespondents({ ...common, trusts: () => true })({ id: 'p1', correspondents, confirmedAgain: true });
    expect((await current())?.correspondents).toMatchObject([{ confirmed: { by: { name: 'Dr Paule DURAND' } } }]);
    await close({ id: 'p1', episode: 'e1' });
    await open(consultation);
    expect((await current())?.correspondents).toEqual([{ ...correspondents[0], confirmed: null }]);
  });

  it('that a hospital announced is the hospital’s to close', async () => {
    const { store, close } = await desk();
    await store.commit({ changes: [{ kind: 'episode.stay', stay: stay(), next: 'e9' }], audit: [] });
    await expect(close({ id: 'p1', episode: 'e1' })).rejects.toEqual(refusal('EPISODE_STAY'));
  });
});
