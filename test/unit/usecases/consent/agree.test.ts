import { describe, expect, it } from 'vitest';
import { agree, agreementOf } from '../../../../electron/usecases/consent/agree.ts';
import { refusal } from '../refusal.ts';
import { ELSEWHERE, COLLEAGUE, PAULE } from '../workplace.ts';
import { told } from './patient-word.ts';

const asked = { id: 'p1', means: 'oral', collector: '899900000041' } as const;

async function outside() {
  const place = await told();
  await place.record({ id: 'p1', purpose: 'feeding', state: 'informed' });
  place.logged(ELSEWHERE);
  return { ...place, agreed: agree(place.common) };
}

describe('an agreement outside of the care team', () => {
  it('R-051: is recorded with who heard the patient and who reads, and opens for two hours', async () => {
    const { store, agreed, wait, common, journal } = await outside();
    await agreed({ ...asked, collector: '899900000017' });
    const opens = () => agreementOf(store, 'p1', ELSEWHERE, common.now());
    expect(await opens()).toMatchObject({ reader: { name: 'Dr Luc SABLE' }, collector: { name: 'Dr Paule DURAND' }, means: 'oral' });
    expect((await journal()).at(-1)).toMatchObject({
      act: 'consent.agreed',
      details: { collector: '899900000017', reader: '899900000041', means: 'oral' },
    });
    wait(120);
    expect(await opens()).not.toBeNull();
    wait(1);
    expect(await opens()).toBeNull();
  });

  it('R-051: is that of its reader alone', async () => {
    const { store, agreed, common } = await outside();
    await agreed(asked);
    expect(await agreementOf(store, 'p1', PAULE, common.now())).toBeNull();
    expect(await agreementOf(store, 'p1', COLLEAGUE, common.now())).not.toBeNull();
  });

  it('is not asked of the team, nor heard by somebody unknown', async () => {
    const { store, agreed, logged } = await outside();
    await expect(agreed({ ...asked, collector: '899900000099' })).rejects.toEqual(refusal('INFORMATION_COLLECTOR'));
    logged(COLLEAGUE);
    await expect(agreed(asked)).rejects.toEqual(refusal('AGREEMENT_TEAM'));
    expect(await store.agreements.list('p1')).toEqual([]);
  });
});
