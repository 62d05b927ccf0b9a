import { createSecretKey } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doubtAbandoned } from '../../../electron/outbox/abandoned.ts';
import { openDatabase } from '../../../electron/store/sqlite/database.ts';
import { applyCommits } from '../../../electron/store/sqlite/commit.ts';
import type { Db } from '../../../electron/store/sqlite/db.ts';
import { openStore } from '../../../electron/store/open.ts';
import { sqlOn } from '../../../electron/store/sqlite/sql.ts';
import type { Change, Commit, Store, StoreOptions } from '../../../electron/store/types.ts';
import { population } from '../../bench/population.ts';
import { code, commit, key } from './fixture.ts';
import { informationEntry, NO_WORD } from '../../setup/patient-word.ts';
import { act, AT, document, later, patient, paule, send, testIns, validated } from './samples.ts';

let folder: string;
let path: string;
let open: Store[];

const openIt = async (options: Partial<StoreOptions> = {}): Promise<Store> => {
  const store = await openStore({ path, key, journalKey: new Uint8Array(32).fill(9), ...options });
  open.push(store);
  return store;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'poste-store-'));
  path = join(folder, 'store.db');
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((store) => store.close()));
  rmSync(folder, { recursive: true, force: true });
});

describe('the file', () => {
  it('holds nothing in clear: neither the name of a patient, nor a document, nor the journal', async () => {
    const store = await openIt();
    const secret = Buffer.from('%PDF-1.7 TEXTE-TRES-LISIBLE '.repeat(500));
    await commit(
      store,
      { kind: 'patient.save', patient: patient({ birthName: 'NOMTRESLISIBLE' }) },
      { kind: 'document.save', document: document() },
      { kind: 'document.content', documentId: 'd1', content: 'pdf', bytes: secret },
    );
    const bytes = (): Buffer => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
    const clear = [
      'NOMTRESLISIBLE',
      'LISIBLE',
      'DOMINIQUE',
      'CREATE TABLE',
      'SQLite format 3',
      'Dossier',
      Buffer.from(key).toString('hex'),
      Buffer.from(key).toString('latin1'),
    ];
    for (const text of clear) expect([text, bytes().includes(Buffer.from(text, 'latin1'))]).toEqual([text, false]);
    await store.close();
    for (const text of clear) expect([text, bytes().includes(Buffer.from(text, 'latin1'))]).toEqual([text, false]);
  });

  it('is on disk at each commit, whatever a deferred one before it', () => {
    const db = openDatabase(path, key, 'writing');
    const sql = sqlOn(db, createSecretKey(Buffer.alloc(32, 9)));
    const save = (revision: number): Commit => ({
      deferred: true,
      audit: [],
      changes: [{ kind: 'patient.save', patient: patient({ revision }) }],
    });
    const levels: unknown[] = [];
    const watched: Db = {
      ...db,
      pragma: (text) => db.pragma(text),
      transaction: (write) => db.transaction(() => (levels.push(db.pragma('synchronous', { simple: true })), write())),
    };
    applyCommits(watched, sql, [save(0)]);
    expect(applyCommits(watched, sql, [save(7)])).toEqual([{ thrown: code('STORE_CONFLICT') }]);
    applyCommits(watched, sql, [{ ...save(1), deferred: false }]);
    // 1: NORMAL, 2: FULL.
    expect([...levels, db.pragma('synchronous', { simple: true })]).toEqual([1, 1, 2, 2]);
    db.close();
  });

  it('is refused with another key, before and after a clean stop, and left as it was', async () => {
    const store = await openIt();
    await commit(store, { kind: 'patient.save', patient: patient() });
    await store.close();
    const before = readFileSync(path);
    const wrong = Uint8Array.from(key, (byte) => byte ^ 1);
    await expect(openIt({ key: wrong })).rejects.toThrow(code('STORE_KEY'));
    rmSync(`${path}.key-check`);
    await expect(openIt({ key: wrong })).rejects.toThrow(code('STORE_KEY'));
    await expect(openIt({ key: new Uint8Array(16) })).rejects.toThrow(code('STORE_KEY'));
    expect(readFileSync(path).equals(before)).toBe(true);
    const again = await openIt();
    expect((await again.patients.get('p1'))?.birthName).toBe('PAT-TROIS');
  });

  it('says that it is damaged when its key is right', async () => {
    const store = await openIt();
    await commit(store, { kind: 'patient.save', patient: patient() });
    await store.close();
    const bytes = readFileSync(path);
    bytes.fill(0x41, 2000, 2100);
    writeFileSync(path, bytes);
    await expect(openIt()).rejects.toThrow(code('STORE_CORRUPT'));
  });

  it('says that it is damaged when the damage is met later, and gives no wrong answer', async () => {
    const store = await openIt();
    await commit(
      store,
      { kind: 'patient.save', patient: patient() },
      { kind: 'document.save', document: document() },
      { kind: 'document.content', documentId: 'd1', content: 'pdf', bytes: new Uint8Array(200_000).fill(9) },
    );
    await store.close();
    const bytes = readFileSync(path);
    // The content is the last thing written: damage far inside it spares the schema.
    const start = bytes.length - 100_000;
    bytes.fill(0x41, start, start + 64);
    writeFileSync(path, bytes);
    const again = await openIt();
    await expect(again.documents.content('d1', 'pdf')).rejects.toThrow(code('STORE_CORRUPT'));
    expect((await again.patients.get('p1'))?.ipp).toBe('P000001');
  });

  it('has one writer at a time; readers work beside it', async () => {
    const store = await openIt();
    await expect(openIt()).rejects.toThrow(code('PROFILE_LOCKED'));
    const reader = await openIt({ access: 'reading' });
    await commit(store, { kind: 'patient.save', patient: patient() });
    expect(await reader.patients.count()).toBe(1);
    await expect(commit(reader, { kind: 'patient.save', patient: patient({ id: 'p2' }) })).rejects.toThrow(code('STORE_READ_ONLY'));
    await store.close();
    expect(await (await openIt()).patients.count()).toBe(1);
  });

  it('is not made by a reader, nor in a folder that is missing', async () => {
    await expect(openIt({ access: 'reading' })).rejects.toThrow(code('STORE_UNAVAILABLE'));
    await expect(openIt({ path: join(folder, 'missing', 'store.db') })).rejects.toThrow(code('STORE_UNAVAILABLE'));
  });

  it('of a newer version is not opened', async () => {
    await (await openIt()).close();
    const db = openDatabase(path, key, 'writing');
    db.pragma('user_version = 999');
    db.close();
    await expect(openIt()).rejects.toThrow(code('STORE_NEWER'));
  });

  it('refuses every call once closed', async () => {
    const store = await openIt();
    await store.close();
    await expect(store.patients.count()).rejects.toThrow(code('STORE_CLOSED'));
    await expect(store.commit({ changes: [], audit: [] })).rejects.toThrow(code('STORE_CLOSED'));
    await store.close();
  });

  it('can be told its size, and its key mark is for its owner alone', async () => {
    const store = await openIt();
    expect(await store.size()).toBeGreaterThan(4096);
    expect(statSync(`${path}.key-check`).mode & 0o077).toBe(0);
  });
});

describe('a commit', () => {
  it('is all or nothing, its trace included', async () => {
    const store = await openIt();
    await expect(
      store.commit({
        changes: [
          { kind: 'patient.save', patient: patient() },
          { kind: 'document.save', document: document({ patientId: 'nobody' }) },
        ],
        audit: [act(), act()],
      }),
    ).rejects.toThrow(code('STORE_REFUSED'));
    expect(await store.patients.count()).toBe(0);
    expect((await store.audit.head()).length).toBe(0);
    await commit(store, { kind: 'patient.save', patient: patient() });
    expect((await store.audit.head()).length).toBe(1);
  });

  it('refuses a row that changed meanwhile, and keeps what the other wrote', async () => {
    const store = await openIt();
    await commit(store, { kind: 'patient.save', patient: patient() });
    await commit(store, { kind: 'patient.save', patient: patient({ revision: 1, usedName: 'UN' }) });
    await expect(commit(store, { kind: 'patient.save', patient: patient({ revision: 1, usedName: 'DEUX' }) })).rejects.toThrow(
      code('STORE_CONFLICT'),
    );
    expect(await store.patients.get('p1')).toMatchObject({ usedName: 'UN', revision: 2 });
  });

  it('of an import is written while a search answers, which sees all that was committed before', async () => {
    const store = await openIt();
    await store.commit({ audit: [], changes: [{ kind: 'patient.save', patient: patient() }], deferred: true });
    const order: string[] = [];
    const long = store
      .commit({ deferred: true, audit: [], changes: population(10, 4000, AT).map((one) => ({ kind: 'patient.save', patient: one })) })
      .then(() => order.push('written'));
    const found = await store.patients.search(patient().ipp, 10);
    order.push('read');
    await long;
    expect([found.map(({ id }) => id), order]).toEqual([[patient().id], ['read', 'written']]);
    expect(await store.patients.count()).toBe(4001);
  });

  it('of many at once is done in order', async () => {
    const store = await openIt();
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        store.commit({ changes: [{ kind: 'setting.set', name: 'n', value: n }], audit: [act({ details: { n } })] }),
      ),
    );
    expect(await store.settings.get('n')).toBe(39);
    expect(await store.audit.verify()).toMatchObject({ valid: true, length: 40 });
  });
});

describe('patients', () => {
  it('come back as they were saved, with everything the banner shows', async () => {
    const store = await openIt();
    const qualified = patient({
      status: 'QUAL',
      ins: testIns,
      usedName: 'Trois',
      usedFirstName: 'Domi',
      attributes: { homonym: true, doubtful: false, fictive: false },
      insi: { answerId: 'a1', acceptedAt: later(1), by: paule },
      identityDocument: { type: 'CN', seenAt: later(2), by: paule },
      updatedAt: later(2),
    });
    const by = { patientId: 'p1', episode: 'e1', by: paule, origin: 'person' } as const;
    await commit(
      store,
      { kind: 'patient.save', patient: qualified },
      {
        kind: 'insi.answer',
        answer: { id: 'a1', patientId: 'p1', at: AT, by: paule, code: '00', label: 'OK', identity: null },
        verbatim: Buffer.from('<x/>'),
      },
      {
        kind: 'correspondent.set',
        patientId: 'p1',
        role: 'medecinTraitant',
        correspondent: { name: 'Dr Luc AUBERT', address: 'luc@x.mssante.fr' },
      },
      {
        kind: 'dmp.known',
        patientId: 'p1',
        knowledge: {
          state: 'open',
          authorization: 'VALIDE',
          medecinTraitant: false,
          by: '899900000017',
          opposed: { breakGlass: true, regulation: false },
          at: AT,
        },
      },
      { kind: 'information.record', information: { ...by, purpose: 'feeding', state: 'opposed', at: AT } },
      { kind: 'information.record', information: { ...by, purpose: 'feeding', state: 'informed', at: later(1) } },
      { kind: 'information.record', information: { ...by, purpose: 'consultation', episode: 'e0', state: 'informed', at: later(1) } },
    );
    expect(await store.patients.get('p1')).toEqual({
      ...qualified,
      revision: 1,
      medecinTraitant: { name: 'Dr Luc AUBERT', address: 'luc@x.mssante.fr' },
      correspondents: [],
      representatives: [],
      dmp: {
        state: 'open',
        authorization: 'VALIDE',
        medecinTraitant: false,
        by: '899900000017',
        opposed: { breakGlass: true, regulation: false },
        at: AT,
      },
      ...NO_WORD,
      feeding: informationEntry({ ...by, id: 2, at: later(1) }),
      receivedIns: [],
    });
    expect((await store.information.list('p1')).map(({ state, episode }) => `${episode} ${state}`)).toEqual([
      'e0 informed',
      'e1 informed',
      'e1 opposed',
    ]);
    await commit(store, { kind: 'correspondent.set', patientId: 'p1', role: 'medecinTraitant', correspondent: null });
    expect((await store.patients.get('p1'))?.medecinTraitant).toBeNull();
    expect(await store.patients.get('p2')).toBeNull();
  });

  it('hold a matricule in RECUP and QUAL only, and no two the same', async () => {
    const store = await openIt();
    await expect(commit(store, { kind: 'patient.save', patient: patient({ status: 'VALI', ins: testIns }) })).rejects.toThrow(
      code('STORE_REFUSED'),
    );
    await expect(commit(store, { kind: 'patient.save', patient: patient({ status: 'QUAL', ins: null }) })).rejects.toThrow(
      code('STORE_REFUSED'),
    );
    await commit(store, { kind: 'patient.save', patient: patient({ status: 'RECUP', ins: testIns }) });
    await expect(
      commit(store, { kind: 'patient.save', patient: patient({ id: 'p2', ipp: 'P000002', status: 'RECUP', ins: testIns }) }),
    ).rejects.toThrow(code('PATIENT_SAME_INS'));
    await commit(
      store,
      { kind: 'patient.save', patient: patient({ id: 'p3', ipp: 'P000003' }) },
      { kind: 'patient.save', patient: patient({ id: 'p4', ipp: 'P000004' }) },
    );
    expect(await store.patients.byIns(testIns.matricule)).toBe('p1');
    expect(await store.patients.byIns('279035121518900')).toBeNull();
    // One matricule, one record, whatever its nature.
    const other = patient({ id: 'p5', ipp: 'P000005', status: 'QUAL', ins: { ...testIns, oid: '1.2.250.1.213.1.4.8' } });
    await expect(commit(store, { kind: 'patient.save', patient: other })).rejects.toThrow(code('PATIENT_SAME_INS'));
    await commit(store, { kind: 'patient.save', patient: { ...other, status: 'VALI', ins: null } });
    await expect(commit(store, { kind: 'patient.save', patient: { ...other, revision: 1 } })).rejects.toThrow(code('PATIENT_SAME_INS'));
  });

  it('may be of undetermined sex, without a matricule, and under any legal protection', async () => {
    const store = await openIt();
    await commit(store, { kind: 'patient.save', patient: patient({ sex: 'I', protection: 'mandat' }) });
    expect(await store.patients.get('p1')).toMatchObject({ sex: 'I', protection: 'mandat' });
    expect(await store.patients.sameTraits({ ...patient(), sex: 'I' })).toEqual(['p1']);
    await expect(
      commit(store, { kind: 'patient.save', patient: patient({ revision: 1, sex: 'I', status: 'QUAL', ins: testIns }) }),
    ).rejects.toThrow(code('STORE_REFUSED'));
    await expect(
      commit(store, { kind: 'patient.save', patient: patient({ id: 'p2', ipp: 'P000002', sex: 'I', status: 'RECUP', ins: testIns }) }),
    ).rejects.toThrow(code('STORE_REFUSED'));
    await commit(store, {
      kind: 'patient.save',
      patient: patient({ revision: 1, sex: 'F', status: 'QUAL', ins: testIns, protection: 'habilitation-assistance' }),
    });
    expect(await store.patients.byIns(testIns.matricule)).toBe('p1');
  });

  it('are found by the start of any name, in any order, accents and hyphens apart, by date, number or matricule', async () => {
    const store = await openIt();
    await commit(
      store,
      { kind: 'patient.save', patient: patient({ status: 'QUAL', ins: testIns }) },
      {
        kind: 'patient.save',
        patient: patient({
          id: 'p2',
          ipp: 'P000002',
          birthName: "D'ARTAGNAN DE L'HERAULT",
          birthFirstNames: 'PIERRE-ALAIN',
          firstBirthFirstName: 'PIERRE-ALAIN',
          usedName: 'Noël',
          sex: 'M',
          birthDate: '2001-06-17',
        }),
      },
      {
        kind: 'patient.save',
        patient: patient({
          id: 'p3',
          ipp: 'P000003',
          birthName: 'PATIN',
          birthFirstNames: 'ALAIN',
          firstBirthFirstName: 'ALAIN',
          birthDate: '2001-01-01',
        }),
      },
    );
    const find = async (query: string): Promise<string[]> => (await store.patients.search(query, 50)).map(({ id }) => id);
    const expected: readonly (readonly [string, readonly string[]])[] = [
      ['pat', ['p1', 'p3']],
      ['pat-trois', ['p1']],
      ['PAT TROIS domi', ['p1']],
      ['louise trois', ['p1']],
      ['alain', ['p2', 'p3']],
      ['noel', ['p2']],
      ['herault', ['p2']],
      ['28/03/1979', ['p1']],
      ['28 03 1979', ['p1']],
      ['28031979', ['p1']],
      ['pat 28/03/1979', ['p1']],
      ['2001', ['p2', 'p3']],
      ['alain 2001', ['p2', 'p3']],
      ['2 79 03 51', ['p1']],
      ['279035121518989', ['p1']],
      ['279035121518988', []],
      ['P000002', ['p2']],
      ['p000002', ['p2']],
      ['zzz', []],
      ['%', []],
      ["' OR 1=1 --", []],
      ['*', []],
      ['pat zzz', []],
    ];
    for (const [query, ids] of expected) expect([query, (await find(query)).toSorted()]).toEqual([query, ids]);
  });

  it('without a query are the most recently opened or changed, with the sends to look at', async () => {
    const store = await openIt();
    await commit(
      store,
      { kind: 'patient.save', patient: patient() },
      { kind: 'patient.save', patient: patient({ id: 'p2', ipp: 'P000002', updatedAt: later(5) }) },
      { kind: 'document.save', document: document() },
      { kind: 'send.save', send: send({ state: 'failed' }) },
      { kind: 'send.save', send: send({ id: 's2', state: 'unknown' }) },
      { kind: 'send.save', send: send({ id: 's3', state: 'sent' }) },
    );
    expect((await store.patients.search('', 10)).map(({ id, attention }) => [id, attention])).toEqual([
      ['p2', 0],
      ['p1', 2],
    ]);
    await commit(store, { kind: 'patient.opened', patientId: 'p1', at: later(9) });
    expect(await store.patients.search(' ', 1)).toMatchObject([{ id: 'p1', updatedAt: later(9), firstName: 'DOMINIQUE' }]);
    expect((await store.patients.get('p1'))?.revision).toBe(1);
  });

  it('with the same strict traits are told, accents, hyphens and later first names apart', async () => {
    const store = await openIt();
    await commit(store, { kind: 'patient.save', patient: patient() });
    const same = (changed: object) =>
      store.patients.sameTraits({ birthName: 'PAT TROIS', birthFirstNames: 'DOMINIQUE', sex: 'F', birthDate: '1979-03-28', ...changed });
    expect(await same({})).toEqual(['p1']);
    expect(await same({ birthFirstNames: 'DOMINIQUE ANNE' })).toEqual(['p1']);
    for (const other of [{ birthFirstNames: 'DOM' }, { sex: 'M' }, { birthDate: '1979-03-29' }, { birthName: 'PAT' }])
      expect(await same(other)).toEqual([]);
  });

  it('get a local number that was never given', async () => {
    const store = await openIt();
    expect(await store.patients.nextIpp()).toBe('P000001');
    await commit(
      store,
      { kind: 'patient.save', patient: patient({ ipp: 'P000009' }) },
      { kind: 'patient.save', patient: patient({ id: 'p2', ipp: 'HOP-77' }) },
    );
    expect(await store.patients.nextIpp()).toBe('P000010');
  });
});

describe('identity', () => {
  const identity = {
    ins: testIns,
    birthName: 'PAT-TROIS',
    firstNames: 'DOMINIQUE',
    sex: 'F',
    birthDate: '1979-03-28',
    birthPlace: null,
  } as const;

  it('keeps answers verbatim and transitions in order, and changes neither', async () => {
    const store = await openIt();
    const verbatim = Buffer.from('<r:RESULTAT>é</r:RESULTAT>');
    const transition = { patientId: 'p1', at: AT, by: paule, source: 'INSI', insBefore: null, documentType: null, traits: null } as const;
    await commit(
      store,
      { kind: 'patient.save', patient: patient() },
      { kind: 'insi.answer', answer: { id: 'a1', patientId: 'p1', at: AT, by: paule, code: '00', label: 'OK', identity }, verbatim },
      {
        kind: 'insi.answer',
        answer: { id: 'a2', patientId: 'p1', at: later(1), by: paule, code: '02', label: 'Plusieurs', identity: null },
        verbatim: Buffer.from('x'),
      },
      {
        kind: 'identity.transition',
        transition: { ...transition, event: 'created', from: null, to: 'PROV', source: 'SM', insAfter: null, insiAnswerId: null },
      },
      {
        kind: 'identity.transition',
        transition: {
          ...transition,
          event: 'insiAccepted',
          from: 'PROV',
          to: 'RECUP',
          insAfter: testIns,
          insiAnswerId: 'a1',
          traits: { before: { birthPlace: null, sex: 'M' }, after: { birthPlace: '51215', sex: 'F' } },
        },
      },
    );
    expect(Buffer.from((await store.insi.verbatim('a1')) ?? []).equals(verbatim)).toBe(true);
    expect(await store.insi.get('a1')).toEqual({ id: 'a1', patientId: 'p1', at: AT, by: paule, code: '00', label: 'OK', identity });
    expect((await store.insi.list('p1')).map(({ id }) => id)).toEqual(['a2', 'a1']);
    expect((await store.identity.transitions('p1')).map(({ from, to, insAfter, traits }) => [from, to, insAfter, traits])).toEqual([
      [null, 'PROV', null, null],
      ['PROV', 'RECUP', testIns, { before: { birthPlace: null, sex: 'M' }, after: { birthPlace: '51215', sex: 'F' } }],
    ]);
    await store.close();
    const db = openDatabase(path, key, 'writing');
    for (const table of ['insi_answers', 'identity_transitions', 'audit']) {
      expect(() => db.exec(`DELETE FROM ${table}`)).toThrow(/only grows/);
      expect(() => db.exec(`UPDATE ${table} SET ${table === 'audit' ? "entry = '{}'" : "at = 'x'"}`)).toThrow(/written once/);
    }
    db.close();
  });
});

describe('documents', () => {
  it('come back as they were saved, bytes apart', async () => {
    const store = await openIt();
    const pdf = Uint8Array.from({ length: 70_000 }, (_, i) => i % 251);
    await commit(
      store,
      { kind: 'patient.save', patient: patient() },
      { kind: 'document.save', document: document() },
      { kind: 'document.content', documentId: 'd1', content: 'pdf', bytes: pdf },
    );
    expect(await store.documents.get('d1')).toEqual(document({ revision: 1 }));
    expect(await store.documents.list('p1')).toEqual([document({ revision: 1 })]);
    const read = await store.documents.content('d1', 'pdf');
    expect(Buffer.from(read ?? []).equals(pdf)).toBe(true);
    expect(await store.documents.content('d1', 'cda')).toBeNull();
    const changed = document({ revision: 1, form: { ...document().form, type: null, recipients: [] } });
    await commit(store, { kind: 'document.save', document: changed });
    expect(await store.documents.get('d1')).toEqual({ ...changed, revision: 2 });
  });

  it('are neither modified nor removed once validated', async () => {
    const store = await openIt();
    await commit(store, { kind: 'patient.save', patient: patient() }, { kind: 'document.save', document: document() });
    const final = document({ revision: 1, status: 'validated', validated });
    await commit(
      store,
      { kind: 'document.save', document: final },
      { kind: 'document.content', documentId: 'd1', content: 'cda', bytes: Buffer.from('<cda/>') },
    );
    expect(await store.documents.get('d1')).toEqual({ ...final, revision: 2 });
    await expect(commit(store, { kind: 'document.save', document: { ...final, revision: 2, fileName: 'x' } })).rejects.toThrow(
      code('STORE_REFUSED'),
    );
    await expect(commit(store, { kind: 'document.remove', documentId: 'd1', revision: 2 })).rejects.toThrow(code('STORE_REFUSED'));
    await expect(
      commit(store, { kind: 'document.content', documentId: 'd1', content: 'cda', bytes: Buffer.from('<other/>') }),
    ).rejects.toThrow(code('STORE_REFUSED'));
  });

  it('are removed with their bytes while drafts, at the revision seen', async () => {
    const store = await openIt();
    await commit(
      store,
      { kind: 'patient.save', patient: patient() },
      { kind: 'document.save', document: document() },
      { kind: 'document.content', documentId: 'd1', content: 'pdf', bytes: Buffer.from('x') },
    );
    await expect(commit(store, { kind: 'document.remove', documentId: 'd1', revision: 7 })).rejects.toThrow(code('STORE_CONFLICT'));
    await commit(store, { kind: 'document.remove', documentId: 'd1', revision: 1 });
    expect(await store.documents.get('d1')).toBeNull();
    expect(await store.documents.content('d1', 'pdf')).toBeNull();
  });
});

describe('the outbox', () => {
  const filled = async (): Promise<Store> => {
    const store = await openIt();
    await commit(store, { kind: 'patient.save', patient: patient() }, { kind: 'document.save', document: document() });
    return store;
  };

  it('keeps a send, its payload and its error as they were', async () => {
    const store = await filled();
    const failed = send({
      id: 's2',
      channel: 'mss',
      recipient: 'luc@x.mssante.fr',
      role: 'médecin traitant',
      state: 'failed',
      attempts: 2,
      messageId: '<1@x>',
      uniqueId: null,
      error: { code: 'MSS_REFUSED', message: 'Refusé.', action: 'Lisez.', path: null, detail: '550' },
    });
    const payload = { bytes: Uint8Array.of(0, 255, 13, 10), mediaType: 'message/rfc822', facts: { from: 'a', to: ['b'] } };
    await commit(store, { kind: 'send.save', send: failed }, { kind: 'send.payload', sendId: 's2', payload });
    expect(await store.outbox.get('s2')).toEqual({ ...failed, revision: 1 });
    expect(await store.outbox.payload('s2')).toEqual(payload);
    expect(await store.outbox.payload('s1')).toBeNull();
    await expect(commit(store, { kind: 'send.payload', sendId: 's2', payload })).rejects.toThrow(code('STORE_REFUSED'));
    await expect(commit(store, { kind: 'send.save', send: send({ id: 's3', messageId: '<1@x>' }) })).rejects.toThrow(code('STORE_REFUSED'));
  });

  it('gives what is due, oldest first, and nothing else', async () => {
    const store = await filled();
    const rows = [
      send({ id: 'now', createdAt: later(2) }),
      send({ id: 'old', createdAt: later(1) }),
      send({ id: 'soon', nextAt: later(30) }),
      send({ id: 'planned', state: 'scheduled', nextAt: later(10), createdAt: later(3) }),
      send({ id: 'doubt', state: 'unknown', createdAt: later(4) }),
      send({ id: 'asked', state: 'unknown', nextAt: later(9), createdAt: later(5) }),
      send({ id: 'mail', channel: 'mss', recipient: 'a@x.mssante.fr', state: 'unknown', nextAt: later(1) }),
      ...(['held', 'waiting-card', 'sending', 'sent', 'delivered', 'read', 'failed', 'cancelled'] as const).map((state) =>
        send({ id: state, state }),
      ),
    ];
    await commit(store, ...rows.map((row): Change => ({ kind: 'send.save', send: row })));
    expect((await store.outbox.due(later(10))).map(({ id }) => id)).toEqual(['old', 'now', 'planned', 'asked']);
    expect((await store.outbox.due(later(9))).map(({ id }) => id)).toEqual(['old', 'now', 'asked']);
    expect((await store.outbox.due(later(8))).map(({ id }) => id)).toEqual(['old', 'now']);
    expect(Object.fromEntries((await store.outbox.counts()).map(({ kind, sends }) => [kind, sends]))).toMatchObject({
      queued: 3,
      unknown: 3,
      sent: 1,
    });
    expect((await store.outbox.list({ state: 'failed' })).map(({ id, patientName, title }) => [id, patientName, title])).toEqual([
      ['failed', 'PAT-TROIS DOMINIQUE', 'CR de consultation'],
    ]);
    expect(await store.outbox.list({ documentId: 'other' })).toEqual([]);
    expect(await store.outbox.list()).toHaveLength(rows.length);
  });

  it('gives what waits by a clock that was set back since: written in the future, its hour has come; a small step back changes nothing', async () => {
    const store = await filled();
    const written = { updatedAt: later(60), nextAt: later(61) };
    const rows = [
      send({ id: 'planned', state: 'scheduled', ...written }),
      send({ id: 'tried', ...written }),
      send({ id: 'asked', state: 'unknown', ...written }),
      send({ id: 'doubt', state: 'unknown', updatedAt: later(60) }),
      send({ id: 'mail', channel: 'mss', recipient: 'a@x.mssante.fr', state: 'unknown', ...written }),
      send({ id: 'held', state: 'held', ...written }),
    ];
    await commit(store, ...rows.map((row): Change => ({ kind: 'send.save', send: row })));
    expect((await store.outbox.due(later(60))).map(({ id }) => id)).toEqual([]);
    expect((await store.outbox.due(later(59))).map(({ id }) => id)).toEqual([]);
    expect((await store.outbox.due(later(58))).map(({ id }) => id)).toEqual(['planned', 'tried', 'asked']);
  });

  it('lets one only of two take a send', async () => {
    const store = await filled();
    await commit(store, { kind: 'send.save', send: send() });
    const take = () => store.commit({ changes: [{ kind: 'send.save', send: send({ revision: 1, state: 'sending' }) }], audit: [] });
    const taken = await Promise.allSettled([take(), take()]);
    expect(taken.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('after a stop in the middle of a send, does not know, and says which', async () => {
    const store = await filled();
    await commit(
      store,
      { kind: 'send.save', send: send({ state: 'sending', attempts: 1 }) },
      { kind: 'send.save', send: send({ id: 's2' }) },
      { kind: 'send.save', send: send({ id: 's3', channel: 'mss', recipient: 'a@x.mssante.fr', state: 'sending' }) },
    );
    await store.close();
    const again = await openIt();
    await doubtAbandoned(again, new Date(later(5)), null);
    expect((await again.audit.page({ before: null, limit: 2 })).entries.map(({ act, objectId }) => [act, objectId])).toEqual([
      ['outbox.interrupted', 's3'],
      ['outbox.interrupted', 's1'],
    ]);
    const [document, mail] = await Promise.all(['s1', 's3'].map((id) => again.outbox.get(id)));
    expect(document).toMatchObject({ state: 'unknown', attempts: 1, revision: 2, nextAt: null, error: { code: 'SEND_INTERRUPTED' } });
    expect(mail).toMatchObject({ state: 'unknown', attempts: 0, revision: 2, nextAt: null, error: { code: 'SEND_INTERRUPTED' } });
    // Each says what is done of it: the DMP is asked, a mail is a person's to decide.
    expect([document?.error?.action, mail?.error?.action]).toEqual([
      expect.stringContaining('demande de lui-même au DMP'),
      expect.stringMatching(/« Renvoyer ».*deux fois.*« Ne pas renvoyer »/),
    ]);
    expect(await again.outbox.get('s2')).toMatchObject({ state: 'queued' });
  });
});

describe('settings', () => {
  it('are kept by name', async () => {
    const store = await openIt();
    await commit(store, { kind: 'setting.set', name: 'window', value: { theme: 'dark' } });
    expect(await store.settings.get('window')).toEqual({ theme: 'dark' });
    expect(await store.settings.get('none')).toBeNull();
  });
});

describe('the journal', () => {
  it('is read latest first, page by page, for all or for one patient', async () => {
    const store = await openIt();
    await store.commit({
      changes: [{ kind: 'patient.save', patient: patient() }],
      audit: [1, 2, 3, 4, 5].map((n) => act({ patientId: n % 2 === 1 ? 'p1' : null, label: `Acte ${n}` })),
    });
    const first = await store.audit.page({ before: null, limit: 2 });
    expect([first.total, first.entries.map(({ index, patientName }) => [index, patientName])]).toEqual([
      5,
      [
        [5, 'PAT-TROIS DOMINIQUE'],
        [4, null],
      ],
    ]);
    expect((await store.audit.page({ before: 4, limit: 10 })).entries.map(({ label }) => label)).toEqual(['Acte 3', 'Acte 2', 'Acte 1']);
    const own = await store.audit.page({ before: null, limit: 10, patientId: 'p1' });
    expect([own.total, own.entries.map(({ index }) => index)]).toEqual([3, [5, 3, 1]]);
    expect(first.entries[0]).toMatchObject(act({ label: 'Acte 5' }));
  });

  const tampered = async (sql: string) => {
    const store = await openIt();
    for (let n = 1; n <= 6; n += 1) await store.commit({ changes: [], audit: [act({ details: { n } })] });
    const anchor = await store.audit.head();
    await store.close();
    const db = openDatabase(path, key, 'writing');
    db.exec('DROP TRIGGER audit_unchanged; DROP TRIGGER audit_kept;');
    db.exec(sql);
    db.close();
    const again = await openIt();
    return { alone: await again.audit.verify(), anchored: await again.audit.verify(anchor) };
  };

  it('is whole as written, and says its length and head', async () => {
    const { alone, anchored } = await tampered('SELECT 1');
    expect(alone).toMatchObject({ valid: true, length: 6, brokenAt: null, reason: null, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(anchored).toMatchObject({ valid: true });
  });

  it.each([
    ['altered', `UPDATE audit SET entry = replace(entry, 'DURAND', 'MARTIN') WHERE seq = 3`, 'altered', 3],
    ['missing', 'DELETE FROM audit WHERE seq = 3', 'missing', 3],
    ['missing and renumbered', 'DELETE FROM audit WHERE seq = 3; UPDATE audit SET seq = seq - 1 WHERE seq > 3', 'missing', 3],
    ['missing at its start', 'DELETE FROM audit WHERE seq = 1', 'missing', 1],
    ['missing, and near what follows', 'UPDATE audit SET seq = seq + 50 WHERE seq > 3', 'missing', 4],
    ['altered at its end', `UPDATE audit SET hash = hash || '0' WHERE seq = 6`, 'altered', 6],
    ['missing, and far from what follows', 'UPDATE audit SET seq = seq + 5000 WHERE seq > 3', 'missing', 4],
    ['begun before its first entry', 'INSERT INTO audit (seq, previous, hash, entry) VALUES (-5000, 0, 0, 0)', 'missing', 1],
    [
      'altered where the same characters stand in other columns',
      `UPDATE audit SET hash = hash || substr(hash, 1, 1) WHERE seq = 3; UPDATE audit SET previous = substr(previous, 2) WHERE seq = 4;`,
      'altered',
      3,
    ],
    [
      'reordered',
      'UPDATE audit SET seq = 99 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 99',
      'reordered',
      2,
    ],
  ])('is found %s', async (_name, sql, reason, brokenAt) => {
    expect((await tampered(sql)).alone).toMatchObject({ valid: false, reason, brokenAt });
  });

  it('is whole, an entry longer than most included, and as long as it is read at once, and more', async () => {
    const store = await openIt();
    const long = 'é'.repeat(20_000);
    const entries = Array.from({ length: 401 }, (_, n) => act(n === 150 ? { details: { long } } : { details: { n } }));
    await store.commit({ changes: [], audit: entries.slice(0, 400) });
    expect(await store.audit.verify()).toMatchObject({ valid: true, length: 400 });
    await store.commit({ changes: [], audit: [...entries.slice(400), act({ act: 'journal.incident' })] });
    expect(await store.audit.verify(await store.audit.head())).toMatchObject({ valid: true, length: 402, incidents: 1 });
  });

  it('is found truncated with an anchor only', async () => {
    const { alone, anchored } = await tampered('DELETE FROM audit WHERE seq > 4');
    expect(alone).toMatchObject({ valid: true, length: 4 });
    expect(anchored).toMatchObject({ valid: false, reason: 'truncated', brokenAt: 5, length: 4 });
  });

  it('is found foreign with an anchor only', async () => {
    const store = await openIt();
    await store.commit({ changes: [], audit: [act(), act()] });
    expect(await store.audit.verify({ head: 'ab'.repeat(32), length: 2 })).toMatchObject({ valid: false, reason: 'foreign', brokenAt: 2 });
    expect(await store.audit.verify({ head: (await store.audit.head()).head, length: 2 })).toMatchObject({ valid: true });
  });
});
