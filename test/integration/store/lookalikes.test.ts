import { describe, expect, it } from 'vitest';
import type { Change, Store } from '../../../electron/store/types.ts';
import { similarPatients, STRIKING } from '../../../shared/domain/identity/similar.ts';
import type { Lookalike } from '../../../shared/domain/record/lookalike.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import { population } from '../../bench/population.ts';
import { engines } from './engines.ts';
import { commit, records } from './fixture.ts';
import { AT, paule, patient } from './samples.ts';

describe.each(engines)('%s', (_engine, opened) => {
  const { openIt } = opened();
  const saved = (people: readonly PatientRecord[]): Change[] => people.map((one) => ({ kind: 'patient.save', patient: one }));
  const told = (found: readonly Lookalike[]) => found.map(({ id, other, kind }) => [id, other, kind]);

  const lea = {
    birthName: 'MARTINEAU',
    birthFirstNames: 'LEA MARIE',
    firstBirthFirstName: 'LEA',
    usedName: null,
    usedFirstName: null,
    sex: 'F',
    birthDate: '1979-03-12',
    birthPlace: '51454',
  } as const;
  /** What may be the same person written otherwise (similar.test.ts says why). */
  const alike: readonly Partial<PatientRecord>[] = [
    {},
    { birthFirstNames: 'LEA' },
    { birthPlace: '75056' },
    { birthFirstNames: 'CHLOE' },
    { birthName: 'MARTINAUD' },
    { birthName: 'MARTHINO' },
    { birthFirstNames: 'LEAH' },
    { birthName: 'LEA', birthFirstNames: 'MARTINEAU' },
    { birthName: 'DUPONT', usedName: 'MARTINEAU' },
    { birthDate: '1979-03-13' },
    { birthDate: '1969-03-12' },
    { birthDate: '1979-12-03' },
    { birthDate: '1979-03-00' },
    { birthDate: '1979-00-12' },
    { birthDate: '1979-00-00' },
    { birthDate: '1979-03-21' },
    { birthDate: '1997-03-12' },
    { birthDate: '1979-03-25' },
    { birthDate: '1969-03-13' },
    { birthName: 'MARTINEAU-DUVAL' },
    { birthName: 'DUVAL MARTINEAU' },
    { birthName: 'MARTINAUD', birthDate: '1979-03-21' },
    { birthFirstNames: 'LEAH', birthDate: '1979-03-00' },
    { birthName: 'MARTINAUD', birthDate: '1979-12-03' },
    { birthName: 'MARTINAUD', birthDate: '1979-00-12' },
    { birthFirstNames: 'LEAH', birthDate: '1979-00-00' },
    { birthName: 'MARTINAUD', birthDate: '1979-03-00' },
    { birthName: 'LEA', birthFirstNames: 'MARTINEAU', birthDate: '1979-12-03' },
    { birthName: 'DUPONT', usedName: 'MARTINEAU', birthDate: '1979-03-13' },
  ];

  describe('the candidates of the search of antecedents', () => {
    it('hold every record that the rules propose, whichever of the two is there first', async () => {
      const store = await openIt();
      const others = alike.map((changed, i) => patient({ ...lea, ...changed, id: `a${i}`, ipp: `A${i}` }));
      await store.commit({
        audit: [],
        changes: saved([...population(0, 1500, AT), patient({ ...lea, id: 'lea', ipp: 'LEA' }), ...others]),
      });
      for (const other of others) {
        const found = await store.patients.candidates(other);
        expect([other.id, similarPatients(other, found).map(({ id }) => id)]).toEqual([other.id, expect.arrayContaining(['lea'])]);
      }
      const back = await store.patients.candidates(lea);
      expect(similarPatients(lea, back).map(({ id }) => id)).toEqual(expect.arrayContaining(others.map(({ id }) => id)));
    });

    it('hold a date whose month is unknown, whichever month is sought', async () => {
      const store = await openIt();
      await commit(store, ...records({ ...lea, birthName: 'MARTINAUD', birthDate: '1979-00-28' }));
      for (const month of ['01', '10', '11', '12'])
        expect((await store.patients.candidates({ ...lea, birthDate: `1979-${month}-28` })).map(({ id }) => id)).toEqual(['p1']);
    });

    it('are nobody for an unknown person', async () => {
      const store = await openIt();
      await commit(store, ...records({ ...lea, birthDate: '0000-00-00' }, lea));
      expect(await store.patients.candidates({ ...lea, birthDate: '0000-00-00' })).toEqual([]);
      expect(await store.patients.sameTraits({ ...lea, birthDate: '0000-00-00' })).toEqual([]);
      expect(await store.patients.sameTraits(lea)).toEqual(['p2']);
    });
  });

  describe('the records that look like those just made', () => {
    it('are said once for a pair, under the later one, with what is alike', async () => {
      const store = await openIt();
      await commit(
        store,
        ...records(
          lea,
          { ...lea, birthName: 'MARTINEAU-DUVAL' },
          { ...lea, birthFirstNames: 'CHLOE', firstBirthFirstName: 'CHLOE' },
          { ...lea, birthName: 'BERNARD' },
        ),
      );
      expect(await store.patients.lookalikes(['p2'])).toEqual([
        { id: 'p2', other: 'p1', kind: 'near', score: 86, reasons: ['part-of-name'] },
      ]);
      expect(await store.patients.lookalikes(['p3', 'p1', 'p3', 'unknown'])).toEqual([
        { id: 'p1', other: 'p2', kind: 'near', score: 86, reasons: ['part-of-name'] },
        { id: 'p1', other: 'p3', kind: 'twin', score: 70, reasons: ['other-first-name'] },
      ]);
      expect(await store.patients.lookalikes(['p4'])).toEqual([]);
      expect(await store.patients.lookalikes([])).toEqual([]);
    });

    it('are the striking ones: a slip in the name and another in the date are left to who searches', async () => {
      const store = await openIt();
      await commit(
        store,
        ...records(
          lea,
          { ...lea, birthName: 'MARTINAUD', birthDate: '1979-03-13' },
          { ...lea, birthDate: '1979-03-13', birthPlace: '75056' },
          { ...lea, birthDate: '1979-03-25' },
        ),
      );
      expect(told(await store.patients.lookalikes(['p1']))).toEqual([['p1', 'p4', 'near']]);
    });

    it('are neither merged records nor unknown persons', async () => {
      const store = await openIt();
      const unknown = { ...lea, birthDate: '0000-00-00' };
      await commit(store, ...records(lea, lea, lea, unknown, unknown));
      await commit(store, {
        kind: 'patient.merge',
        merge: {
          id: 'm1',
          kept: 'p1',
          removed: 'p2',
          at: AT,
          by: paule,
          name: 'P2',
          ipp: 'P000002',
          undoneAt: null,
          keptBefore: null,
          dropped: [],
        },
      });
      expect(told(await store.patients.lookalikes(['p1', 'p2', 'p3', 'p4', 'p5']))).toEqual([['p3', 'p1', 'same']]);
    });

    it('are the same whether many records are looked at, which reads them all once, or few', async () => {
      const store: Store = await openIt();
      const people = population(0, 700, AT);
      const copies = people.slice(0, 50).map((one, i) => patient({ ...one, id: `c${i}`, ipp: `C${i}`, ins: null, status: 'PROV' }));
      const slips = people
        .slice(50, 100)
        .map((one, i) =>
          patient({
            ...one,
            id: `s${i}`,
            ipp: `S${i}`,
            ins: null,
            status: 'PROV',
            birthDate: `${one.birthDate.slice(0, 8)}${String(1 + ((Number(one.birthDate.slice(8)) + 8) % 28)).padStart(2, '0')}`,
          }),
        );
      const family = alike.map((changed, i) => patient({ ...lea, ...changed, id: `f${i}`, ipp: `F${i}` }));
      await store.commit({ audit: [], changes: saved([...people, ...copies, ...slips, ...family]) });
      const ids = [...copies, ...slips, ...family, ...people.slice(100, 300)].map(({ id }) => id);
      const whole = await store.patients.lookalikes(ids);
      const parts: Lookalike[] = [];
      for (let from = 0; from < ids.length; from += 150) parts.push(...(await store.patients.lookalikes(ids.slice(from, from + 150))));
      const pairs = (found: readonly Lookalike[]): readonly string[] =>
        [...new Set(found.map(({ id, other, kind, score }) => [...[id, other].toSorted(), kind, score].join(' ')))].toSorted();
      expect(ids.length).toBeGreaterThan(200);
      expect(pairs(whole)).toEqual(pairs(parts));
      expect(whole).toHaveLength(pairs(whole).length);
      expect(whole.length).toBeGreaterThan(100);
      expect(whole.every(({ kind, score }) => kind === 'twin' || score >= STRIKING)).toBe(true);
      const order = new Map(ids.map((id, i) => [id, i]));
      expect(whole.map(({ id }) => order.get(id) ?? -1)).toEqual(whole.map(({ id }) => order.get(id) ?? -1).toSorted((a, b) => a - b));
    });
  });
});
