import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patientOrders, type PatientSort } from '../../../shared/domain/record/patient-list.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import { memoryStore } from '../../setup/memory-store.ts';
import type { Store } from '../../../electron/store/types.ts';
import { records } from './fixture.ts';
import { later, testIns } from './samples.ts';

const by: Readonly<Record<PatientSort['by'], (one: PatientRecord) => string>> = {
  name: ({ birthName, birthFirstNames }) => `${birthName} ${birthFirstNames}`,
  birthDate: ({ birthDate }) => birthDate,
  place: ({ birthPlace }) => birthPlace ?? '',
  status: ({ status }) => status,
  opened: ({ updatedAt }) => updatedAt,
};

const person = fc.record({
  birthName: fc.constantFrom('ABEL', 'ABELARD', 'BERNARD', 'ZOLA'),
  birthFirstNames: fc.constantFrom('ANNE', 'LUC', 'ZOE'),
  birthDate: fc.constantFrom('1950-01-02', '1979-03-28', '2001-12-31', '1979-00-00'),
  birthPlace: fc.constantFrom(null, '51215', '2A004', '99127'),
  status: fc.constantFrom('PROV' as const, 'VALI' as const),
  updatedAt: fc.nat(50).map(later),
});

describe('the list of patients', () => {
  const filled = async (people: readonly Partial<PatientRecord>[]): Promise<Store> => {
    const store = memoryStore();
    await store.commit({ changes: records(...people), audit: [] });
    return store;
  };
  const whole = async (store: Store, query: string, sort: PatientSort | null, limit = 3) => {
    const first = await store.patients.list({ query, sort, from: 0, limit });
    const parts = [...first.rows];
    while (parts.length < first.total) {
      const { rows, total } = await store.patients.list({ query, sort, from: parts.length, limit });
      if (rows.length === 0 || total !== first.total) throw new Error(`the list says ${first.total}, then ${total}`);
      parts.push(...rows);
    }
    return parts;
  };

  it('is the whole in the order asked for, one way or the other, of everybody or of what is looked for, each record once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(person, { maxLength: 12 }),
        fc.constantFrom(...patientOrders),
        fc.boolean(),
        fc.constantFrom('', 'abel', 'an', '1979', 'x'),
        async (people, order, descending, query) => {
          const store = await filled(people.map((one) => ({ ...one, firstBirthFirstName: one.birthFirstNames })));
          const rows = await whole(store, query, { by: order, descending });
          const found = query === '' ? people.length : await store.patients.found(query);
          expect(new Set(rows.map(({ id }) => id)).size).toBe(found);
          expect(rows).toHaveLength(found);
          const values = await Promise.all(
            rows.map(async ({ id }) => {
              const one = await store.patients.get(id);
              return one === null ? '' : by[order](one);
            }),
          );
          const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
          expect(values).toEqual(descending ? sorted.toReversed() : sorted);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('without an order asked for, begins with the likeliest, and goes on past them in the order of names', async () => {
    const store = await filled([
      ...Array.from({ length: 60 }, (_, i) => ({ birthName: `MARTIN${String.fromCodePoint(65 + (i % 26))}` })),
      { birthName: 'MARTIN' },
    ]);
    const rows = await whole(store, 'martin', null, 20);
    expect(rows.map(({ id }) => id).slice(0, 1)).toEqual(['p61']);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(61);
    const rest = rows.slice(50).map(({ birthName }) => birthName);
    expect(rest).toEqual(rest.toSorted());
  });

  it('counts each record once, opened or not, and begins with the one last opened', async () => {
    const store = await filled([{ birthName: 'ABEL' }, { birthName: 'ZOLA' }]);
    const total = async () => (await store.patients.list({ query: '', sort: null, from: 0, limit: 1 })).total;
    expect(await total()).toBe(2);
    await store.commit({ changes: [{ kind: 'patient.opened', patientId: 'p1', at: later(3) }], audit: [] });
    expect([await total(), await store.patients.count()]).toEqual([2, 2]);
    expect((await whole(store, '', null, 1)).map(({ id }) => id)).toEqual(['p1', 'p2']);
  });

  it('gives the matricule that is held', async () => {
    const store = await filled([{ birthName: 'ABEL', status: 'QUAL', ins: testIns }, { birthName: 'ZOLA' }]);
    expect((await whole(store, '', { by: 'name', descending: false })).map(({ ins }) => ins)).toEqual([testIns, null]);
  });

  it('has nothing of what cannot be searched, and nothing after its end', async () => {
    const store = await filled([{ birthName: 'ABEL' }]);
    expect(await store.patients.list({ query: '!!', sort: null, from: 0, limit: 5 })).toEqual({ rows: [], total: 0 });
    expect(await store.patients.list({ query: '', sort: null, from: 7, limit: 5 })).toEqual({ rows: [], total: 1 });
    expect(await store.patients.list({ query: 'abel', sort: null, from: 7, limit: 5 })).toEqual({ rows: [], total: 1 });
  });
});
