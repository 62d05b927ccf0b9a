import { describe, expect, it } from 'vitest';
import type { Change, ChangeOf, Store } from '../../../electron/store/types.ts';
import { importRun } from '../../setup/import-run.ts';
import type { Touched } from '../../../shared/domain/record/touched.ts';
import { engines } from './engines.ts';
import { act, AT, collective, delegation, document, episode, later, patient, paule, send, stay, testIns, validated } from './samples.ts';

const run = importRun();
const merged = (removed: 'p1' | 'p2'): ChangeOf<'patient.merge'> => ({
  kind: 'patient.merge',
  merge: {
    id: 'm1',
    kept: removed === 'p1' ? 'p2' : 'p1',
    removed,
    at: later(1),
    by: paule,
    undoneAt: null,
    name: 'B',
    ipp: 'P000002',
    keptBefore: null,
    dropped: [],
  },
});
const conflict: ChangeOf<'conflict.add'> = {
  kind: 'conflict.add',
  conflict: { id: 'c1', at: AT, patientIds: ['p1', 'p2'], code: 'C', message: 'M', incoming: null, settled: null },
};
const validating: Change = { kind: 'document.save', document: document({ revision: 1, status: 'validated', validated }) };
const waiting: ChangeOf<'insi.queue'> = { kind: 'insi.queue', entry: { patientId: 'p1', since: AT, answerId: null } };
const declaring: ChangeOf<'person.declare'> = {
  kind: 'person.declare',
  person: { id: 'd1', structure: '499900000017001', family: 'FABRE', given: 'Camille', declaredAt: AT },
  codeHash: 'h',
};
const opened: ChangeOf<'episode.open'> = { kind: 'episode.open', episode: episode({ id: 'e9' }) };
const declared: ChangeOf<'collective.declare'> = { kind: 'collective.declare', collective: collective() };
const BOTH = { patients: ['p2', 'p1'], documents: ['p2', 'p1'] };

/** Of every kind of change there is, whom it touched; `before`: commits that it needs. */
const cases: {
  readonly [K in Change['kind']]: { readonly before?: readonly Change[]; readonly change: ChangeOf<K>; readonly touched: Partial<Touched> };
} = {
  'patient.save': { change: { kind: 'patient.save', patient: patient({ revision: 1 }) }, touched: { patients: ['p1'] } },
  // Who was looked at, not what is known of them.
  'patient.opened': { change: { kind: 'patient.opened', patientId: 'p1', at: later(1) }, touched: {} },
  'correspondent.set': {
    change: { kind: 'correspondent.set', patientId: 'p1', role: 'medecinTraitant', correspondent: null },
    touched: { patients: ['p1'] },
  },
  'correspondents.set': { change: { kind: 'correspondents.set', patientId: 'p1', correspondents: [] }, touched: { patients: ['p1'] } },
  'representatives.set': { change: { kind: 'representatives.set', patientId: 'p1', representatives: [] }, touched: { patients: ['p1'] } },
  'ins.known': { change: { kind: 'ins.known', patientId: 'p1', periods: [] }, touched: { patients: ['p1'] } },
  'ins.received': {
    change: {
      kind: 'ins.received',
      patientId: 'p1',
      received: { matricule: testIns.matricule, oid: testIns.oid, problem: null, sender: 'A', receivedAt: AT },
    },
    touched: { patients: ['p1'] },
  },
  'identifier.set': {
    change: { kind: 'identifier.set', identifier: { patientId: 'p1', authority: 'A', value: '1', eventAt: null } },
    touched: { patients: ['p1'] },
  },
  'stay.set': { change: { kind: 'stay.set', stay: stay() }, touched: { patients: ['p1'] } },
  'dmp.known': {
    change: {
      kind: 'dmp.known',
      patientId: 'p1',
      knowledge: {
        state: 'open',
        authorization: null,
        medecinTraitant: null,
        by: '899900000017',
        opposed: { breakGlass: null, regulation: null },
        at: AT,
      },
    },
    touched: { patients: ['p1'] },
  },
  'information.record': {
    change: {
      kind: 'information.record',
      information: { patientId: 'p1', purpose: 'feeding', episode: 'e1', state: 'informed', at: AT, by: paule, origin: 'person' },
    },
    touched: { patients: ['p1'] },
  },
  'episode.open': { change: opened, touched: { patients: ['p1'] } },
  'episode.close': {
    before: [opened],
    change: { kind: 'episode.close', patientId: 'p1', episodeId: 'e9', at: later(1), by: paule, next: 'e10' },
    touched: { patients: ['p1'] },
  },
  'episode.correspondents': {
    before: [opened],
    change: { kind: 'episode.correspondents', patientId: 'p1', episodeId: 'e9', correspondents: [] },
    touched: { patients: ['p1'] },
  },
  'episode.stay': { change: { kind: 'episode.stay', stay: stay(), next: 'e9' }, touched: { patients: ['p1'] } },
  'agreement.add': {
    change: {
      kind: 'agreement.add',
      agreement: { patientId: 'p1', at: AT, reader: paule, collector: paule, means: 'oral', structure: '499900000017001' },
    },
    touched: { patients: ['p1'] },
  },
  // Of the structure, of no patient.
  'collective.declare': { change: declared, touched: {} },
  'collective.withdraw': { before: [declared], change: { kind: 'collective.withdraw', id: 'i1', at: later(1), by: paule }, touched: {} },
  'notice.save': {
    change: { kind: 'notice.save', wording: { structure: '499900000017001', version: 1, before: 'A', after: '', at: AT, by: paule } },
    touched: {},
  },
  'patient.merge': { change: merged('p2'), touched: BOTH },
  'patient.unmerge': { before: [merged('p2')], change: { kind: 'patient.unmerge', mergeId: 'm1', at: later(2) }, touched: BOTH },
  'identity.transition': {
    change: {
      kind: 'identity.transition',
      transition: {
        patientId: 'p1',
        at: AT,
        by: paule,
        event: 'created',
        from: null,
        to: 'PROV',
        source: 'IMPORT',
        insBefore: null,
        insAfter: null,
        insiAnswerId: null,
        documentType: null,
        traits: null,
      },
    },
    touched: { patients: ['p1'] },
  },
  'insi.answer': {
    change: {
      kind: 'insi.answer',
      answer: { id: 'a1', patientId: 'p1', at: AT, by: paule, code: '01', label: 'Aucune identité', identity: null },
      verbatim: Uint8Array.of(1),
    },
    touched: { patients: ['p1'] },
  },
  'insi.queue': { change: waiting, touched: { patients: ['p1'] } },
  'insi.unqueue': { before: [waiting], change: { kind: 'insi.unqueue', patientId: 'p1' }, touched: { patients: ['p1'] } },
  'conflict.add': { change: conflict, touched: { patients: ['p1', 'p2'] } },
  'conflict.settle': {
    before: [conflict],
    change: { kind: 'conflict.settle', conflictId: 'c1', at: later(1), by: paule },
    touched: { patients: ['p1', 'p2'] },
  },
  // Imports have an event of their own.
  'import.save': { change: { kind: 'import.save', run }, touched: {} },
  'import.error': {
    before: [{ kind: 'import.save', run }],
    change: {
      kind: 'import.error',
      importId: 'i1',
      error: { line: 1, code: 'C', message: 'M', action: 'A', name: null, value: null, raw: null },
    },
    touched: {},
  },
  'document.save': { change: { kind: 'document.save', document: document({ revision: 1 }) }, touched: { documents: ['p1'] } },
  // A list of its own.
  'delegation.add': { change: { kind: 'delegation.add', delegation: delegation() }, touched: {} },
  'delegation.revoke': {
    before: [{ kind: 'delegation.add', delegation: delegation() }],
    change: { kind: 'delegation.revoke', id: 'g1', revision: 1, at: later(1) },
    touched: {},
  },
  'colleague.seen': {
    change: { kind: 'colleague.seen', structure: '499900000017001', colleague: { ...paule, staff: false } },
    touched: {},
  },
  // Comes with the save of its document.
  'document.content': { change: { kind: 'document.content', documentId: 'd1', content: 'pdf', bytes: Uint8Array.of(1) }, touched: {} },
  'document.discard': {
    before: [{ kind: 'document.save', document: document({ id: 'd2', patientId: 'p2' }) }],
    change: { kind: 'document.discard', documentId: 'd2', revision: 1, until: later(1) },
    touched: { documents: ['p2'] },
  },
  'document.read': {
    change: { kind: 'document.read', documentId: 'd1', reading: { state: 'read', done: 1, scanned: true }, texts: ['Lettre'] },
    touched: { documents: ['p1'] },
  },
  'document.move': {
    before: [{ kind: 'document.save', document: document({ id: 'd2', patientId: 'p2' }) }],
    change: { kind: 'document.move', documentId: 'd2', revision: 1, patientId: 'p1' },
    touched: { documents: ['p2', 'p1'] },
  },
  'document.remove': {
    before: [{ kind: 'document.save', document: document({ id: 'd2', patientId: 'p2' }) }],
    change: { kind: 'document.remove', documentId: 'd2', revision: 1 },
    touched: { documents: ['p2'] },
  },
  'document.reopen': {
    before: [validating],
    change: { kind: 'document.reopen', documentId: 'd1', revision: 2 },
    touched: { documents: ['p1'] },
  },
  'send.save': { change: { kind: 'send.save', send: send({ revision: 1, state: 'sending' }) }, touched: { documents: ['p1'] } },
  // Comes with the save of its send.
  'send.payload': {
    change: { kind: 'send.payload', sendId: 's1', payload: { bytes: Uint8Array.of(1), mediaType: 'x', facts: null } },
    touched: {},
  },
  'person.declare': { change: declaring, touched: {} },
  'person.code': { before: [declaring], change: { kind: 'person.code', id: 'd1', codeHash: 'h', first: false }, touched: {} },
  'person.tried': { before: [declaring], change: { kind: 'person.tried', id: 'd1' }, touched: {} },
  'person.known': { before: [declaring], change: { kind: 'person.known', id: 'd1' }, touched: {} },
  'person.withdraw': { before: [declaring], change: { kind: 'person.withdraw', id: 'd1', at: AT }, touched: {} },
  'setting.set': { change: { kind: 'setting.set', name: 'window', value: {} }, touched: {} },
};

describe.each(engines)('what commits touched, told by %s', (_engine, opened) => {
  const { openIt } = opened();
  const heard = async (): Promise<{ readonly store: Store; readonly told: Touched[] }> => {
    const store = await openIt();
    await store.commit({
      changes: [
        ...['p1', 'p2'].map((id, i): Change => ({ kind: 'patient.save', patient: patient({ id, ipp: `P00000${i + 1}` }) })),
        { kind: 'document.save', document: document() },
        { kind: 'send.save', send: send() },
      ],
      audit: [],
    });
    const told: Touched[] = [];
    store.onTouched((touched) => told.push(touched));
    return { store, told };
  };

  it.each(Object.entries(cases))('%s', async (_kind, { before = [], change, touched }) => {
    const { store, told } = await heard();
    for (const earlier of before) await store.commit({ changes: [earlier], audit: [] });
    told.length = 0;
    await store.commit({ changes: [change], audit: [] });
    expect(told).toEqual(Object.keys(touched).length === 0 ? [] : [{ patients: [], documents: [], ...touched }]);
  });

  it('the record of an act that changed nothing, not of what was only read', async () => {
    const { store, told } = await heard();
    const audit = [act({ patientId: 'p1', act: 'insi.asked' }), act({ patientId: null })];
    await store.commit({ changes: [], audit });
    await store.commit({ quiet: true, changes: [], audit });
    await store.commit({ changes: [{ kind: 'setting.set', name: 'window', value: {} }], audit });
    expect(told).toEqual([{ patients: ['p1'], documents: [] }]);
  });

  it('a number that was another record’s, and nothing of one that was this one’s already', async () => {
    const { store, told } = await heard();
    const numbered = (patientId: string, eventAt: string | null): Change => ({
      kind: 'identifier.set',
      identifier: { patientId, authority: 'A', value: '1', eventAt },
    });
    await store.commit({ changes: [numbered('p1', AT)], audit: [] });
    told.length = 0;
    await store.commit({ changes: [numbered('p1', null), numbered('p1', later(1))], audit: [] });
    expect(told).toEqual([]);
    await store.commit({ changes: [numbered('p2', later(2))], audit: [] });
    expect(told).toEqual([{ patients: ['p1', 'p2'], documents: [] }]);
  });

  it('a send at the record where a merge took it since it was read', async () => {
    const { store, told } = await heard();
    await store.commit({ changes: [merged('p1')], audit: [] });
    told.length = 0;
    await store.commit({ changes: [{ kind: 'send.save', send: send({ revision: 1, state: 'sending' }) }], audit: [] });
    expect(told).toEqual([{ patients: [], documents: ['p2'] }]);
  });

  it('once for a commit, each record once; nothing for one that is refused; nobody once they stopped listening', async () => {
    const { store, told } = await heard();
    await store.commit({
      changes: [
        { kind: 'patient.save', patient: patient({ revision: 1 }) },
        { kind: 'ins.known', patientId: 'p1', periods: [] },
        { kind: 'document.save', document: document({ id: 'd3' }) },
      ],
      audit: [],
    });
    expect(told).toEqual([{ patients: ['p1'], documents: ['p1'] }]);
    await expect(store.commit({ changes: [{ kind: 'patient.save', patient: patient({ revision: 1 }) }], audit: [] })).rejects.toMatchObject(
      { code: 'STORE_CONFLICT' },
    );
    expect(told).toHaveLength(1);
    const others: Touched[] = [];
    store.onTouched((touched) => others.push(touched))();
    await store.commit({ changes: [{ kind: 'patient.save', patient: patient({ revision: 2 }) }], audit: [] });
    expect([told.length, others]).toEqual([2, []]);
  });

  it('deferred ones even when the next that is not is refused', async () => {
    const { store, told } = await heard();
    const conflicting: Change = { kind: 'patient.save', patient: patient({ revision: 9 }) };
    await store.commit({ deferred: true, changes: [{ kind: 'patient.save', patient: patient({ revision: 1 }) }], audit: [] });
    await expect(store.commit({ deferred: true, changes: [conflicting], audit: [] })).rejects.toThrow();
    expect(told).toEqual([]);
    await expect(store.commit({ changes: [conflicting], audit: [] })).rejects.toThrow();
    expect(told).toEqual([{ patients: ['p1'], documents: [] }]);
  });

  it('deferred ones with the next that is not, « many » beyond a hundred', async () => {
    const { store, told } = await heard();
    const made = (count: number, from: number): Change[] =>
      Array.from({ length: count }, (_, i) => ({ kind: 'patient.save', patient: patient({ id: `n${from + i}`, ipp: `N${from + i}` }) }));
    await store.commit({ deferred: true, changes: made(2, 0), audit: [] });
    expect(told).toEqual([]);
    await store.commit({ changes: [], audit: [] });
    expect(told.splice(0)).toEqual([{ patients: ['n0', 'n1'], documents: [] }]);
    await store.commit({ deferred: true, changes: made(60, 10), audit: [] });
    await store.commit({ deferred: true, changes: made(60, 100), audit: [] });
    await store.commit({ changes: made(1, 200), audit: [] });
    await store.commit({ changes: made(1, 201), audit: [] });
    expect(told).toEqual([
      { patients: 'many', documents: [] },
      { patients: ['n201'], documents: [] },
    ]);
  });
});
