import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import { openDatabase, connect } from '../../../electron/store/sqlite/database.ts';
import { reads } from '../../../electron/store/reads.ts';
import type { Db } from '../../../electron/store/sqlite/db.ts';
import { mainJob } from '../../../electron/store/sqlite/migrations/001-main-job.ts';
import { patientsByMatricule, searchPatients } from '../../../electron/store/patients/search.ts';
import { nameKey, phoneDigits, ROOM, wordsOf } from '../../../electron/store/patients/search-tokens.ts';
import { candidates, sameTraits } from '../../../electron/store/patients/candidates.ts';
import { lookalikes } from '../../../electron/store/patients/lookalikes.ts';
import { nextIpp } from '../../../electron/store/patients/record.ts';
import { sqlOn } from '../../../electron/store/sqlite/sql.ts';
import type { Change, Store } from '../../../electron/store/types.ts';
import { population } from '../../bench/population.ts';
import { commit, key, records, stores } from './fixture.ts';
import { AT, document, later, patient, send, testIns } from './samples.ts';

const { openIt, path } = stores();
const saved = (people: readonly PatientRecord[]): Change[] => people.map((one) => ({ kind: 'patient.save', patient: one }));
const ids = async (store: Store, typed: string, limit = 200): Promise<string[]> =>
  (await store.patients.search(typed, limit)).map(({ id }) => id);

describe('what is typed', () => {
  it('finds a record by its numbers, whole or as they are typed, and by any of them with a name', async () => {
    const store = await openIt();
    const corsican = { matricule: '155062A004003', oid: testIns.oid };
    await commit(
      store,
      ...records(
        { birthName: 'DUPONT', birthDate: '1979-03-28', phone: '+33 6 12 34 56 78', status: 'QUAL', ins: testIns },
        {
          birthName: 'DUPONT',
          birthDate: '1950-11-02',
          phone: '01.40.20.61.23',
          ipp: 'HOP-77',
          status: 'RECUP',
          ins: { ...corsican, matricule: '155062A00400322' },
        },
        { birthName: 'MARS', birthFirstNames: 'PAUL', firstBirthFirstName: 'PAUL', birthDate: '1979-00-00', phone: '0032 475 12 34 56' },
      ),
      {
        kind: 'ins.known',
        patientId: 'p3',
        periods: [{ ins: { ...testIns, matricule: '178127512345604' }, from: '1990-01-01', to: '2001-05-05' }],
      },
      { kind: 'identifier.set', identifier: { patientId: 'p3', authority: '1.2.250.1.71.4.2.2', value: 'AB 0042', eventAt: null } },
    );
    const expected: readonly (readonly [string, readonly string[]])[] = [
      // Dates, whole and as they come.
      ['28/03/1979', ['p1']],
      ['28.3.1979', ['p1']],
      ['28 03 1979', ['p1']],
      ['1979-03-28', ['p1']],
      ['28 mars 1979', ['p1']],
      ['2 novembre 1950', ['p2']],
      ['28/', ['p1']],
      ['28/0', ['p1']],
      ['28/3', ['p1']],
      ['28/03', ['p1']],
      ['28/03/', ['p1']],
      ['28/03/19', ['p1']],
      ['2803', ['p1']],
      ['280319', ['p1']],
      ['28031979', ['p1']],
      ['1979-03', ['p1']],
      ['03/1979', ['p1']],
      ['1979', ['p1', 'p3']],
      ['dupont 1979', ['p1']],
      ['1979 dupont', ['p1']],
      ['dup 28 03 1979', ['p1']],
      ['dupont 2 novembre 1950', ['p2']],
      ['29/03/1979', []],
      ['1951', []],
      ['30 février 1979', []],
      // A month, and Mr Mars.
      ['mars 1979', ['p1', 'p3']],
      // Matricules, held and former, Corsica, with spaces.
      ['279', ['p1']],
      ['2 79 03 51', ['p1']],
      ['279035121518989', ['p1']],
      ['2790351215189890', []],
      ['1 55 06 2A 004', ['p2']],
      ['1 55 06 2a', ['p2']],
      ['155062A0040032', ['p2']],
      ['1 78 12 75', ['p3']],
      ['178127512345604', ['p3']],
      ['dupont 1 78 12 75', []],
      // Phones: start, end, however they are written.
      ['06', ['p1']],
      ['0612', ['p1']],
      ['06 12 34', ['p1']],
      ['+33 6 12', ['p1']],
      ['+33612345678', ['p1']],
      ['00 33 6 12', ['p1']],
      ['+33 (0)6 12', ['p1']],
      ['5678', ['p1']],
      ['56 78', ['p1']],
      ['6123', ['p2']],
      ['01.40.20', ['p2']],
      ['+32 475', ['p3']],
      ['dupont 5678', ['p1']],
      ['9999', []],
      // Numbers of the patient, ours and others'.
      ['P000001', ['p1']],
      ['p000001', ['p1']],
      ['1', ['p1']],
      ['hop-77', ['p2']],
      ['HOP77', ['p2']],
      ['ab0042', ['p3']],
      ['AB-0042', ['p3']],
      ['P00000', []],
    ];
    for (const [typed, found] of expected) expect([typed, (await ids(store, typed)).toSorted()]).toEqual([typed, found]);
  });

  it('is never more than text: nothing of the language of the index passes', async () => {
    const store = await openIt();
    await commit(store, ...records({}));
    for (const typed of [
      '"',
      '"pat"*',
      'pat*',
      'NEAR(pat trois)',
      'words:pat',
      'pat OR zzz',
      'pat AND zzz',
      'NOT pat',
      '^pat',
      '{pat}',
      '\0',
      'pat\0trois',
      '¤1979',
      '°P000001',
      '(',
      '+',
      '-',
      '\\',
      '%',
      '_',
      ';',
      '💊',
      'x'.repeat(5000),
      'a '.repeat(500),
    ]) {
      await expect(store.patients.search(typed, 10)).resolves.toBeInstanceOf(Array);
    }
    expect(await ids(store, 'pat OR zzz')).toEqual([]);
    expect(await ids(store, '"pat" trois')).toEqual(['p1']);
  });

  it('follows every change of a record', async () => {
    const store = await openIt();
    await commit(store, ...records({ phone: '0612345678' }, { birthName: 'AUTRE' }));
    await commit(store, {
      kind: 'patient.save',
      patient: patient({ revision: 1, birthName: 'ZOLA', usedName: 'Émile-Zola', phone: null, birthDate: '1980-01-02' }),
    });
    for (const typed of ['pat', '0612', '28/03/1979'])
      expect([typed, await ids(store, typed)]).toEqual([typed, typed === '28/03/1979' ? ['p2'] : []]);
    for (const typed of ['zola', 'emile', '02/01/1980']) expect([typed, await ids(store, typed)]).toEqual([typed, ['p1']]);
    await commit(store, { kind: 'identifier.set', identifier: { patientId: 'p1', authority: 'A', value: 'X1', eventAt: null } });
    await commit(store, { kind: 'identifier.set', identifier: { patientId: 'p2', authority: 'A', value: 'X1', eventAt: null } });
    expect(await ids(store, 'x1')).toEqual(['p2']);
    expect((await store.patients.byIdentifier('A', 'X1'))?.patientId).toBe('p2');
  });

  it('finds by the start of words, in any order, what a plain reading of every record finds', async () => {
    const store = await openIt();
    const people = population(0, 400, AT);
    await store.commit({ audit: [], changes: saved(people) });
    const wordsIn = new Map(people.map((p) => [p.id, wordsOf([p.birthName, p.birthFirstNames, p.usedName ?? ''].join(' '))]));
    const prefix = fc
      .tuple(fc.constantFrom(...[...wordsIn.values()].flat()), fc.integer({ min: 1, max: 8 }))
      .map(([word, length]) => word.slice(0, length));
    await fc.assert(
      fc.asyncProperty(fc.array(prefix, { minLength: 1, maxLength: 3 }), async (typed) => {
        const plain = people
          .filter(({ id }) => typed.every((start) => wordsIn.get(id)?.some((word) => word.startsWith(start))))
          .map(({ id }) => id);
        expect((await ids(store, typed.join(' '), 1000)).toSorted()).toEqual(plain.toSorted());
      }),
      { numRuns: 150 },
    );
  });
});

describe('the order of what is found', () => {
  it('is whole words first, birth names before the others, then by name, first name and date', async () => {
    const store = await openIt();
    const named = (birthName: string, first: string, usedName: string | null = null, birthDate = '1980-01-01') => ({
      birthName,
      birthFirstNames: first,
      firstBirthFirstName: first,
      usedName,
      birthDate,
    });
    await commit(
      store,
      ...records(
        named('ABADIE', 'MARIE'),
        named('MARIETTE', 'ANNE'),
        named('MARIE', 'ZOE'),
        named('MARIE', 'ANNE', null, '1990-01-01'),
        named('MARIE', 'ANNE', null, '1970-01-01'),
        named('ABADIE', 'LEA', 'MARIETON'),
        named('ABADIE', 'MARIELLE'),
      ),
    );
    expect(await ids(store, 'marie')).toEqual(['p5', 'p4', 'p3', 'p1', 'p6', 'p2', 'p7']);
    expect(await ids(store, 'mari')).toEqual(['p6', 'p5', 'p4', 'p3', 'p2', 'p1', 'p7']);
    expect(await ids(store, 'marie abadie')).toEqual(['p1', 'p6', 'p7']);
  });

  it('holds when there are more than the list takes: the likely ones are in it', async () => {
    const store = await openIt();
    const many = population(0, 900, AT).map((p) => ({ ...p, birthFirstNames: 'MARTINE', firstBirthFirstName: 'MARTINE' }));
    const wanted = [
      patient({ id: 'w1', ipp: 'W1', birthName: 'MARTIN', birthFirstNames: 'ZOE', firstBirthFirstName: 'ZOE' }),
      patient({ id: 'w2', ipp: 'W2', birthName: 'ZUBER', usedName: 'MARTIN' }),
    ];
    await store.commit({ audit: [], changes: saved([...many, ...wanted]) });
    const martins = many.filter(({ birthName }) => wordsOf(birthName).includes('MARTIN')).length;
    const found = await store.patients.search('martin', 20);
    expect(found).toHaveLength(20);
    expect(found.slice(0, martins + 2).map(({ id }) => id)).toContain('w1');
    expect(found.map(({ id }) => id)).toContain('w2');
    const birthNames = (await store.patients.search('d', 5)).map(({ birthName }) => birthName);
    expect(birthNames.every((name) => name.startsWith('D'))).toBe(true);
    const start = await store.patients.search('mar', 30);
    const others = start.findIndex(({ birthName, usedName }) => ![birthName, usedName ?? ''].some((name) => name.startsWith('MAR')));
    expect(start.slice(others === -1 ? 30 : others).every(({ birthName }) => !birthName.startsWith('MAR'))).toBe(true);
  });

  it('holds each word of each record once, and nothing of what it was, whatever happened', async () => {
    const store = await openIt();
    const people = ['p1', 'p2', 'p3', 'p4'] as const;
    await commit(store, ...records({}, {}, {}, {}));
    const names = fc.constantFrom('PAT-TROIS', 'DUPONT', 'LE GOFF', "D'ARTAGNAN", 'ZOLA');
    const edit = fc.record({
      who: fc.integer({ min: 0, max: 3 }),
      birthName: names,
      usedName: fc.option(names),
      phone: fc.option(fc.constantFrom('0612345678', '+32475123456')),
      number: fc.option(fc.constantFrom('X1', 'X2')),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), async (commits) => {
        for (const edits of commits) {
          const revisions = new Map(
            await Promise.all(people.map(async (id) => [id, (await store.patients.get(id))?.revision ?? 0] as const)),
          );
          const changes = edits.flatMap(({ who, number, ...traits }): Change[] => {
            const id = people[who] ?? 'p1';
            const revision = revisions.get(id) ?? 0;
            revisions.set(id, revision + 1);
            const save: Change = { kind: 'patient.save', patient: patient({ id, ipp: `P00000${who + 1}`, revision, ...traits }) };
            return number === null
              ? [save]
              : [save, { kind: 'identifier.set', identifier: { patientId: id, authority: 'A', value: number, eventAt: null } }];
          });
          await commit(store, ...changes);
        }
      }),
      { numRuns: 25 },
    );
    await commit(store, {
      kind: 'patient.merge',
      merge: {
        id: 'm1',
        kept: 'p1',
        removed: 'p2',
        at: AT,
        by: { idNat: '8', name: 'X' },
        name: 'P2',
        ipp: 'P000002',
        undoneAt: null,
        keptBefore: null,
        dropped: [],
      },
    });
    await store.close();
    const db = openDatabase(path(), key, 'writing');
    db.exec(`CREATE VIRTUAL TABLE temp.held USING fts5vocab('main', 'patient_search', 'row')`);
    const held = db.prepare('SELECT term, doc FROM held').all() as { readonly term: string; readonly doc: number }[];
    const told = db.prepare('SELECT search_names, search_numbers FROM patients WHERE merged_into IS NULL').all() as {
      readonly search_names: string;
      readonly search_numbers: string;
    }[];
    const removed = db.prepare(`SELECT search_key, search_names, search_numbers FROM patients WHERE id = 'p2'`).get();
    db.close();
    const expected = new Map<string, number>();
    for (const row of told)
      for (const word of new Set(`${row.search_names.replaceAll('|', ' ')} ${row.search_numbers}`.toLowerCase().split(' ')))
        if (word !== '') expected.set(word, (expected.get(word) ?? 0) + 1);
    expect(told).toHaveLength(3);
    expect(new Map(held.map(({ term, doc }) => [term, doc]))).toEqual(expected);
    expect(removed).toEqual({ search_key: null, search_names: null, search_numbers: null });
  });

  it('goes on when 32,768 records begin with the same letters', async () => {
    const store = await openIt();
    await store.close();
    const db = openDatabase(path(), key, 'writing');
    const first = nameKey('PAT TROIS DOMINIQUE');
    db.prepare(`INSERT INTO patient_rows (key, patient_id) VALUES (?, 'x')`).run(first + ROOM - 1n);
    db.close();
    const again = await openIt();
    await commit(again, ...records({}, {}, { birthName: 'PAT-TROI' }));
    expect((await ids(again, 'pat')).toSorted()).toEqual(['p1', 'p2', 'p3']);
    await commit(again, { kind: 'patient.save', patient: patient({ revision: 1, birthName: 'AUTRE' }) });
    expect(await ids(again, 'pat')).toEqual(['p3', 'p2']);
  });

  it('keys go up as names do', () => {
    const names = ['', 'A', 'A A', 'AA', 'AB', 'MARTIN', 'MARTIN MAR', 'MARTINE', 'Z', 'ZZZZZZZZZZ'];
    const keys = names.map((text) => nameKey(text));
    expect(keys.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(nameKey('ZZZZZZZZZZ', 26) + ROOM).toBeLessThan(2n ** 63n);
    expect(nameKey('MAR', 26)).toBeGreaterThan(nameKey('MARZZZZZ'));
    expect(nameKey('MAR', 26)).toBeLessThan(nameKey('MAS'));
  });

  it.each([
    ['06 12', '0612'],
    ['+33 6 12', '0612'],
    ['+33(0)6 12', '0612'],
    ['0033612', '0612'],
    ['+32 475', '32475'],
    ['0032475', '32475'],
    ['330612', '330612'],
    ['', ''],
  ])('reads the phone %s as %s', (typed, digits) => {
    expect(phoneDigits(typed)).toBe(digits);
  });
});

describe('without a query', () => {
  it('the records that somebody opened come before those that an import wrote', async () => {
    const store = await openIt();
    await commit(store, ...records({}, { updatedAt: later(5) }, { updatedAt: later(600) }));
    await commit(store, { kind: 'patient.opened', patientId: 'p1', at: later(9) });
    expect(await ids(store, '')).toEqual(['p1', 'p3', 'p2']);
    expect(await ids(store, '', 2)).toEqual(['p1', 'p3']);
    expect(await store.patients.search('pat', 10)).toContainEqual(expect.objectContaining({ id: 'p1', updatedAt: later(9) }));
  });

  it('rows hold what lists show, and the sends to look at', async () => {
    const store = await openIt();
    await commit(
      store,
      ...records({ attributes: { homonym: true, doubtful: true, fictive: false }, phone: '06 12 34 56 78', usedName: 'Trois' }),
      { kind: 'document.save', document: document() },
      { kind: 'send.save', send: send({ state: 'failed' }) },
    );
    const row = {
      id: 'p1',
      birthName: 'PAT-TROIS',
      firstName: 'DOMINIQUE',
      usedName: 'Trois',
      sex: 'F',
      birthDate: '1979-03-28',
      birthPlace: '51215',
      status: 'PROV',
      homonym: true,
      doubtful: true,
      fictive: false,
      phone: '06 12 34 56 78',
      ipp: 'P000001',
      updatedAt: AT,
      attention: 1,
    };
    expect(await store.patients.search('', 10)).toEqual([row]);
    expect(await store.patients.search('trois', 10)).toEqual([row]);
  });
});

describe('plans', () => {
  /** Every statement that the act prepares, with how SQLite runs it. */
  function planned(act: (sql: ReturnType<typeof sqlOn>) => void): string[] {
    const db = openDatabase(path(), key, 'reading');
    const texts: string[] = [];
    const watched: Db = {
      ...db,
      exec: (text) => db.exec(text),
      pragma: (text) => db.pragma(text),
      close: () => db.close(),
      transaction: (f) => db.transaction(f),
      prepare: (text) => (texts.push(text), db.prepare(text)),
    };
    act(sqlOn(watched, createSecretKey(Buffer.alloc(32, 9))));
    const steps = texts.flatMap((text) => {
      const marks = text.includes('?1') ? [{ 1: 'a', 2: 'b', 3: 'c' }] : Array.from(text.matchAll(/\?/g), () => '1');
      return db
        .prepare(`EXPLAIN QUERY PLAN ${text}`)
        .all(...marks)
        .map((step) => (step as { readonly detail: string }).detail);
    });
    db.close();
    return steps;
  }

  it('neither the search nor the lists read every record', async () => {
    await (await openIt()).close();
    const steps = planned((sql) => {
      for (const typed of ['', 'd', 'dup', 'dupont', 'dup mar', '28/03/1979', '06 12', 'p000001', '279']) searchPatients(sql, typed, 200);
      patientsByMatricule(sql, testIns.matricule);
      sameTraits(sql, patient());
      candidates(sql, { ...patient(), usedName: 'TROIS' });
      lookalikes(sql, ['p1']);
      nextIpp(sql);
      reads.worklists.toQualify(sql, AT, later(60));
      reads.worklists.doubtful(sql);
      reads.worklists.stale(sql, AT);
      reads.worklists.conflicts(sql);
    });
    expect(steps.length).toBeGreaterThan(20);
    expect(
      steps.filter(
        (step) =>
          /^SCAN (p|patients|patient_rows|s|stays|identifiers|ins_periods)( |$)/.test(step) &&
          !/USING (COVERING )?INDEX|VIRTUAL TABLE/.test(step),
      ),
    ).toEqual([]);
    expect(steps).toContainEqual(expect.stringContaining('patients_doubtful'));
    expect(steps).toContainEqual(expect.stringContaining('patients_qualified'));
    expect(steps).toContainEqual(expect.stringContaining('patients_own_ipp'));
    expect(steps).toContainEqual(expect.stringContaining('patients_viewed'));
    expect(steps).toContainEqual(expect.stringContaining('sends_attention'));
  });

  it('the search takes its rows in order and stops: nothing is put aside to be sorted', async () => {
    const store = await openIt();
    await store.commit({ audit: [], changes: saved(population(0, 300, AT)) });
    await store.close();
    const steps = planned((sql) => ['d', 'du', 'mar', 'marie d', '1979'].forEach((typed) => searchPatients(sql, typed, 20)));
    expect(steps).toContainEqual(expect.stringMatching(/^SCAN s VIRTUAL TABLE/));
    expect(steps).toContainEqual(expect.stringMatching(/^SEARCH r USING INTEGER PRIMARY KEY/));
    expect(steps.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
  });
});

describe('a file of the first version', () => {
  it('is found again by the search once it is opened, in as many starts as it takes', async () => {
    const db = connect(path(), { timeout: 0 });
    db.pragma(`cipher = 'sqlcipher'`);
    db.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
    db.exec(mainJob);
    db.pragma('user_version = 1');
    const insert =
      db.prepare(`INSERT INTO patients (id, revision, ipp, birth_name, birth_first_names, first_birth_first_name, sex, birth_date, birth_name_norm, first_names_norm, status, homonym, doubtful,
      fictive, ins_matricule, ins_oid, episode, created_at, updated_at, opened_at) VALUES (?, 1, ?, ?, 'ANNE', 'ANNE', 'F', '1979-03-28', ?, 'ANNE', ?, 0, 0, 0, ?, ?, 'e', ?, ?, ?)`);
    db.exec('BEGIN');
    for (let n = 0; n < 1200; n += 1) {
      const qualified = n === 7;
      insert.run(
        `p${n}`,
        `P${n}`,
        `NOM-${n}`,
        `NOM ${n}`,
        qualified ? 'QUAL' : 'PROV',
        qualified ? testIns.matricule : null,
        qualified ? testIns.oid : null,
        AT,
        AT,
        AT,
      );
    }
    db.prepare(
      `INSERT INTO identity_transitions (patient_id, at, actor, actor_name, event, from_status, to_status, source) VALUES ('p7', ?, 'x', 'x', 'documentChecked', 'RECUP', 'QUAL', 'SM')`,
    ).run(AT);
    db.exec('COMMIT');
    db.close();
    const store = await openIt();
    expect(await ids(store, 'nom', 2000)).toHaveLength(1200);
    expect(await ids(store, '2790351')).toEqual(['p7']);
    expect(await store.patients.get('p7')).toMatchObject({
      phone: null,
      protection: 'none',
      birthDateUncertain: false,
      mergedInto: null,
      correspondents: [],
      representatives: [],
    });
    expect(await store.worklists.stale(later(1))).toMatchObject([{ row: { id: 'p7' }, qualifiedAt: AT }]);
    await commit(store, { kind: 'patient.save', patient: { ...patient({ id: 'p8', ipp: 'P8' }), revision: 1, phone: '0612345678' } });
    expect(await ids(store, '0612')).toEqual(['p8']);
  });
});
