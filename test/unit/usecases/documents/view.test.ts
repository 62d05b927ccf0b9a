import { describe, expect, it } from 'vitest';
import {
  categoryOf,
  documentRow,
  listDocuments,
  listTypes,
  requireDocument,
  requireDraft,
  sendView,
} from '../../../../electron/usecases/documents/view.ts';
import { documentTypes } from '../../../../shared/codes/index.ts';
import type { DocumentRecord } from '../../../../shared/domain/record/document.ts';
import type { SendRecord } from '../../../../shared/domain/record/send.ts';
import { document, later, paule, send, validated } from '../../../integration/store/samples.ts';
import { workplace } from '../workplace.ts';

const ME = paule.idNat;

describe('the types of documents', () => {
  it('to choose from are those that the DMP takes, by their French names, with category and visibility (R-039)', () => {
    const types = listTypes();
    expect(new Set(types.map((type) => type.code))).toEqual(new Set(documentTypes.filter(({ dmp }) => dmp).map((type) => type.code)));
    const byCategory = Map.groupBy(types, ({ category }) => category);
    expect([...byCategory.keys()].slice(0, 2)).toEqual(['Compte rendu', 'Synthèse']);
    expect([...byCategory.values()].flat()).toEqual(types);
    for (const of of byCategory.values()) {
      const labels = of.map(({ label }) => label);
      expect(labels).toEqual(labels.toSorted(new Intl.Collator('fr').compare));
    }
    expect(types.filter(({ ofPatient }) => ofPatient).map(({ code }) => code)).toContain('DOCPAT01');
    expect(types.find((type) => type.code === '51969-4')).toEqual({
      code: '51969-4',
      label: 'CR de génétique moléculaire',
      category: 'Compte rendu',
      defaultVisibility: 'professionals-only',
      ofPatient: false,
    });
  });

  it.each([
    ['11488-4', 'Compte rendu'],
    ['X-1', null],
  ])('%s is of the category %s', (type, category) => expect(categoryOf(type)).toBe(category));
});

describe('the documents of a patient', () => {
  const desk = async () => {
    const place = workplace();
    await place.records({}, {});
    const save = (id: string, minutes: number, changed: Partial<DocumentRecord> = {}) =>
      ({ kind: 'document.save', document: document({ id, addedAt: later(minutes), ...changed }) }) as const;
    await place.store.commit({
      changes: [
        save('d1', 1),
        save('d2', 2, { status: 'validated', validated }),
        save('d3', 3),
        save('d4', 4, { patientId: 'p2' }),
        { kind: 'send.save', send: send({ id: 's1', documentId: 'd2' }) },
        { kind: 'send.save', send: send({ id: 's2', documentId: 'd2', channel: 'mss', recipient: 'a@x.mssante.fr', uniqueId: null }) },
      ],
      audit: [],
    });
    return place;
  };

  it('are listed latest first with their sends, as the outbox knows them, page by page', async () => {
    const { store } = await desk();
    const list = listDocuments(store, (one) => ({ ...one, state: 'sending' }));
    const rows = await list({ patientId: 'p1' }, ME);
    expect(rows.map(({ id, sends }) => [id, sends.map(({ id: sent, state }) => `${sent} ${state}`)])).toEqual([
      ['d3', []],
      ['d2', ['s1 sending', 's2 sending']],
      ['d1', []],
    ]);
    expect((await list({ patientId: 'p1', limit: 2 }, ME)).map(({ id }) => id)).toEqual(['d3', 'd2']);
    expect((await list({ patientId: 'p1', after: 'd2' }, ME)).map(({ id }) => id)).toEqual(['d1']);
  });

  it('are asked for by an id that is there, and by that of a draft where one is needed', async () => {
    const { store } = await desk();
    expect((await requireDocument(store, 'd2')).id).toBe('d2');
    expect((await requireDraft(store, 'd1')).id).toBe('d1');
    await expect(requireDocument(store, 'd9')).rejects.toMatchObject({ code: 'DOCUMENT_UNKNOWN' });
    await expect(requireDraft(store, 'd2')).rejects.toMatchObject({ code: 'DOCUMENT_VALIDATED' });
  });
});

describe('a document in a list', () => {
  const row = (changed: Partial<DocumentRecord>, sends: readonly SendRecord[] = [], me = ME) => documentRow(document(changed), sends, me);
  const form = (type: string | null) => ({ form: { ...document().form, type } });

  it.each([
    ['11488-4', 'CR ou fiche de consultation ou de visite', 'file-name'],
    ['57833-6', 'Prescription de produits de santé', null],
    ['X-1', 'X-1', null],
    [null, null, null],
  ])('of type %s is named %s, recognised in %s', (type, typeLabel, recognisedIn) => {
    expect(row(form(type))).toMatchObject({ typeLabel, recognised: { type: recognisedIn } });
  });

  it('without a type proposed was recognised nowhere', () => {
    expect(row({ proposal: null, ...form(null) }).recognised).toEqual({ title: null, date: null, type: null });
  });

  it('says who validated it and when, and to whom it may be taken back', () => {
    expect(row({})).toMatchObject({ validatedAt: null, validatedBy: null, undoable: false });
    const taken = { status: 'validated', validated } as const;
    expect(row(taken, [send()])).toMatchObject({ validatedAt: validated.at, validatedBy: 'Dr Paule DURAND', undoable: true });
    expect([row(taken, [send({ state: 'sent' })]).undoable, row(taken, [send()], '899900000025').undoable]).toEqual([false, false]);
  });

  it('may be sent elsewhere by whoever validated it alone', () => {
    const taken = { status: 'validated', validated } as const;
    expect([row(taken), row(taken, [], '899900000025'), row({})].map(({ forwardable }) => forwardable)).toEqual([true, false, false]);
  });

  it('shows the DMP first, then the mails by their address', () => {
    const mail = (recipient: string) => send({ id: recipient, channel: 'mss', recipient });
    expect(row({}, [mail('b@x.mssante.fr'), mail('a@x.mssante.fr'), send()]).sends.map(({ recipient }) => recipient)).toEqual([
      'Mon espace santé (DMP)',
      'a@x.mssante.fr',
      'b@x.mssante.fr',
    ]);
  });
});

describe('a send in a list', () => {
  it.each([
    ['scheduled', later(1)],
    ['queued', null],
    ['unknown', null],
  ] as const)('%s leaves at %s', (state, leavesAt) => {
    expect(sendView(send({ state, nextAt: later(1) }), ME).leavesAt).toBe(leavesAt);
  });

  it('is mine when I validated it, with what I may ask of it', () => {
    expect(sendView(send({ state: 'scheduled' }), ME)).toMatchObject({ mine: true, actions: ['cancel'] });
    expect(sendView(send({ state: 'scheduled' }), '899900000025')).toMatchObject({ mine: false, actions: [] });
  });
});
