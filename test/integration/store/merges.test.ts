import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../electron/store/sqlite/database.ts';
import type { Change, Store } from '../../../electron/store/types.ts';
import { insOids } from '../../../shared/domain/ins/oids.ts';
import type { MergeRecord } from '../../../shared/domain/record/merge.ts';
import { code, commit, key, records, stores } from './fixture.ts';
import { AT, document, later, patient, paule, send, testIns, validated } from './samples.ts';

const { openIt, path } = stores();
const former = { matricule: '178127512345604', oid: insOids['NIR-TEST'] };
const merge = (changed: Partial<MergeRecord> = {}): Change => ({
  kind: 'patient.merge',
  merge: {
    id: 'm1',
    kept: 'p1',
    removed: 'p2',
    at: later(10),
    by: paule,
    keptBefore: null,
    dropped: [],
    undoneAt: null,
    name: 'AUTRE ANNE',
    ipp: 'P000002',
    ...changed,
  },
});
const unmerge = (mergeId = 'm1', minutes = 20): Change => ({ kind: 'patient.unmerge', mergeId, at: later(minutes) });
const stay = (patientId: string, visit: string): Change => ({
  kind: 'stay.set',
  stay: {
    patientId,
    authority: 'H',
    visit,
    ward: 'CARDIO',
    admittedAt: AT,
    dischargedAt: null,
    state: 'open',
    eventAt: null,
    updatedAt: AT,
  },
});

/** Everything that a record holds of p1 (kept) and p2 (removed), and what lists say of them. */
async function everything(store: Store, ids: readonly string[]): Promise<unknown> {
  return Promise.all(
    ids.map(async (id) => ({
      file: { ...(await store.patients.get(id)), revision: 0 },
      documents: (await store.documents.list(id)).map((d) => ({ ...d, revision: 0 })),
      sends: await store.outbox.list({ patientId: id }),
      stays: await store.patients.stays(id),
      history: await store.patients.insHistory(id),
      information: await store.information.list(id),
      transitions: await store.identity.transitions(id),
      found: (await store.patients.search(id === 'p2' ? 'AUTRE' : 'PAT', 10)).map((row) => row.id),
      number: await store.patients.byIdentifier('A', id),
    })),
  );
}

/** p1 and p2, each with one of everything; p2 qualified. */
async function filled(store: Store): Promise<void> {
  const of = (id: string, n: number): Change[] => [
    { kind: 'document.save', document: document({ id: `draft-${id}`, patientId: id }) },
    {
      kind: 'document.save',
      document: document({
        id: `final-${id}`,
        patientId: id,
        status: 'validated',
        validated: { ...validated, cda: { ...validated.cda, id: `2.25.${n}` } },
      }),
    },
    { kind: 'document.content', documentId: `final-${id}`, content: 'cda', bytes: Buffer.from('<cda/>') },
    { kind: 'send.save', send: send({ id: `sent-${id}`, documentId: `final-${id}`, patientId: id, state: 'sent', attempts: 1 }) },
    { kind: 'send.payload', sendId: `sent-${id}`, payload: { bytes: Uint8Array.of(1), mediaType: 'x/y', facts: null } },
    stay(id, `V${n}`),
    { kind: 'identifier.set', identifier: { patientId: id, authority: 'A', value: id, eventAt: null } },
    {
      kind: 'information.record',
      information: { patientId: id, purpose: 'feeding', episode: `e${n}`, state: 'informed', at: AT, by: paule, origin: 'person' },
    },
    {
      kind: 'correspondents.set',
      patientId: id,
      correspondents: [
        { name: 'Dr Commun', address: null },
        { name: `Dr De ${id}`, address: `${id}@x.mssante.fr` },
      ],
    },
    { kind: 'representatives.set', patientId: id, representatives: [{ name: `Mère de ${id}`, relation: 'parent', phone: '0612345678' }] },
    {
      kind: 'identity.transition',
      transition: {
        patientId: id,
        at: AT,
        by: paule,
        event: 'created',
        from: null,
        to: 'PROV',
        source: 'SM',
        insBefore: null,
        insAfter: null,
        insiAnswerId: null,
        documentType: null,
        traits: null,
      },
    },
  ];
  await commit(
    store,
    ...records({ episode: 'e1' }, { episode: 'e2', birthName: 'AUTRE', status: 'QUAL', ins: testIns }),
    ...of('p1', 1),
    ...of('p2', 2),
    { kind: 'ins.known', patientId: 'p2', periods: [{ ins: former, from: '1990-01-01', to: '2000-01-01' }] },
    { kind: 'correspondent.set', patientId: 'p1', role: 'medecinTraitant', correspondent: { name: 'Dr Traitant 1', address: null } },
    {
      kind: 'correspondent.set',
      patientId: 'p2',
      role: 'medecinTraitant',
      correspondent: { name: 'Dr Traitant 2', address: 'mt2@x.mssante.fr' },
    },
    {
      kind: 'dmp.known',
      patientId: 'p2',
      knowledge: {
        state: 'open',
        authorization: 'VALIDE',
        medecinTraitant: true,
        by: '899900000017',
        opposed: { breakGlass: null, regulation: null },
        at: AT,
      },
    },
  );
}

describe('a merge', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openIt();
    await filled(store);
  });

  it('takes everything of the removed record to the kept one, which may take its matricule', async () => {
    const kept = await store.patients.get('p1');
    await commit(store, merge(), {
      kind: 'patient.save',
      patient: { ...patient({ id: 'p1', episode: 'e1' }), revision: kept?.revision ?? 0, status: 'QUAL', ins: testIns },
    });
    const file = await store.patients.get('p1');
    expect(file).toMatchObject({
      ins: testIns,
      medecinTraitant: { name: 'Dr Traitant 1' },
      dmp: { state: 'open' },
      correspondents: [
        { name: 'Dr Commun' },
        { name: 'Dr De p1' },
        { name: 'Dr Traitant 2', address: 'mt2@x.mssante.fr' },
        { name: 'Dr De p2' },
      ],
      representatives: [{ name: 'Mère de p1' }, { name: 'Mère de p2' }],
    });
    expect((await store.documents.list('p1')).map(({ id }) => id).toSorted()).toEqual(['draft-p1', 'draft-p2', 'final-p1', 'final-p2']);
    expect((await store.outbox.list({ patientId: 'p1' })).map(({ id, patientName }) => [id, patientName])).toEqual(
      expect.arrayContaining([['sent-p2', 'PAT-TROIS DOMINIQUE']]),
    );
    expect((await store.patients.stays('p1')).map(({ visit }) => visit).toSorted()).toEqual(['V1', 'V2']);
    expect(await store.patients.byIdentifier('A', 'p2')).toMatchObject({ patientId: 'p1' });
    expect(await store.patients.insHistory('p1')).toEqual([{ ins: former, from: '1990-01-01', to: '2000-01-01' }]);
    expect((await store.information.list('p1')).map(({ episode }) => episode)).toEqual(['e2', 'e1']);
    expect((await store.identity.transitions('p1')).map(({ patientId }) => patientId)).toEqual(['p1']);
    expect(await store.patients.get('p2')).toMatchObject({ mergedInto: 'p1', status: 'PROV', ins: null });
    expect(await store.documents.list('p2')).toEqual([]);
    expect(await store.patients.merges('p1')).toEqual([
      {
        id: 'm1',
        kept: 'p1',
        removed: 'p2',
        at: later(10),
        by: paule,
        keptBefore: null,
        dropped: [],
        undoneAt: null,
        name: 'AUTRE ANNE',
        ipp: 'P000002',
      },
    ]);
    expect(await store.patients.merge('m1')).toMatchObject({ removed: 'p2' });
  });

  it('hides the removed record everywhere, and its numbers find the kept one', async () => {
    const p2 = await store.patients.get('p2');
    await commit(
      store,
      {
        kind: 'patient.save',
        patient: { ...patient(), ...p2, status: 'PROV', ins: null, attributes: { homonym: false, doubtful: true, fictive: false } },
      },
      { kind: 'patient.opened', patientId: 'p2', at: later(1) },
    );
    await commit(store, stay('p2', 'V9'), { kind: 'insi.queue', entry: { patientId: 'p2', since: AT, answerId: null } }, merge());
    for (const typed of ['', 'autre', 'aut', '28/03/1979'])
      expect([typed, (await store.patients.search(typed, 10)).map(({ id }) => id)]).not.toEqual([typed, expect.arrayContaining(['p2'])]);
    for (const typed of ['P000002', '1 78 12'])
      expect([typed, (await store.patients.search(typed, 10)).map(({ id }) => id)]).toEqual([typed, ['p1']]);
    expect((await store.patients.byMatricule(former.matricule)).map(({ id }) => id)).toEqual(['p1']);
    expect((await store.patients.candidates({ ...patient(), birthName: 'AUTRE' })).map(({ id }) => id)).toEqual(['p1']);
    expect(await store.patients.sameTraits({ ...patient(), birthName: 'AUTRE' })).toEqual([]);
    expect(await store.worklists.doubtful()).toEqual([]);
    expect((await store.worklists.toQualify(AT, later(60))).map(({ row }) => row.id)).toEqual(['p1']);
    expect(await store.patients.count()).toBe(1);
    expect(await store.patients.nextIpp()).toBe('P000003');
  });

  it('finds the kept record by the matricule that the removed one held', async () => {
    await commit(store, merge());
    expect((await store.patients.byMatricule(testIns.matricule)).map(({ id }) => id)).toEqual(['p1']);
    expect((await store.patients.search('2 79 03 51', 10)).map(({ id }) => id)).toEqual(['p1']);
    expect(await store.patients.byIns(testIns.matricule)).toBeNull();
    await commit(store, unmerge());
    expect((await store.patients.search('2 79 03 51', 10)).map(({ id }) => id)).toEqual(['p2']);
  });

  it('undone, puts back exactly what it moved, and leaves what came since', async () => {
    const before = await everything(store, ['p1', 'p2']);
    await commit(store, merge());
    await commit(store, unmerge());
    expect(await everything(store, ['p1', 'p2'])).toEqual(before);
    expect(await store.patients.merges('p1')).toMatchObject([{ id: 'm1', undoneAt: later(20) }]);
    // Again, and something happens in between.
    await commit(store, merge({ id: 'm2', at: later(30) }));
    await commit(
      store,
      { kind: 'document.save', document: document({ id: 'since', patientId: 'p1' }) },
      { kind: 'send.save', send: send({ id: 'resent', documentId: 'final-p2', patientId: 'p1' }) },
      { kind: 'identifier.set', identifier: { patientId: 'p1', authority: 'A', value: 'new', eventAt: null } },
      { kind: 'correspondent.set', patientId: 'p1', role: 'medecinTraitant', correspondent: { name: 'Dr Nouveau', address: null } },
      {
        kind: 'dmp.known',
        patientId: 'p1',
        knowledge: {
          state: 'closed',
          authorization: null,
          medecinTraitant: null,
          by: '899900000017',
          opposed: { breakGlass: null, regulation: null },
          at: later(31),
        },
      },
      { kind: 'document.remove', documentId: 'draft-p2', revision: 4 },
    );
    await commit(store, unmerge('m2', 40));
    expect((await store.documents.list('p1')).map(({ id }) => id)).toEqual(expect.arrayContaining(['since', 'draft-p1', 'final-p1']));
    expect((await store.documents.list('p2')).map(({ id }) => id)).toEqual(['final-p2']);
    // A send of a document that goes back goes with it.
    expect((await store.outbox.list({ patientId: 'p2' })).map(({ id }) => id).toSorted()).toEqual(['resent', 'sent-p2']);
    expect(await store.patients.get('p1')).toMatchObject({
      medecinTraitant: { name: 'Dr Nouveau' },
      dmp: { state: 'closed' },
      correspondents: [{ name: 'Dr Commun' }, { name: 'Dr De p1' }],
    });
    expect(await store.patients.get('p2')).toMatchObject({
      medecinTraitant: { name: 'Dr Traitant 2' },
      dmp: { state: 'open' },
      status: 'QUAL',
      ins: testIns,
    });
    expect(await store.patients.byIdentifier('A', 'new')).toMatchObject({ patientId: 'p1' });
  });

  it('is undone once, and only while nobody holds the matricule that comes back', async () => {
    const kept = await store.patients.get('p1');
    const taken = { ...patient({ id: 'p1', episode: 'e1' }), status: 'RECUP', ins: testIns } as const;
    await commit(store, merge(), { kind: 'patient.save', patient: { ...taken, revision: kept?.revision ?? 0 } });
    await expect(commit(store, unmerge())).rejects.toThrow(code('PATIENT_SAME_INS'));
    expect(await store.patients.get('p2')).toMatchObject({ mergedInto: 'p1' });
    await commit(
      store,
      { kind: 'patient.save', patient: { ...taken, status: 'PROV', ins: null, revision: (kept?.revision ?? 0) + 1 } },
      unmerge(),
    );
    expect(await store.patients.byIns(testIns.matricule)).toBe('p2');
    await expect(commit(store, unmerge())).rejects.toThrow(code('STORE_CONFLICT'));
    await expect(commit(store, unmerge('other'))).rejects.toThrow(code('STORE_CONFLICT'));
    expect((await store.documents.list('p2')).map(({ id }) => id)).toHaveLength(2);
  });

  it('takes two different records, neither merged already', async () => {
    await expect(commit(store, merge({ removed: 'p1' }))).rejects.toThrow(code('STORE_REFUSED'));
    await expect(commit(store, merge({ removed: 'nobody' }))).rejects.toThrow(code('STORE_CONFLICT'));
    await expect(commit(store, merge({ kept: 'nobody' }))).rejects.toThrow(code('STORE_CONFLICT'));
    await commit(store, merge());
    await expect(commit(store, merge({ id: 'm2' }))).rejects.toThrow(code('STORE_CONFLICT'));
    await expect(commit(store, merge({ id: 'm2', kept: 'p2', removed: 'p1' }))).rejects.toThrow(code('STORE_CONFLICT'));
  });

  it('of a chain is undone from its end, each step to what it was', async () => {
    await commit(
      store,
      { kind: 'patient.save', patient: patient({ id: 'p3', ipp: 'P000003', birthName: 'TIERS' }) },
      { kind: 'document.save', document: document({ id: 'd3', patientId: 'p3' }) },
      stay('p3', 'V3'),
    );
    const first = await everything(store, ['p1', 'p2', 'p3']);
    await commit(store, merge({ id: 'm1', kept: 'p2', removed: 'p3' }));
    const second = await everything(store, ['p1', 'p2', 'p3']);
    await commit(store, merge({ id: 'm2', kept: 'p1', removed: 'p2' }));
    expect((await store.documents.list('p1')).map(({ id }) => id)).toContain('d3');
    expect((await store.patients.search('P000003', 10)).map(({ id }) => id)).toEqual(['p1']);
    await expect(commit(store, unmerge('m1'))).rejects.toThrow(code('STORE_CONFLICT'));
    await commit(store, unmerge('m2'));
    expect(await everything(store, ['p1', 'p2', 'p3'])).toEqual(second);
    await commit(store, unmerge('m1'));
    expect(await everything(store, ['p1', 'p2', 'p3'])).toEqual(first);
  });

  it('of two records into one is undone in any order', async () => {
    await commit(
      store,
      { kind: 'patient.save', patient: patient({ id: 'p3', ipp: 'P000003' }) },
      { kind: 'document.save', document: document({ id: 'd3', patientId: 'p3' }) },
      { kind: 'correspondents.set', patientId: 'p3', correspondents: [{ name: 'Dr De p2', address: 'p2@x.mssante.fr' }] },
    );
    await commit(store, merge({ id: 'm1', removed: 'p3' }), merge({ id: 'm2', removed: 'p2' }));
    await commit(store, unmerge('m1'));
    expect((await store.documents.list('p3')).map(({ id }) => id)).toEqual(['d3']);
    expect((await store.documents.list('p1')).map(({ id }) => id)).toContain('final-p2');
    expect((await store.patients.get('p1'))?.correspondents.map(({ name }) => name)).toContain('Dr De p2');
    await commit(store, unmerge('m2'));
    expect((await store.patients.get('p1'))?.correspondents.map(({ name }) => name)).toEqual(['Dr Commun', 'Dr De p1']);
  });

  it('does not stop what is being sent or written, nor loses it', async () => {
    const draft = await store.documents.get('draft-p2');
    await commit(store, { kind: 'send.save', send: send({ id: 'going', documentId: 'final-p2', patientId: 'p2', state: 'sending' }) });
    await commit(store, merge());
    // The line finishes with what it read before the merge.
    await commit(store, {
      kind: 'send.save',
      send: send({ id: 'going', documentId: 'final-p2', patientId: 'p2', revision: 1, state: 'sent', attempts: 1 }),
    });
    expect(await store.outbox.get('going')).toMatchObject({ state: 'sent', patientId: 'p1' });
    // A draft is read again first: its record is another.
    await expect(commit(store, { kind: 'document.save', document: { ...document(), ...draft } })).rejects.toThrow(code('STORE_CONFLICT'));
    const read = await store.documents.get('draft-p2');
    expect(read?.patientId).toBe('p1');
    await commit(store, { kind: 'document.save', document: { ...document(), ...read, patientId: 'p2', fileName: 'autre.pdf' } });
    expect(await store.documents.get('draft-p2')).toMatchObject({ patientId: 'p1', fileName: 'autre.pdf' });
  });

  it.each([
    ['saved', (): Change => ({ kind: 'patient.save', patient: patient({ id: 'p2', ipp: 'P000002', revision: 2 }) })],
    ['opened', (): Change => ({ kind: 'patient.opened', patientId: 'p2', at: AT })],
    ['given a document', (): Change => ({ kind: 'document.save', document: document({ id: 'x', patientId: 'p2' }) })],
    [
      'told of an information',
      (): Change => ({
        kind: 'information.record',
        information: { patientId: 'p2', purpose: 'feeding', episode: 'e2', state: 'informed', at: AT, by: paule, origin: 'person' },
      }),
    ],
  ])('leaves a record that cannot be %s', async (_what, change) => {
    await commit(store, merge());
    await expect(commit(store, change())).rejects.toThrow(code('STORE_REFUSED'));
  });
});

describe('the file itself refuses', () => {
  it('to change the record, or anything else, of what is validated or written once, but by a merge', async () => {
    const store = await openIt();
    await filled(store);
    await commit(store, merge());
    await store.close();
    const db = openDatabase(path(), key, 'writing');
    const refused = (sql: string, why: RegExp): void => expect(() => db.exec(sql), sql).toThrow(why);
    refused(`UPDATE documents SET patient_id = 'p2' WHERE id = 'final-p1'`, /by a merge only/);
    refused(`UPDATE documents SET patient_id = 'p2' WHERE id = 'final-p2'`, /by a merge only/);
    refused(`UPDATE documents SET title = 'x' WHERE id = 'final-p2'`, /validated document is not modified/);
    refused(`UPDATE documents SET patient_id = patient_id, revision = 9 WHERE id = 'final-p2'`, /validated document is not modified/);
    refused(`UPDATE sends SET patient_id = 'p2' WHERE id = 'sent-p1'`, /with its document only/);
    refused(`UPDATE information SET patient_id = 'p2' WHERE patient_id = 'p1'`, /by a merge only/);
    refused(`UPDATE information SET state = 'opposed'`, /written once/);
    refused(`UPDATE merges SET kept = 'p2'`, /written once/);
    refused(`UPDATE merges SET dropped = '[1]'`, /written once/);
    refused(`DELETE FROM merges`, /only grows/);
    refused(`DELETE FROM merge_moves`, /only grows/);
    refused(`UPDATE merge_moves SET key = 'final-p1'`, /written once/);
    refused(`UPDATE patients SET merged_into = NULL WHERE id = 'p2'`, /by a merge only/);
    refused(`UPDATE patients SET merged_into = 'p2' WHERE id = 'p1'`, /by a merge only/);
    refused(`UPDATE patients SET phone = 'x' WHERE id = 'p2'`, /not modified/);
    db.exec(`UPDATE merges SET undone_at = 'x'`);
    refused(`UPDATE merges SET undone_at = 'y'`, /undone once/);
    refused(`UPDATE merges SET kept_before = '{}'`, /written once/);
    refused(`UPDATE merges SET undone_at = NULL`, /undone once/);
    db.close();
  });

  it('every other column of these tables, those to come included', async () => {
    await (await openIt()).close();
    const db = openDatabase(path(), key, 'writing');
    for (const [table, triggers, free] of [
      ['documents', ['documents_validated_kept'], ['patient_id']],
      ['information', ['information_unchanged'], ['patient_id']],
      // What a merge will give back changes while it is in force alone.
      ['merges', ['merges_unchanged'], ['undone_at', 'kept_before']],
    ] as const) {
      const columns = db
        .prepare(`SELECT name FROM pragma_table_info('${table}')`)
        .all()
        .map((row) => (row as { readonly name: string }).name);
      const texts = triggers.map(
        (trigger) => (db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').get(trigger) as { readonly sql: string }).sql,
      );
      const guarded = texts.flatMap((text) => /BEFORE UPDATE OF (.+?) ON/s.exec(text)?.[1]?.split(', ') ?? []);
      expect([table, guarded.toSorted()]).toEqual([table, columns.filter((name) => free.every((one) => one !== name)).toSorted()]);
    }
    db.close();
  });
});
