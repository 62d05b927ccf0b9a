import { describe, expect, it } from 'vitest';
import { declareCollective, withdrawCollective } from '../../../../electron/usecases/structure/collective.ts';
import { saveNotice } from '../../../../electron/usecases/structure/save-notice.ts';
import { viewStructure } from '../../../../electron/usecases/structure/view.ts';
import { LEGAL_VERSION, legalMinimum } from '../../../../shared/domain/consent/notice.ts';
import { told } from '../consent/patient-word.ts';
import { refusal } from '../refusal.ts';
import { ELSEWHERE } from '../workplace.ts';

const poster = { means: 'poster', since: '2026-09-01', purposes: ['feeding', 'mssPatient', 'consultation'] } as const;

async function desk() {
  const place = await told();
  return {
    ...place,
    declare: declareCollective(place.common),
    withdraw: withdrawCollective(place.common),
    save: saveNotice(place.common),
    view: viewStructure(place.common),
  };
}

describe('what a structure tells everybody', () => {
  it('R-003: is declared once, of its own patients, and opens no consultation (R-050)', async () => {
    const { declare, store, logged, record, journal } = await desk();
    await declare(poster);
    expect(await store.patients.get('p1')).toMatchObject({
      feeding: null,
      collective: { means: 'poster', since: '2026-09-01', notice: LEGAL_VERSION, purposes: ['feeding', 'mssPatient'] },
    });
    expect((await journal()).at(-1)).toMatchObject({ act: 'collective.declared', patientId: null, details: { means: 'poster' } });
    logged(ELSEWHERE);
    await record({ id: 'p1', purpose: 'feeding', state: 'opposed' });
    expect((await store.patients.get('p1'))?.collective).toBeNull();
  });

  it('declared again, ends the former one, which stays in the history; withdrawn, is told no more', async () => {
    const { declare, withdraw, view, store, wait } = await desk();
    await declare(poster);
    wait(5);
    await declare({ ...poster, means: 'booklet' });
    wait(5);
    await withdraw();
    expect((await view()).collective).toMatchObject([
      { means: 'booklet', withdrawnAt: '2026-11-21T10:10:00.000Z', withdrawnBy: 'Dr Paule DURAND' },
      { means: 'poster', withdrawnAt: '2026-11-21T10:05:00.000Z' },
    ]);
    expect((await store.patients.get('p1'))?.collective).toBeNull();
    await expect(withdraw()).rejects.toEqual(refusal('COLLECTIVE_NONE'));
  });

  it('does not begin after today', async () => {
    const { declare, view } = await desk();
    await expect(declare({ ...poster, since: '2026-11-22' })).rejects.toEqual(refusal('COLLECTIVE_FUTURE'));
    await declare({ ...poster, since: '2026-11-21' });
    expect((await view()).collective).toMatchObject([{ purposes: ['feeding', 'mssPatient'] }]);
  });
});

describe('the notice of a structure', () => {
  it('has a version for each wording, kept with what is recorded since', async () => {
    const { save, view, record, store, journal } = await desk();
    await save({ before: ' Bienvenue ', after: '' });
    await save({ before: 'Bienvenue', after: '' });
    await save({ before: 'Bienvenue au cabinet', after: 'Accueil : 03 26 00 00 00' });
    expect((await view()).notice).toMatchObject({
      legal: legalMinimum,
      after: 'Accueil : 03 26 00 00 00',
      savedAt: '2026-11-21T10:00:00.000Z',
      version: `${LEGAL_VERSION}.2`,
      before: 'Bienvenue au cabinet',
      savedBy: 'Dr Paule DURAND',
    });
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    expect((await store.patients.get('p1'))?.feeding?.notice).toBe(`${LEGAL_VERSION}.2`);
    await save({ before: 'Bienvenue au cabinet', after: 'Accueil : 03 26 00 00 00' });
    expect((await journal()).filter(({ act }) => act === 'notice.saved')).toHaveLength(2);
  });
});
