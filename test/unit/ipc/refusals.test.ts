import { describe, expect, it } from 'vitest';
import { journalRefusals, type RefusalParts } from '../../../electron/ipc/refusals.ts';
import type { Handlers } from '../../../electron/ipc/bridge.ts';
import type { OpenSession } from '../../../electron/session/session.ts';
import { PosteError } from '../../../shared/errors.ts';
import { journal } from '../journal/kit.ts';

const PAULE = {
  pro: { idNat: '899900000017', family: 'DURAND', given: 'Paule', prefix: null, suffix: 'DR', speciality: null, structure: null },
  situation: { index: 1, structureIdNat: '499900000017001', structureName: 'Cabinet du Port', sector: 'SA07' },
} as OpenSession;
const form = { type: null, title: 'Compte rendu', date: '2026-11-29', visibility: 'visible' as const, recipients: [] };

describe('an act that is refused', () => {
  /** A store that knows one document, one send and one merge, of p1. */
  const store = {
    documents: { get: (id: string) => Promise.resolve(id === 'd1' ? { patientId: 'p1' } : null) },
    outbox: { get: (id: string) => (id === 's1' ? Promise.resolve({ patientId: 'p1' }) : Promise.reject(new Error('no answer'))) },
    patients: { merge: (id: string) => Promise.resolve(id === 'm1' ? { kept: 'p1' } : null) },
  };
  const refusing = (code: string, { open = PAULE, path = null }: { readonly open?: OpenSession | null; readonly path?: string | null } = {}) => {
    const kept = journal();
    const error = new PosteError(code, 'Refusé.', 'Relisez.', { path });
    const refuse = () => Promise.reject(error);
    const named = ['documents.validate', 'documents.list', 'documents.add', 'outbox.cancel', 'patients.merge', 'patients.unmerge', 'patients.askInsi', 'patients.acceptInsi', 'patients.recordInformation', 'patients.create', 'vitale.pick'];
    // Casts: only the handlers that a test names exist, and only what a refusal looks up.
    const handlers = journalRefusals(Object.fromEntries(named.map((name) => [name, refuse])) as unknown as Handlers, { office: { store, now: () => new Date('2026-11-29T10:00:00Z') } as unknown as RefusalParts['office'], session: { open }, trace: kept });
    return { kept, handlers, error };
  };
  const told = async (code: string, call: (handlers: Handlers) => Promise<unknown>, options = {}) => {
    const { kept, handlers, error } = refusing(code, options);
    await expect(call(handlers)).rejects.toBe(error);
    return kept.entries;
  };

  it.each<readonly [string, string, (handlers: Handlers) => Promise<unknown>, readonly [string, string, string | null]]>([
    ['a validation', 'NO_CHANNEL', (h) => h['documents.validate']({ id: 'd1', form }), ['documents.validate.refused', 'Validation du document refusée', 'd1']],
    ['a merge', 'MERGE_TWO_MATRICULES', (h) => h['patients.merge']({ kept: 'p1', removed: 'p2', revisions: { kept: 1, removed: 1 }, take: {}, samePerson: false, lessProven: false }), ['patients.merge.refused', 'Fusion refusée', 'p2']],
    ['a merge taken back', 'MERGE_CHANGED', (h) => h['patients.unmerge']({ merge: 'm1' }), ['patients.unmerge.refused', 'Annulation de la fusion refusée', 'm1']],
    ['a question to INSi', 'IDENTITY_DOUBTFUL', (h) => h['patients.askInsi']({ id: 'p1' }), ['patients.askInsi.refused', 'Question à INSi refusée', null]],
    ['traits of INSi', 'INSI_DISCORDANT', (h) => h['patients.acceptInsi']({ id: 'p1', proposal: 'a1' }), ['patients.acceptInsi.refused', 'Traits INSi refusés', null]],
    ['an information', 'STORE_FULL', (h) => h['patients.recordInformation']({ id: 'p1', purpose: 'feeding', state: 'informed' }), ['patients.recordInformation.refused', 'Information du patient non enregistrée', null]],
    ['a document', 'PDF_ACTIVE', (h) => h['documents.add']({ patientId: 'p1', fileName: 'a.pdf', bytes: new Uint8Array() }), ['documents.add.refused', 'Document refusé', null]],
    ['the cancelling of a send', 'SEND_OVER', (h) => h['outbox.cancel']({ id: 's1' }), ['outbox.cancel.refused', 'Annulation de l’envoi refusée', 's1']],
    ['a card for another record', 'VITALE_OTHER_PERSON', (h) => h['vitale.pick']({ read: 'r1', beneficiary: 0, patient: 'p1', seen: [] }), ['vitale.pick.refused', 'Carte Vitale refusée pour ce dossier', null]],
  ])('is told on its patient, with its code: %s', async (_what, code, call, [act, label, objectId]) => {
    expect(await told(code, call)).toMatchObject([{ act, label, patientId: 'p1', objectId, result: code, actor: { name: 'Dr Paule DURAND' }, situation: '499900000017001', at: '2026-11-29T10:00:00.000Z' }]);
  });

  it.each<readonly [string, string, (handlers: Handlers) => Promise<unknown>, object]>([
    ['a field to correct', 'TITLE_EMPTY', (h) => h['documents.validate']({ id: 'd1', form }), { path: '/title' }],
    ['a session that closed', 'SESSION_CLOSED', (h) => h['documents.validate']({ id: 'd1', form }), {}],
    ['nobody logged in', 'NO_CHANNEL', (h) => h['documents.validate']({ id: 'd1', form }), { open: null }],
    ['a document that nobody knows', 'DOCUMENT_UNKNOWN', (h) => h['documents.validate']({ id: 'd2', form }), {}],
    ['a send that the store does not give', 'SEND_OVER', (h) => h['outbox.cancel']({ id: 's2' }), {}],
    ['an answer that INSi’s own act tells', 'INSI_UNAVAILABLE', (h) => h['patients.askInsi']({ id: 'p1' }), {}],
    ['a matricule whose own act tells', 'PATIENT_SAME_INS', (h) => h['patients.acceptInsi']({ id: 'p1', proposal: 'a1' }), {}],
    ['a card for nobody yet', 'VITALE_SEX', (h) => h['vitale.pick']({ read: 'r1', beneficiary: 0, patient: null, seen: [] }), {}],
    ['a record that does not exist yet', 'PATIENT_SIMILAR', (h) => h['patients.create']({} as Parameters<Handlers['patients.create']>[0]), {}],
    ['a reading', 'STORE_CLOSED', (h) => h['documents.list']({ patientId: 'p1' }), {}],
  ])('is not told for %s, and is refused all the same', async (_what, code, call, options) => {
    expect(await told(code, call, options)).toEqual([]);
  });
});
