import { describe, expect, it } from 'vitest';
import { correctSlip } from '../../../../electron/usecases/consent/correct-slip.ts';
import { refusal } from '../refusal.ts';
import { COLLEAGUE } from '../workplace.ts';
import { told } from './patient-word.ts';

async function slipped() {
  const place = await told();
  await place.record({ id: 'p1', purpose: 'feeding', state: 'informed' });
  await place.record({ id: 'p1', purpose: 'feeding', state: 'opposed' });
  const correct = correctSlip(place.common);
  const held = async () => (await place.store.patients.get('p1'))?.feeding ?? null;
  return { ...place, held, correct, undo: (entry: number) => correct({ id: 'p1', purpose: 'feeding', entry }) };
}

describe('a slip of the keyboard', () => {
  it('is undone: what was before is in force again, and the entry stays in the history with its correction', async () => {
    const { store, held, undo, journal } = await slipped();
    await undo(2);
    expect(await held()).toMatchObject({ id: 1, state: 'informed' });
    await undo(1);
    expect(await held()).toBeNull();
    expect(
      (await store.information.list('p1')).map(({ id, act, state, corrects, corrected }) => [id, act, state, corrects, corrected]),
    ).toEqual([
      [4, 'slip', 'none', 1, false],
      [3, 'slip', 'informed', 2, false],
      [2, 'recorded', 'opposed', null, true],
      [1, 'recorded', 'informed', null, true],
    ]);
    expect((await journal()).filter(({ act }) => act === 'information.slip-corrected')).toMatchObject([
      { label: 'Alimentation du DMP : erreur de saisie corrigée', details: { before: 'opposed', state: 'informed' } },
      { details: { before: 'informed', state: 'none' } },
    ]);
  });

  it('is that of who made it, and of the entry that they saw', async () => {
    const { held, undo, logged } = await slipped();
    await expect(undo(1)).rejects.toEqual(refusal('INFORMATION_SLIP_NOTHING'));
    logged(COLLEAGUE);
    await expect(undo(2)).rejects.toEqual(refusal('INFORMATION_SLIP_OTHER'));
    expect(await held()).toMatchObject({ id: 2, state: 'opposed' });
  });

  it('is no way to what nobody recorded', async () => {
    const { correct } = await slipped();
    await expect(correct({ id: 'p1', purpose: 'consultation', entry: 2 })).rejects.toEqual(refusal('INFORMATION_SLIP_NOTHING'));
  });

  it('is undone once, and a choice made since stands', async () => {
    const { record, held, undo } = await slipped();
    await undo(2);
    await expect(undo(2)).rejects.toEqual(refusal('INFORMATION_SLIP_NOTHING'));
    await record({ id: 'p1', purpose: 'feeding', state: 'opposed' });
    expect(await held()).toMatchObject({ id: 4, state: 'opposed' });
  });
});
