import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { localRecord, matchesOf, LastVitaleRead } from '../../../../electron/usecases/vitale/last-read.ts';
import type { VitaleView } from '../../../../shared/contract/identity.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { DOMINIQUE, patientRecord } from '../../../setup/patient.ts';
import { refusal } from '../refusal.ts';
import { workplace } from '../workplace.ts';
import { APP_INS, card, child, dominique } from './cards.ts';

const { ins } = DOMINIQUE;
const MAX_AGE = 600_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function desk(...known: readonly Partial<PatientRecord>[]) {
  const place = workplace();
  await place.records(...known);
  const shown: (VitaleView | null)[] = [];
  let open = true;
  const held = new LastVitaleRead({
    store: place.store,
    uuid: place.common.uuid,
    inSession: () => open,
    maxAgeMs: MAX_AGE,
    changed: (view) => void shown.push(view),
  });
  return { ...place, desk: held, shown, session: (there: boolean) => void (open = there) };
}

describe('a card on the desk', () => {
  it('is shown with its people, and the records that each may have', async () => {
    const { desk: held, shown } = await desk({ status: 'QUAL', ins });
    await held.take(card('vitale', dominique({ usedName: 'Dupont' }), child()));
    const view = await held.current();
    expect(view).toMatchObject({
      id: 'id-1',
      source: 'vitale',
      at: '2026-11-21T09:59:00.000Z',
      beneficiaries: [
        {
          index: 0,
          birthName: 'PAT-TROIS',
          usedName: 'Dupont',
          firstName: 'DOMINIQUE',
          birthDate: '1979-03-28',
          rank: 1,
          holder: true,
          matches: [{ id: 'p1' }],
        },
        { index: 1, firstName: 'LÉO', holder: false, matches: [] },
      ],
    });
    expect(shown).toEqual([view]);
  });

  it('is kept until another one takes its place', async () => {
    const { desk: held } = await desk();
    const [first, second] = [card('vitale', dominique()), card('apcv', dominique())];
    await held.take(first);
    expect(held.require('id-1')).toEqual({ id: 'id-1', reading: first });
    await held.take(second);
    expect(held.require('id-2').reading).toBe(second);
    expect(() => held.require('id-1')).toThrow(refusal('VITALE_GONE'));
  });

  it('is shown once when another one is laid before it is', async () => {
    const { desk: held, shown } = await desk();
    await Promise.all([held.take(card('vitale', dominique())), held.take(card('apcv', dominique()))]);
    expect(shown.map((view) => view?.source)).toEqual(['apcv']);
  });

  it('is dropped while nobody is logged in', async () => {
    const { desk: held, shown, session } = await desk();
    session(false);
    await held.take(card('vitale', dominique()));
    expect([await held.current(), shown]).toEqual([null, []]);
  });

  it('is forgotten after its time, counted from the last reading', async () => {
    const { desk: held, shown } = await desk();
    await held.take(card('vitale', dominique()));
    vi.advanceTimersByTime(MAX_AGE - 1);
    await held.take(card('apcv', dominique()));
    vi.advanceTimersByTime(MAX_AGE - 1);
    expect(await held.current()).not.toBeNull();
    vi.advanceTimersByTime(1);
    expect(await held.current()).toBeNull();
    expect(shown.at(-1)).toBeNull();
  });

  it('is forgotten on demand, and said so once', async () => {
    const { desk: held, shown } = await desk();
    await held.take(card('vitale', dominique()));
    held.forget();
    held.forget();
    expect(await held.current()).toBeNull();
    expect(shown.slice(1)).toEqual([null]);
  });

  it('is forgotten without a word when the application closes', async () => {
    const { desk: held, shown } = await desk();
    await held.take(card('vitale', dominique()));
    held.close();
    vi.advanceTimersByTime(MAX_AGE);
    expect(await held.current()).toBeNull();
    expect(shown).toHaveLength(1);
  });
});

describe('the records that a card’s person may have', () => {
  it.each<[string, ReturnType<typeof dominique>, Partial<PatientRecord>, boolean]>([
    ['their own number, whatever the name', dominique({ birthName: 'AUTRE', firstName: 'LUC' }), { status: 'QUAL', ins }, true],
    [
      'the matricule of the app',
      dominique({ birthName: 'AUTRE', firstName: 'LUC', nir: null, ins: APP_INS }),
      { status: 'QUAL', ins },
      true,
    ],
    ['the same name, given name and date', dominique({ nir: null }), {}, true],
    ['another given name: a twin', dominique({ nir: null, firstName: 'LUCIE' }), {}, false],
    ['another date and name', dominique({ nir: null, birthName: 'AUTRE', birthDate: '1950-01-01' }), {}, false],
  ])('are found by %s', async (_what, person, record, there) => {
    const { store } = await desk(record);
    const other = dominique({ firstName: 'LUC', birthDate: '1975-01-01', nir: null });
    expect((await matchesOf(store, card('vitale', other, person), person)).map(({ id }) => id)).toEqual(there ? ['p1'] : []);
  });

  it('come by their number first, each once', async () => {
    const { store } = await desk({ birthName: 'AUTRE', birthDate: '1950-01-01', status: 'QUAL', ins }, {}, { phone: '115' });
    const person = dominique();
    const found = await matchesOf(store, card('vitale', person), person);
    expect(found.map(({ id }) => id)).toEqual(['p1', 'p2', 'p3']);
    const { store: known } = await desk({ status: 'QUAL', ins });
    expect(await matchesOf(known, card('vitale', person), person)).toHaveLength(1);
  });

  it('are compared with their rank and matricule', () => {
    expect(localRecord(patientRecord({ birthRank: 2, ins, status: 'QUAL' }))).toEqual({
      id: 'p1',
      birthName: 'PAT-TROIS',
      usedName: null,
      birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
      usedFirstName: null,
      birthDate: '1979-03-28',
      sex: 'F',
      rank: 2,
      matricule: ins.matricule,
    });
    expect(localRecord(patientRecord()).matricule).toBeNull();
  });
});
