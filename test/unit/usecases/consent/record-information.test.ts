import { describe, expect, it } from 'vitest';
import { recordInformation } from '../../../../electron/usecases/consent/record-information.ts';
import { calls } from '../../../../shared/contract/index.ts';
import { closeEpisode } from '../../../../electron/usecases/episodes/close-episode.ts';
import { LEGAL_VERSION } from '../../../../shared/domain/consent/notice.ts';
import { informationEntry } from '../../../setup/patient-word.ts';
import { refusal } from '../refusal.ts';
import { COLLEAGUE, ELSEWHERE, SECRETARY, workplace } from '../workplace.ts';

async function recording() {
  const place = workplace();
  await place.records({});
  return { ...place, record: recordInformation(place.common) };
}

describe('the information of a patient', () => {
  it('R-003, R-006: is dated, attributed, for the current episode, with its means and its notice; the latest in force; told in the journal', async () => {
    const { store, record, journal, wait } = await recording();
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    wait(1);
    await record({ id: 'p1', purpose: 'feeding', state: 'opposed' });
    expect((await store.patients.get('p1'))?.feeding).toEqual(
      informationEntry({
        id: 2,
        state: 'opposed',
        at: '2026-11-21T10:01:00.000Z',
        team: '499900000017001',
        means: 'oral',
        notice: LEGAL_VERSION,
      }),
    );
    expect(await journal()).toMatchObject([
      {
        act: 'information.recorded',
        label: 'Alimentation du DMP : information donnée, pas d’opposition',
        patientId: 'p1',
        result: 'ok',
        details: { purpose: 'feeding', state: 'informed', means: 'oral', notice: LEGAL_VERSION, episode: 'e1' },
      },
      { label: 'Alimentation du DMP : information donnée, opposition', details: { state: 'opposed' } },
    ]);
  });

  it('R-073: of consultation is not that of feeding', async () => {
    const { store, record } = await recording();
    await record({ id: 'p1', purpose: 'consultation', state: 'opposed' });
    expect(await store.patients.get('p1')).toMatchObject({ feeding: null, consultation: { state: 'opposed' } });
  });

  it('R-053: opens the episode it belongs to, for the whole structure, and ends with it', async () => {
    const { store, record, common } = await recording();
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    expect((await store.patients.get('p1'))?.currentEpisode).toMatchObject({
      id: 'e1',
      kind: 'follow-up',
      team: { structure: '499900000017001', structureName: 'CABINET DU DR DURAND', name: null },
    });
    await closeEpisode(common)({ id: 'p1', episode: 'e1' });
    expect(await store.patients.get('p1')).toMatchObject({ feeding: null, currentEpisode: null, earlierOppositions: [] });
  });

  it('R-073: of two uses at once opens one episode', async () => {
    const { store, record } = await recording();
    await Promise.all([
      record({ id: 'p1', purpose: 'feeding', state: 'informed' }),
      record({ id: 'p1', purpose: 'consultation', state: 'informed' }),
    ]);
    expect(await store.episodes.list('p1')).toHaveLength(1);
    expect(await store.patients.get('p1')).toMatchObject({ feeding: { state: 'informed' }, consultation: { state: 'informed' } });
  });

  it('R-052: an opposition to consultation is not lifted by what is said at the same moment; the same twice is said once', async () => {
    const { store, record } = await recording();
    const say = (state: 'informed' | 'opposed') => record({ id: 'p1', purpose: 'consultation', state });
    const [, lifted] = await Promise.allSettled([say('opposed'), say('informed'), say('opposed')]);
    expect(lifted).toMatchObject({ reason: { code: 'INFORMATION_AT_REQUEST' } });
    expect(await store.information.list('p1')).toMatchObject([{ state: 'opposed' }]);
  });

  it('R-054: is collected by whoever receives the patient, before a professional sees them', async () => {
    const { store, record, logged } = await recording();
    logged(SECRETARY);
    await record({ id: 'p1', purpose: 'consultation', state: 'informed', means: 'letter' });
    expect((await store.patients.get('p1'))?.consultation).toMatchObject({ by: { name: 'Lise MOREAU' }, means: 'letter' });
  });

  it('R-053: is the whole team’s: a colleague is not asked to tell it again', async () => {
    const { store, record, logged } = await recording();
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    logged(COLLEAGUE);
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    expect(await store.information.list('p1')).toHaveLength(1);
    await record({ id: 'p1', purpose: 'feeding', state: 'informed', means: 'booklet' });
    expect((await store.patients.get('p1'))?.feeding).toMatchObject({ means: 'booklet', by: { name: 'Dr Luc SABLE' } });
  });

  it('R-053, R-057: of another team’s episode is that team’s to record', async () => {
    const { store, record, logged } = await recording();
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    logged(ELSEWHERE);
    await expect(record({ id: 'p1', purpose: 'feeding', state: 'opposed' })).rejects.toEqual(refusal('EPISODE_OTHER_TEAM'));
    expect(await store.information.list('p1')).toHaveLength(1);
  });

  it('R-052: never lifts an opposition to consultation in passing, of this episode or of an earlier one', async () => {
    const { record, common, store } = await recording();
    await record({ id: 'p1', purpose: 'consultation', state: 'opposed' });
    await expect(record({ id: 'p1', purpose: 'consultation', state: 'informed' })).rejects.toEqual(refusal('INFORMATION_AT_REQUEST'));
    await closeEpisode(common)({ id: 'p1', episode: 'e1' });
    await expect(record({ id: 'p1', purpose: 'consultation', state: 'informed' })).rejects.toEqual(refusal('INFORMATION_AT_REQUEST'));
    expect((await store.patients.get('p1'))?.earlierOppositions).toMatchObject([{ purpose: 'consultation', state: 'opposed' }]);
    await record({ id: 'p1', purpose: 'consultation', state: 'opposed' });
    expect(await store.patients.get('p1')).toMatchObject({ consultation: { state: 'opposed' }, earlierOppositions: [] });
  });

  it('R-006: of feeding is changed after a discussion, an opposition of an earlier episode lifted', async () => {
    const { record, common, store } = await recording();
    await record({ id: 'p1', purpose: 'feeding', state: 'opposed' });
    await closeEpisode(common)({ id: 'p1', episode: 'e1' });
    expect((await store.patients.get('p1'))?.earlierOppositions).toHaveLength(1);
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    expect(await store.patients.get('p1')).toMatchObject({ feeding: { state: 'informed' }, earlierOppositions: [] });
  });

  it('R-005: keeps no motive, whatever was sent with it', async () => {
    const { record, store } = await recording();
    const sent = calls['patients.recordInformation'].input.parse({
      id: 'p1',
      purpose: 'feeding',
      state: 'opposed',
      motive: 'sait pourquoi',
    });
    await record(sent);
    expect(JSON.stringify(await store.information.list('p1'))).not.toContain('sait pourquoi');
    expect(Object.keys(sent)).toEqual(['id', 'purpose', 'state']);
  });

  it('is nobody’s to record without a session, nor of a patient that is not there', async () => {
    const { record, logged, store } = await recording();
    await expect(record({ id: 'p9', purpose: 'feeding', state: 'informed' })).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
    logged(null);
    await expect(record({ id: 'p1', purpose: 'feeding', state: 'informed' })).rejects.toEqual(refusal('SESSION_CLOSED'));
    expect(await store.information.list('p1')).toEqual([]);
  });
});

describe('how a patient was told', () => {
  it('is kept, and said again by another means it is recorded again', async () => {
    const { store, record, journal } = await recording();
    const tell = (means?: 'booklet' | 'letter') => record({ id: 'p1', purpose: 'feeding', state: 'informed', means });
    await tell('booklet');
    await tell('booklet');
    await tell();
    expect((await store.information.list('p1')).map(({ means }) => means)).toEqual(['booklet']);
    await tell('letter');
    expect((await store.information.list('p1')).map(({ means }) => means)).toEqual(['letter', 'booklet']);
    expect((await journal()).map(({ details }) => details['means'])).toEqual(['booklet', 'letter']);
  });
});
