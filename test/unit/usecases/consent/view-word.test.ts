import { describe, expect, it } from 'vitest';
import { act } from '../../../../electron/usecases/acting.ts';
import { agree } from '../../../../electron/usecases/consent/agree.ts';
import { recordAtRequest } from '../../../../electron/usecases/consent/record-at-request.ts';
import { viewWord } from '../../../../electron/usecases/consent/view-word.ts';
import { closeEpisode } from '../../../../electron/usecases/episodes/close-episode.ts';
import { openEpisode } from '../../../../electron/usecases/episodes/open-episode.ts';
import { setCorrespondents } from '../../../../electron/usecases/episodes/set-correspondents.ts';
import { saveNotice } from '../../../../electron/usecases/structure/save-notice.ts';
import { patientWord } from '../../../../shared/contract/consent.ts';
import { collective } from '../../../integration/store/samples.ts';
import { ELSEWHERE, COLLEAGUE } from '../workplace.ts';
import { told } from './patient-word.ts';

async function seen() {
  const place = await told();
  const view = viewWord({ ...place.common, followUpMonths: 12 });
  const of = async (purpose: string) => (await view({ id: 'p1' })).records.find((one) => one.purpose === purpose);
  return { ...place, view: () => view({ id: 'p1' }), of };
}

describe('the patient’s word, whole', () => {
  it('has four records, whatever was told', async () => {
    const { view } = await seen();
    const word = await view();
    expect(word.records.map(({ purpose, state }) => [purpose, state])).toEqual([
      ['feeding', 'none'],
      ['consultation', 'none'],
      ['mssPatient', 'none'],
      ['mssProfessionals', 'none'],
    ]);
    expect(word).toMatchObject({ episodes: [], history: [], member: true, team: null, notice: '2026-1' });
    expect(patientWord.parse(word)).toEqual(word);
  });

  it('says what the structure tells everybody as such, where nothing is recorded', async () => {
    const { of, store, record } = await seen();
    await store.commit({ changes: [{ kind: 'collective.declare', collective: collective() }], audit: [] });
    expect(await of('feeding')).toMatchObject({
      state: 'informed',
      collective: true,
      means: 'collective',
      day: '2026-09-01',
      by: 'CABINET DU DR DURAND',
      at: null,
      slip: null,
    });
    expect(await of('consultation')).toMatchObject({ state: 'none', collective: false, means: null });
    await record({ id: 'p1', purpose: 'feeding', state: 'opposed' });
    expect(await of('feeding')).toMatchObject({ state: 'opposed', collective: false, day: null, means: 'oral' });
  });

  it('offers the correction of a slip to who made it, and an opposition to consultation at the patient’s request', async () => {
    const { of, record, logged, common } = await seen();
    await record({ id: 'p1', purpose: 'consultation', state: 'opposed' });
    expect(await of('consultation')).toMatchObject({ slip: 1, onRequest: true });
    logged(COLLEAGUE);
    expect(await of('consultation')).toMatchObject({ slip: null, onRequest: true });
    await recordAtRequest(common)({ id: 'p1', purpose: 'consultation', state: 'informed', means: 'oral', collector: '899900000017' });
    expect(await of('consultation')).toMatchObject({ state: 'informed', collector: 'Dr Paule DURAND', slip: 2, onRequest: false });
  });

  it('R-053: shows an opposition of an earlier episode, with that episode', async () => {
    const { view, of, record, common, wait } = await seen();
    await record({ id: 'p1', purpose: 'feeding', state: 'opposed' });
    await closeEpisode(common)({ id: 'p1', episode: 'e1' });
    expect(await of('feeding')).toMatchObject({ state: 'none', earlier: { by: 'Dr Paule DURAND' } });
    wait(5);
    await openEpisode(common)({ id: 'p1', kind: 'consultation', team: null, pathway: ' Insuffisance cardiaque ', useCase: '' });
    const { episodes } = await view();
    expect(episodes).toMatchObject([
      {
        kind: 'consultation',
        current: true,
        closedAt: null,
        endsAt: null,
        pathway: 'Insuffisance cardiaque',
        useCase: null,
        opposed: [],
        team: { name: 'CABINET DU DR DURAND' },
      },
      { id: 'e1', kind: 'follow-up', current: false, closedBy: 'Dr Paule DURAND', opposed: ['feeding'], endsAt: null },
    ]);
  });

  it('R-057: says who is not of the team, and when a follow-up would end', async () => {
    const { view, record, logged } = await seen();
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    expect(await view()).toMatchObject({ member: true, episodes: [{ endsAt: '2027-11-21T10:00:00.000Z' }] });
    logged(ELSEWHERE);
    expect(await view()).toMatchObject({ member: false, team: 'CABINET DU DR DURAND' });
  });

  it('R-051: says what opens the DMP to whoever reads outside of the team, and to them alone, as long as it does', async () => {
    const { view, record, logged, common, wait } = await seen();
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    logged(ELSEWHERE);
    await agree(common)({ id: 'p1', means: 'oral', collector: '899900000017' });
    const held = async () => (await view()).agreements.map(({ reader, holds }) => `${reader} ${holds}`);
    expect(await held()).toEqual(['Dr Luc SABLE true']);
    logged({ ...ELSEWHERE, pro: { ...ELSEWHERE.pro, idNat: '899900000058' } });
    expect(await held()).toEqual(['Dr Luc SABLE false']);
    logged(ELSEWHERE);
    wait(121);
    expect(await held()).toEqual(['Dr Luc SABLE false']);
  });

  it('says who told it, when, with which notice, and who opened the episode', async () => {
    const { view, of, record, logged, common } = await seen();
    await saveNotice(common)({ before: 'Bienvenue', after: 'Au revoir' });
    await record({ id: 'p1', purpose: 'feeding', state: 'opposed' });
    logged(COLLEAGUE);
    expect(await of('feeding')).toMatchObject({
      at: '2026-11-21T10:00:00.000Z',
      by: 'Dr Paule DURAND',
      notice: '2026-1.1',
      toConfirm: false,
    });
    expect((await view()).episodes).toMatchObject([{ openedBy: 'Dr Paule DURAND', opposed: ['feeding'] }]);
  });

  it('says of a correspondent who confirmed it, and when', async () => {
    const { view, common } = await seen();
    await setCorrespondents({ ...common, trusts: () => true })({
      id: 'p1',
      correspondents: [{ name: 'Labo Biolittoral', role: 'laboratory', address: null }],
      confirmedAgain: false,
    });
    expect((await view()).episodes[0]?.correspondents).toMatchObject([
      { confirmedAt: '2026-11-21T10:00:00.000Z', confirmedBy: 'Dr Paule DURAND' },
    ]);
  });

  it('names nobody twice, and no command', async () => {
    const { view, record, store } = await seen();
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    const command = act({ command: { idNat: 'commande', name: 'Commande' } }, new Date(0), { act: 'x', label: 'X', patientId: null });
    await store.commit({ changes: [], audit: [command] });
    expect((await view()).people.map(({ name }) => name)).toEqual(['Dr Paule DURAND']);
  });

  it('names whoever is logged in first, then those who acted here', async () => {
    const { view, record, logged } = await seen();
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    logged(COLLEAGUE);
    expect((await view()).people.map(({ name }) => name)).toEqual(['Dr Luc SABLE', 'Dr Paule DURAND']);
  });
});
