import { describe, expect, it } from 'vitest';
import type { CardSituation } from '../../../../electron/card/types.ts';
import type { OpenSession } from '../../../../electron/session/session.ts';
import { UsualSituations } from '../../../../electron/usecases/session/usual-situations.ts';
import { memoryStore } from '../../../setup/memory-store.ts';
import { PAULE } from '../workplace.ts';

const PORT: CardSituation = { index: 1, structureIdNat: '499900000017001', structureName: 'Cabinet du Port', sector: 'SA07' };
const HOSPITAL: CardSituation = { index: 3, structureIdNat: '10B0999997', structureName: 'CH des Essais', sector: 'SA01' };
const { idNat } = PAULE.pro;
const under = (situation: CardSituation): OpenSession => ({ ...PAULE, situation });

describe('the situation of somebody at a workstation', () => {
  const workstation = async () => {
    const store = memoryStore();
    const reported: unknown[] = [];
    const load = () => UsualSituations.load({ store, report: (thrown) => reported.push(thrown) });
    return { store, reported, load, usual: await load() };
  };

  it('is asked the first time, then is the last one, at the next start too', async () => {
    const { usual, load } = await workstation();
    expect([usual.of(idNat), usual.pick(idNat, [PORT, HOSPITAL], null)]).toEqual([null, null]);
    await usual.remember(under(HOSPITAL), [PORT, HOSPITAL]);
    for (const one of [usual, await load()]) {
      expect(one.of(idNat)).toEqual({ held: [PORT, HOSPITAL], last: HOSPITAL });
      expect(one.pick(idNat, [PORT, HOSPITAL], null)).toBe(3);
    }
    await usual.remember(under(PORT), [PORT, HOSPITAL]);
    expect((await load()).pick(idNat, [PORT, HOSPITAL], null)).toBe(1);
  });

  it('is each person’s own', async () => {
    const { usual } = await workstation();
    await usual.remember(under(HOSPITAL), [PORT, HOSPITAL]);
    expect([usual.of('899900000025'), usual.pick('899900000025', [PORT, HOSPITAL], null)]).toEqual([null, null]);
  });

  it.each<readonly [string, readonly CardSituation[], number | null, number | null]>([
    ['the one chosen before the PIN', [PORT, HOSPITAL], 1, 1],
    [
      'the same one of a card that numbers them otherwise',
      [
        { ...HOSPITAL, index: 1 },
        { ...PORT, index: 2 },
      ],
      1,
      2,
    ],
    [
      'the last one of such a card',
      [
        { ...HOSPITAL, index: 1 },
        { ...PORT, index: 2 },
      ],
      null,
      1,
    ],
    ['the same one under another name', [PORT, { ...HOSPITAL, structureName: 'CH renommé' }], null, 3],
    ['nobody’s, asked again, when the card no longer names it', [PORT, { ...HOSPITAL, structureIdNat: '10B0000001' }], null, null],
    ['nobody’s, asked again, in another sector', [PORT, { ...HOSPITAL, sector: 'SA07' }], null, null],
    ['nobody’s, asked again, when the one chosen is gone', [HOSPITAL, { ...PORT, structureIdNat: '499900000099001' }], 1, null],
    ['as it is asked, beyond what is remembered', [PORT, HOSPITAL], 7, 7],
    ['the one of that number, of two alike', [{ ...HOSPITAL, index: 2 }, HOSPITAL], null, 3],
  ])('is %s', async (_what, held, asked, picked) => {
    const { usual } = await workstation();
    await usual.remember(under(HOSPITAL), [PORT, HOSPITAL]);
    expect(usual.pick(idNat, held, asked)).toBe(picked);
  });

  it('is not remembered of a card that names one alone', async () => {
    const { usual, load } = await workstation();
    await usual.remember(under(HOSPITAL), [PORT, HOSPITAL]);
    await usual.remember(under(PORT), [PORT]);
    expect([usual.of(idNat), (await load()).of(idNat)]).toEqual([null, null]);
  });

  it('is written when it changes alone', async () => {
    const { store, usual } = await workstation();
    await usual.remember(under(HOSPITAL), [PORT, HOSPITAL]);
    await store.commit({ changes: [{ kind: 'setting.set', name: 'situations', value: 'gone' }], audit: [] });
    await usual.remember(under(HOSPITAL), [PORT, HOSPITAL]);
    expect(await store.settings.get('situations')).toBe('gone');
  });

  it('that cannot be read is asked again; one that cannot be written is reported, and holds for this run', async () => {
    const { store, reported, load } = await workstation();
    await store.commit({ changes: [{ kind: 'setting.set', name: 'situations', value: { [idNat]: { held: [] } } }], audit: [] });
    const usual = await load();
    expect(usual.of(idNat)).toBeNull();
    await store.close();
    await usual.remember(under(PORT), [PORT, HOSPITAL]);
    expect([reported.length, usual.pick(idNat, [PORT, HOSPITAL], null)]).toEqual([1, 1]);
  });
});
