import { describe, expect, it } from 'vitest';
import { connect } from '../../../electron/store/sqlite/database.ts';
import type { Db } from '../../../electron/store/sqlite/db.ts';
import { documentText } from '../../../electron/store/sqlite/migrations/012-document-text.ts';
import { migrations } from '../../../electron/store/sqlite/migrations/index.ts';
import { code, commit, key, stores } from './fixture.ts';
import { AT, patient, testIns } from './samples.ts';

/** Version that knew the sexes of civil status, and no mandate of future protection. */
const BEFORE = 3;

describe('a file of before undetermined sexes', () => {
  const { path, openIt } = stores();
  const connected = (): Db => {
    const db = connect(path(), { timeout: 0 });
    db.pragma(`cipher = 'sqlcipher'`);
    db.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
    return db;
  };
  /** Everything that is laid down beside the tables. */
  // Cast: the columns asked for.
  const objects = (db: Db) =>
    db.prepare(`SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL`).all() as readonly {
      readonly name: string;
    }[];
  const write = (db: Db): void => {
    const insert =
      db.prepare(`INSERT INTO patients (id, revision, ipp, birth_name, birth_first_names, first_birth_first_name, sex, birth_date, birth_name_norm, first_names_norm, status, homonym, doubtful,
      fictive, ins_matricule, ins_oid, protection, birth_date_uncertain, episode, created_at, updated_at, opened_at) VALUES (?, 4, ?, ?, 'ANNE LISE', 'ANNE', ?, '1979-03-28', ?, 'ANNE LISE', ?, 0, 0, 0, ?, ?, ?, 0, 'e', ?, ?, ?)`);
    const add = (id: string, name: string, sex: string, status: string, matricule: string | null, protection: string) =>
      insert.run(id, `I-${id}`, name, sex, name, status, matricule, matricule === null ? null : testIns.oid, protection, AT, AT, AT);
    add('p1', 'PREMIERE', 'F', 'QUAL', testIns.matricule, 'tutelle');
    add('p2', 'DEUXIEME', 'M', 'PROV', null, 'habilitation');
    add('p3', 'ABSORBEE', 'M', 'VALI', null, 'curatelle');
    const transition = db.prepare(
      `INSERT INTO identity_transitions (patient_id, at, actor, actor_name, event, from_status, to_status, source) VALUES ('p1', ?, 'x', 'x', ?, ?, ?, 'SM')`,
    );
    transition.run(AT, 'created', null, 'PROV');
    transition.run(AT, 'insiAccepted', 'PROV', 'RECUP');
    db.exec(`INSERT INTO merges (id, kept, removed, at, actor, actor_name, name, ipp, status) VALUES ('m1', 'p2', 'p3', '${AT}', 'x', 'x', 'ABSORBEE ANNE', 'I-p3', 'VALI');
      UPDATE patients SET merged_into = 'p2' WHERE id = 'p3';
      INSERT INTO patients_to_index SELECT id FROM patients WHERE merged_into IS NULL;`);
  };

  it('keeps every record, merged ones too, and all that is laid down beside them', async () => {
    const before = connected();
    for (const sql of migrations.slice(0, BEFORE)) before.exec(sql);
    before.pragma(`user_version = ${BEFORE}`);
    write(before);
    const laid = objects(before);
    before.close();

    const store = await openIt();
    const read = async (id: string) => {
      const found = await store.patients.get(id);
      return [found?.revision, found?.birthName, found?.sex, found?.protection, found?.status, found?.ins, found?.mergedInto];
    };
    expect(await read('p1')).toEqual([4, 'PREMIERE', 'F', 'tutelle', 'QUAL', testIns, null]);
    expect(await read('p2')).toEqual([4, 'DEUXIEME', 'M', 'habilitation', 'PROV', null, null]);
    expect(await read('p3')).toEqual([4, 'ABSORBEE', 'M', 'curatelle', 'VALI', null, 'p2']);
    expect((await store.patients.search('premiere', 10)).map(({ id, sex }) => [id, sex])).toEqual([['p1', 'F']]);
    // What an earlier version stored never says what the traits were.
    expect((await store.identity.transitions('p1')).map(({ event, traits }) => [event, traits])).toEqual([
      ['created', 'unknown'],
      ['insiAccepted', 'unknown'],
    ]);
    await expect(
      commit(store, { kind: 'patient.save', patient: patient({ id: 'p3', ipp: 'I-p3', revision: 4, mergedInto: 'p2' }) }),
    ).rejects.toThrow(code('STORE_REFUSED'));
    await commit(
      store,
      { kind: 'patient.unmerge', mergeId: 'm1', at: AT },
      { kind: 'patient.save', patient: patient({ id: 'p2', ipp: 'I-p2', revision: 4, sex: 'I', protection: 'mandat' }) },
    );
    expect([(await read('p2')).slice(2, 4), (await read('p3')).slice(2)]).toEqual([
      ['I', 'mandat'],
      ['M', 'curatelle', 'VALI', null, null],
    ]);
    await store.close();

    const after = connected();
    expect(after.pragma('user_version', { simple: true })).toBe(migrations.length);
    // These keep other columns since; a draft may be put in another record.
    const rewritten = ['merges_unchanged', 'information_unchanged', 'documents_validated_kept', 'documents_patient'];
    const now = objects(after);
    // Another index took its place since.
    const gone = ['patients_opened'];
    expect(now).toEqual(expect.arrayContaining(laid.filter(({ name }) => ![...rewritten, ...gone].includes(name))));
    expect(now.map(({ name }) => name)).toEqual(expect.arrayContaining(rewritten));
    expect(after.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(after.pragma('foreign_key_check')).toEqual([]);
    expect(() => after.exec(`UPDATE patients SET sex = 'X' WHERE id = 'p1'`)).toThrow(/CHECK/);
    expect(() => after.exec(`UPDATE patients SET protection = 'x' WHERE id = 'p1'`)).toThrow(/CHECK/);
    after.close();
  });
});

describe('a file of before the texts of documents', () => {
  const { path, openIt } = stores();
  const WITHOUT = migrations.indexOf(documentText);

  it('keeps the type proposed for a draft, and finds every document by its title', async () => {
    const before = connect(path(), { timeout: 0 });
    before.pragma(`cipher = 'sqlcipher'`);
    before.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
    for (const sql of migrations.slice(0, WITHOUT)) before.exec(sql);
    before.pragma(`user_version = ${WITHOUT}`);
    before.exec(`INSERT INTO patients (id, revision, ipp, birth_name, birth_first_names, first_birth_first_name, sex, birth_date, birth_name_norm, first_names_norm, status, homonym, doubtful,
        fictive, protection, birth_date_uncertain, episode, created_at, updated_at, opened_at)
      VALUES ('p1', 1, 'I-p1', 'PREMIERE', 'ANNE', 'ANNE', 'F', '1979-03-28', 'PREMIERE', 'ANNE', 'PROV', 0, 0, 0, 'none', 0, 'e', '${AT}', '${AT}', '${AT}');
      INSERT INTO documents (id, revision, patient_id, status, file_name, size, pages, added_at, added_by, added_by_name, type, title, act_date, visibility, proposed_type, recognised_in, warnings,
        validated_at) VALUES
      ('d1', 1, 'p1', 'draft', 'a.pdf', 1, 2, '${AT}', 'x', 'x', '11488-4', 'Écho du cœur', '2026-11-20', 'visible', '11488-4', 'file-name', '[]', NULL),
      ('d2', 1, 'p1', 'draft', 'b.pdf', 1, 1, '${AT}', 'x', 'x', NULL, 'Sans type', '2026-11-20', 'visible', NULL, NULL, '[]', NULL),
      ('d3', 1, 'p1', 'validated', 'c.pdf', 1, 1, '${AT}', 'x', 'x', '11488-4', 'Bilan', '2026-11-20', 'visible', '11488-4', 'title', '[]', '${AT}');`);
    before.close();

    const store = await openIt();
    expect(await store.documents.get('d1')).toMatchObject({
      proposal: {
        title: { value: 'Écho du cœur', from: null },
        date: { value: '2026-11-20', from: null },
        type: { value: '11488-4', from: 'file-name' },
        types: ['11488-4'],
      },
      reading: { state: 'read', done: 2, scanned: false },
      otherPerson: null,
    });
    expect([(await store.documents.get('d2'))?.proposal, (await store.documents.get('d3'))?.proposal]).toEqual([null, null]);
    expect((await store.documents.search('coeur', 5)).map(({ id }) => id)).toEqual(['d1']);
    expect((await store.documents.search('bilan', 5)).map(({ id }) => id)).toEqual(['d3']);
    expect(await store.documents.unread()).toEqual([]);
  });
});
