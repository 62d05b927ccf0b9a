import fc from 'fast-check';
import { createSecretKey } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { applyCommits } from '../../../electron/store/sqlite/commit.ts';
import { connect, openDatabase } from '../../../electron/store/sqlite/database.ts';
import type { Db } from '../../../electron/store/sqlite/db.ts';
import { migrations } from '../../../electron/store/sqlite/migrations/index.ts';
import { reads } from '../../../electron/store/reads.ts';
import { sqlOn, type Sql } from '../../../electron/store/sqlite/sql.ts';
import { type SendRecord, sendStates } from '../../../shared/domain/record/send.ts';
import type { Change, Commit } from '../../../electron/store/types.ts';
import { listDocuments } from '../../../electron/usecases/documents/view.ts';
import { code, commit, key, records, stores } from './fixture.ts';
import { act, document, later, paule, patient, send } from './samples.ts';
import { patientOrders } from '../../../shared/domain/record/patient-list.ts';
import type { ErrorCode, ErrorFacts } from '../../../shared/errors.ts';

/** Laws of growth are told by the work that is done, never by a clock: questions put to SQLite, plans, commits. */
describe('what grows', () => {
  const { path, openIt } = stores();
  const opened: Db[] = [];
  afterEach(() => {
    for (const db of opened.splice(0)) db.close();
  });
  /** A connection of the test, whose questions are kept. */
  const connected = (): { readonly db: Db; readonly sql: Sql; readonly asked: string[] } => {
    const db = openDatabase(path(), key, 'writing');
    opened.push(db);
    const asked: string[] = [];
    const sql = sqlOn(
      {
        ...proxied(db),
        prepare: (text) => {
          const statement = db.prepare(text);
          const note = <T>(value: T): T => {
            asked.push(text);
            return value;
          };
          return {
            run: (...v) => note(statement.run(...v)),
            get: (...v) => note(statement.get(...v)),
            all: (...v) => note(statement.all(...v)),
            iterate: (...v) => note(statement.iterate(...v)),
          };
        },
      },
      createSecretKey(Buffer.alloc(32, 9)),
    );
    return { db, sql, asked };
  };
  const proxied = (db: Db): Db => ({
    prepare: (text) => db.prepare(text),
    exec: (text) => db.exec(text),
    pragma: (text, options) => db.pragma(text, options),
    transaction: (run) => db.transaction(run),
    close: () => db.close(),
    get inTransaction() {
      return db.inTransaction;
    },
  });
  const steps = (db: Db, text: string): string =>
    // Cast: the rows of SQLite's own explanation.
    (
      db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...Array.from({ length: text.split('?').length - 1 }, () => null)) as readonly {
        readonly detail: string;
      }[]
    )
      .map(({ detail }) => detail)
      .join('\n');

  it('each part of a list is one question, in the order of an index, whatever stands before it', () => {
    const { db, sql, asked } = connected();
    const parts: readonly (readonly [string, () => unknown, RegExp])[] = [
      ['documents', () => reads.documents.list(sql, 'p1', { after: 'd1', limit: 10 }), /SEARCH d USING INDEX documents_patient/],
      ['sends', () => reads.outbox.page(sql, { after: 's1', limit: 10 }), /s USING INDEX sends_listed/],
      ['due', () => reads.outbox.due(sql, later(0), { channel: 'dmp', after: 's1', limit: 10 }), /USING INDEX sends_due/],
      ['bound', () => reads.outbox.bound(sql, 'waiting-card', paule.idNat, { after: 's1', limit: 10 }), /USING INDEX sends_bound/],
      ...patientOrders.map(
        (by) =>
          [
            'patients',
            () => reads.patients.list(sql, { query: '', sort: { by, descending: by !== 'place' }, from: 40, limit: 10 }),
            /USING (?:COVERING )?INDEX patients_|SCAN patient_rows/,
          ] as const,
      ),
      ['journal', () => reads.audit.page(sql, { before: 100, limit: 10 }), /SEARCH a USING INTEGER PRIMARY KEY/],
    ];
    for (const [name, read, plan] of parts) {
      asked.length = 0;
      read();
      const [text = ''] = asked;
      const found = steps(db, text);
      expect([name, found]).toEqual([name, expect.stringMatching(plan)]);
      // Sorting all of it, or going through all of it, would take longer with each row.
      expect([name, found]).toEqual([
        name,
        expect.not.stringMatching(
          /TEMP B-TREE FOR (?!json_group_array)|SCAN (?!s USING INDEX|p USING (?:COVERING )?INDEX patients_|patient_rows)/,
        ),
      ]);
      expect([name, asked.length]).toEqual([name, name === 'journal' || name === 'patients' ? 2 : 1]);
      for (const other of asked.slice(1)) expect(other).not.toContain('count(');
    }
  });

  it('the list as it comes, last opened then last changed, is read in the order of an index too', () => {
    const { db, sql, asked } = connected();
    reads.patients.list(sql, { query: '', sort: null, from: 0, limit: 10 });
    const ordered = asked.filter((text) => text.includes('ORDER BY'));
    expect(ordered).toHaveLength(2);
    for (const text of ordered) expect(steps(db, text)).not.toContain('TEMP B-TREE');
  });

  it('counts are never counted again: a question for them reads what is kept', () => {
    const { sql, asked } = connected();
    reads.outbox.counts(sql);
    reads.documents.counts(sql, 'p1');
    reads.audit.page(sql, { before: null, limit: 1, patientId: 'p1' });
    expect(asked.filter((text) => /count\(/.test(text))).toEqual([]);
  });

  it('the documents of a record and their sends are two questions, however many there are', async () => {
    const store = await openIt();
    await commit(store, { kind: 'patient.save', patient: patient() });
    const ids = Array.from({ length: 25 }, (_, i) => `d${i}`);
    await commit(
      store,
      ...ids.flatMap((id, i): Change[] => [
        { kind: 'document.save', document: document({ id, addedAt: later(Math.floor(i / 3)) }) },
        { kind: 'send.save', send: send({ id: `${id}-dmp`, documentId: id }) },
        { kind: 'send.save', send: send({ id: `${id}-mss`, documentId: id, channel: 'mss', recipient: 'a@x.mssante.fr' }) },
      ]),
    );
    let questions = 0;
    const counted =
      <A extends readonly unknown[], R>(read: (...args: A) => R) =>
      (...args: A): R => {
        questions += 1;
        return read(...args);
      };
    const watched = {
      ...store,
      documents: { ...store.documents, list: counted(store.documents.list) },
      outbox: { ...store.outbox, list: counted(store.outbox.list), ofDocuments: counted(store.outbox.ofDocuments) },
    };
    const list = listDocuments(watched, (row) => row);
    const whole = await list({ patientId: 'p1' }, 'x');
    expect([questions, whole.length, new Set(whole.map(({ sends }) => sends.length))]).toEqual([2, 25, new Set([2])]);
    const parts: string[] = [];
    for (let after: string | undefined; ; after = parts.at(-1)) {
      const part = await list({ patientId: 'p1', after, limit: 10 }, 'x');
      parts.push(...part.map(({ id }) => id));
      if (part.length < 10) break;
    }
    expect([parts, questions]).toEqual([whole.map(({ id }) => id), 8]);
  });

  it('the list of sends comes by parts, each once, what somebody must look at first', async () => {
    const store = await openIt();
    await commit(store, { kind: 'patient.save', patient: patient() }, { kind: 'document.save', document: document() });
    const doubted: ErrorFacts = { code: 'SEND_DOUBTED', message: '', action: '', path: null, detail: null };
    const rows = sendStates.flatMap((state, i) => [
      send({ id: `${state}-1`, state, updatedAt: later(i) }),
      send({ id: `${state}-2`, state, updatedAt: later(i), ...(state === 'held' ? { error: doubted } : {}) }),
    ]);
    await commit(store, ...rows.map((row): Change => ({ kind: 'send.save', send: row })));
    const parts: SendRecord[] = [];
    for (let more = true; more;) {
      const part = await store.outbox.page({ ...(parts.length === 0 ? {} : { after: parts.at(-1)?.id }), limit: 5 });
      parts.push(...part);
      more = part.length === 5;
    }
    expect(parts.slice(0, 5).map(({ id }) => id)).toEqual(['failed-2', 'failed-1', 'unknown-2', 'unknown-1', 'held-2']);
    expect(parts.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    expect(parts.slice(5).map(({ updatedAt }) => updatedAt)).toEqual(
      parts
        .slice(5)
        .map(({ updatedAt }) => updatedAt)
        .toSorted()
        .toReversed(),
    );
  });

  it('counts that are kept are those that would be counted, whatever is done', async () => {
    const store = await openIt();
    await commit(
      store,
      ...records({}, { birthName: 'AUTRE' }),
      ...['d1', 'd2', 'd3'].map((id): Change => ({ kind: 'document.save', document: document({ id }) })),
    );
    const error = (name: ErrorCode | null): ErrorFacts | null =>
      name === null ? null : { code: name, message: '', action: '', path: null, detail: null };
    const step = fc.record({
      id: fc.constantFrom('s1', 's2', 's3', 's4'),
      state: fc.constantFrom(...sendStates),
      who: fc.constantFrom('899900000017', '899900000025'),
      error: fc.constantFrom<ErrorCode | null>(null, 'SEND_DOUBTED', 'DMP_BUSY'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (taken) => {
        for (const { id, state, who, error: name } of taken) {
          const known = await store.outbox.get(id);
          await commit(store, {
            kind: 'send.save',
            send: {
              ...send({ id, documentId: 'd1', bound: { ...send().bound, actor: { idNat: who, name: 'x' } } }),
              revision: known?.revision ?? 0,
              state,
              error: error(name),
            },
          });
        }
        const expected = new Map<string, number>();
        for (const one of await store.outbox.list()) {
          const kind = `${one.state === 'held' && one.error?.code === 'SEND_DOUBTED' ? 'doubted' : one.state} ${one.bound.actor.idNat}`;
          expected.set(kind, (expected.get(kind) ?? 0) + 1);
        }
        expect(new Map((await store.outbox.counts()).map(({ kind, actor, sends }) => [`${kind} ${actor}`, sends]))).toEqual(expected);
      }),
      { numRuns: 15 },
    );
    expect([await store.documents.counts('p1'), await store.documents.counts('p2')]).toEqual([
      { drafts: 3, validated: 0 },
      { drafts: 0, validated: 0 },
    ]);
    await commit(store, { kind: 'document.remove', documentId: 'd3', revision: 1 });
    await commit(store, {
      kind: 'patient.merge',
      merge: {
        id: 'm1',
        kept: 'p2',
        removed: 'p1',
        at: later(1),
        by: paule,
        undoneAt: null,
        name: 'x',
        ipp: 'x',
        keptBefore: null,
        dropped: [],
      },
    });
    expect([await store.documents.counts('p1'), await store.documents.counts('p2')]).toEqual([
      { drafts: 0, validated: 0 },
      { drafts: 2, validated: 0 },
    ]);
  });

  it('a file of before is counted as it stands, and loses what its confirmed sends were made of', async () => {
    const before = connect(path(), { timeout: 0 });
    before.pragma(`cipher = 'sqlcipher'`);
    before.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
    for (const sql of migrations.slice(0, 7)) before.exec(sql);
    before.pragma('user_version = 7');
    before.exec(`INSERT INTO patients (id, revision, ipp, birth_name, birth_first_names, first_birth_first_name, sex, birth_date, birth_name_norm, first_names_norm, status, homonym, doubtful,
      fictive, protection, birth_date_uncertain, episode, created_at, updated_at, opened_at) VALUES ('p1', 1, 'I-1', 'PAT-TROIS', 'ANNE', 'ANNE', 'F', '1979-03-28', 'PAT TROIS', 'ANNE', 'PROV', 0, 0, 0, 'none', 0, 'e', 'x', 'x', 'x')`);
    before.exec(`INSERT INTO documents (id, revision, patient_id, status, file_name, size, pages, added_at, added_by, added_by_name, title, act_date, visibility, warnings) VALUES ('d1', 1, 'p1', 'draft', 'f', 1, 1, 'x', 'x', 'x', 't', 'x', 'visible', '[]');
      INSERT INTO audit (seq, previous, hash, entry) VALUES (1, '0', '1', '{"patientId":"p1"}'), (2, '1', '2', '{"patientId":null}')`);
    for (const state of ['sent', 'queued', 'unknown', 'cancelled', 'read']) {
      before.exec(`INSERT INTO sends (id, revision, document_id, patient_id, channel, state, bound_actor, bound_actor_name, bound_situation, bound_mode, attempts, created_at, updated_at) VALUES ('${state}', 1, 'd1', 'p1', 'dmp', '${state}', 'me', 'x', 'x', 'x', 0, 'x', 'x');
        INSERT INTO send_payloads VALUES ('${state}', x'00', 'x', 'null')`);
    }
    before.exec(`UPDATE sends SET error = '{"code":"SEND_CONSIDERED_SENT"}' WHERE id = 'read'`);
    before.close();
    const { sql, db } = connected();
    expect(reads.outbox.counts(sql)).toEqual(
      ['cancelled', 'queued', 'read', 'sent', 'unknown'].map((kind) => ({ kind, actor: 'me', sends: 1 })),
    );
    expect(reads.documents.counts(sql, 'p1')).toEqual({ drafts: 1, validated: 0 });
    expect([
      reads.audit.page(sql, { before: null, limit: 1, patientId: 'p1' }).total,
      reads.audit.page(sql, { before: null, limit: 1 }).total,
    ]).toEqual([1, 2]);
    expect(db.prepare('SELECT send_id FROM send_payloads ORDER BY send_id').all()).toEqual(
      ['cancelled', 'queued', 'read', 'unknown'].map((send_id) => ({ send_id })),
    );
  });

  it.each(sendStates)('what a send is made of goes once the service said that it has it, and not before: %s', async (state) => {
    const store = await openIt();
    const payload = { bytes: Uint8Array.of(1), mediaType: 'x', facts: null };
    await commit(
      store,
      { kind: 'patient.save', patient: patient() },
      { kind: 'document.save', document: document() },
      { kind: 'send.save', send: send() },
      { kind: 'send.payload', sendId: 's1', payload },
    );
    await commit(store, { kind: 'send.save', send: send({ revision: 1, state }) });
    expect(await store.outbox.payload('s1')).toEqual(['sent', 'delivered', 'read'].includes(state) ? null : payload);
  });

  it('what a person considers as sent, without the service, is kept', async () => {
    const store = await openIt();
    const payload = { bytes: Uint8Array.of(1), mediaType: 'x', facts: null };
    await commit(
      store,
      { kind: 'patient.save', patient: patient() },
      { kind: 'document.save', document: document() },
      { kind: 'send.save', send: send() },
      { kind: 'send.payload', sendId: 's1', payload },
    );
    await commit(store, {
      kind: 'send.save',
      send: send({
        revision: 1,
        state: 'sent',
        error: { code: 'SEND_CONSIDERED_SENT', message: '', action: '', path: null, detail: null },
      }),
    });
    expect(await store.outbox.payload('s1')).toEqual(payload);
  });

  it('the PDF of a CDA is kept once, and the CDA comes back byte for byte, whatever stands around it', async () => {
    const store = await openIt();
    await commit(store, { kind: 'patient.save', patient: patient() });
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 60 }),
        fc.uint8Array({ maxLength: 20 }),
        fc.uint8Array({ maxLength: 20 }),
        fc.boolean(),
        async (pdf, before, after, carried) => {
          const id = `d${(n += 1)}`;
          const cda = Buffer.concat([before, carried ? Buffer.from(Buffer.from(pdf).toString('base64')) : Buffer.alloc(0), after]);
          await commit(
            store,
            { kind: 'document.save', document: document({ id }) },
            { kind: 'document.content', documentId: id, content: 'pdf', bytes: pdf },
            { kind: 'document.content', documentId: id, content: 'cda', bytes: cda },
          );
          expect([
            Buffer.from((await store.documents.content(id, 'cda')) ?? []),
            Buffer.from((await store.documents.content(id, 'pdf')) ?? []),
          ]).toEqual([cda, Buffer.from(pdf)]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('documents that are sent take at most one and a half times their PDF on disk', async () => {
    const store = await openIt();
    await commit(store, { kind: 'patient.save', patient: patient() });
    const [size, count] = [100_000, 12];
    for (let n = 0; n < count; n += 1) {
      const pdf = Buffer.from(Array.from({ length: size }, (_, i) => (i * (n + 7)) % 251));
      const cda = Buffer.from(`<ClinicalDocument>${pdf.toString('base64')}</ClinicalDocument>`);
      const sends = [
        send({ id: `dmp${n}`, documentId: `d${n}` }),
        send({ id: `mss${n}`, documentId: `d${n}`, channel: 'mss', recipient: 'a@x.mssante.fr' }),
      ];
      await commit(
        store,
        { kind: 'document.save', document: document({ id: `d${n}` }) },
        { kind: 'document.content', documentId: `d${n}`, content: 'pdf', bytes: pdf },
        { kind: 'document.content', documentId: `d${n}`, content: 'cda', bytes: cda },
        ...sends.flatMap((one): Change[] => [
          { kind: 'send.save', send: one },
          { kind: 'send.payload', sendId: one.id, payload: { bytes: cda, mediaType: 'x', facts: null } },
        ]),
      );
      await commit(store, ...sends.map((one): Change => ({ kind: 'send.save', send: { ...one, revision: 1, state: 'sent' } })));
    }
    await store.close();
    const { db } = connected();
    const pages = Number(db.pragma('page_count', { simple: true })) - Number(db.pragma('freelist_count', { simple: true }));
    // An empty file has some 130 pages of schema.
    expect((pages - 130) * 4096).toBeLessThan(1.5 * size * count);
  });

  describe('commits asked at once', () => {
    const traced = (n: number): Commit => ({ changes: [], audit: [act({ details: { n } })] });

    it('share one transaction, in their order', () => {
      const { db, sql } = connected();
      let transactions = 0;
      const counted: Db = {
        ...proxied(db),
        transaction: (run) => ({
          immediate: () => {
            if (!db.inTransaction) transactions += 1;
            return db.transaction(run).immediate();
          },
        }),
        get inTransaction() {
          return db.inTransaction;
        },
      };
      expect(
        applyCommits(
          counted,
          sql,
          Array.from({ length: 50 }, (_, n) => traced(n)),
        ),
      ).toEqual(Array.from({ length: 50 }, () => ({ touched: { patients: ['p1'], documents: [] } })));
      const { entries } = reads.audit.page(sql, { before: null, limit: 100 });
      expect([transactions, entries.map(({ details }) => details['n']).toReversed()]).toEqual([1, Array.from({ length: 50 }, (_, n) => n)]);
    });

    it('stand alone: a refused one leaves the others whole, its own trace nowhere', async () => {
      const store = await openIt();
      await commit(store, { kind: 'patient.save', patient: patient() });
      const asked = [
        traced(1),
        { changes: [{ kind: 'patient.save', patient: patient({ revision: 9 }) } as const], audit: [act({ details: { n: 2 } })] },
        traced(3),
      ];
      const outcomes = await Promise.allSettled(asked.map((one) => store.commit(one)));
      expect(outcomes).toEqual([
        expect.objectContaining({ status: 'fulfilled' }),
        { status: 'rejected', reason: code('STORE_CONFLICT') },
        expect.objectContaining({ status: 'fulfilled' }),
      ]);
      expect((await store.audit.page({ before: null, limit: 10 })).entries.flatMap(({ details }) => details['n'] ?? [])).toEqual([3, 1]);
      expect(await store.audit.verify()).toMatchObject({ valid: true, length: 3 });
    });

    it('are tried one by one when the disk does not take them together', () => {
      const { db, sql } = connected();
      const narrow: Db = {
        ...proxied(db),
        transaction: (run) => ({
          immediate: () => {
            const outer = !db.inTransaction;
            return db
              .transaction(() => {
                const done = run();
                // What SQLite says of a transaction that is too large for what is left.
                if (outer && Array.isArray(done)) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
                return done;
              })
              .immediate();
          },
        }),
        get inTransaction() {
          return db.inTransaction;
        },
      };
      expect(applyCommits(narrow, sql, [traced(1), traced(2)])).toMatchObject([{ touched: {} }, { touched: {} }]);
      expect(reads.audit.page(sql, { before: null, limit: 10 }).total).toBe(2);
    });
  });

  it('a list of patients goes on to its end, each record once: the last opened, or those that are found', async () => {
    const store = await openIt();
    await commit(
      store,
      ...records(
        ...Array.from({ length: 43 }, (_, i) => ({
          birthName: i % 4 === 0 ? 'MARTIN' : `MARTINEAU${String.fromCodePoint(65 + (i % 26))}`,
          updatedAt: later(Math.floor(i / 5)),
        })),
      ),
    );
    for (const id of ['p7', 'p9', 'p40']) await commit(store, { kind: 'patient.opened', patientId: id, at: later(100) });
    for (const query of ['', 'martin', 'mar']) {
      const ids: string[] = [];
      for (let total = 1; ids.length < total;) {
        const part = await store.patients.list({ query, sort: null, from: ids.length, limit: 10 });
        expect([query, part.total]).toEqual([query, 43]);
        ids.push(...part.rows.map(({ id }) => id));
        ({ total } = part);
      }
      expect([query, ids.length, new Set(ids).size]).toEqual([query, 43, 43]);
      expect(ids.slice(0, 10)).toEqual((await store.patients.search(query, 10)).map(({ id }) => id));
      if (query === '') expect(ids.slice(0, 3).toSorted()).toEqual(['p40', 'p7', 'p9']);
    }
  });
});
