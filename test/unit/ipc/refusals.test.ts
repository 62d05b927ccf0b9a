import { describe, expect, it } from 'vitest';
import { journalRefusals, type RefusalPorts } from '../../../electron/ipc/refusals.ts';
import type { CallName } from '../../../shared/contract/index.ts';
import type { OpenSession } from '../../../electron/session/session.ts';
import { PosteError, type ErrorCode } from '../../../shared/errors.ts';
import { journal } from '../usecases/journal/kit.ts';

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
  const told = async (code: ErrorCode, name: CallName, input: unknown, path: string | null = null) => {
    const kept = journal();
    // Casts: only what a refusal looks up.
    const common = { store, now: () => new Date('2026-11-29T10:00:00Z') } as unknown as RefusalPorts['common'];
    await journalRefusals({ common, trace: kept })(name, input, PAULE, new PosteError(code, 'Refusé.', 'Relisez.', { path }));
    return kept.entries;
  };

  it.each<readonly [string, ErrorCode, CallName, unknown, readonly [string, string, string | null]]>([
    [
      'a validation',
      'NO_CHANNEL',
      'documents.validate',
      { id: 'd1', form },
      ['documents.validate.refused', 'Validation du document refusée', 'd1'],
    ],
    [
      'a merge',
      'MERGE_TWO_MATRICULES',
      'patients.merge',
      { kept: 'p1', removed: 'p2', revisions: { kept: 1, removed: 1 }, take: {}, samePerson: false, lessProven: false },
      ['patients.merge.refused', 'Fusion refusée', 'p2'],
    ],
    [
      'a merge taken back',
      'MERGE_CHANGED',
      'patients.unmerge',
      { merge: 'm1' },
      ['patients.unmerge.refused', 'Annulation de la fusion refusée', 'm1'],
    ],
    [
      'a question to INSi',
      'IDENTITY_DOUBTFUL',
      'patients.askInsi',
      { id: 'p1' },
      ['patients.askInsi.refused', 'Question à INSi refusée', null],
    ],
    [
      'traits of INSi',
      'INSI_DISCORDANT',
      'patients.acceptInsi',
      { id: 'p1', proposal: 'a1' },
      ['patients.acceptInsi.refused', 'Traits INSi refusés', null],
    ],
    [
      'an information',
      'STORE_FULL',
      'patients.recordInformation',
      { id: 'p1', purpose: 'feeding', state: 'informed' },
      ['patients.recordInformation.refused', 'Information du patient non enregistrée', null],
    ],
    [
      'a document',
      'PDF_ACTIVE',
      'documents.add',
      { patientId: 'p1', fileName: 'a.pdf', bytes: new Uint8Array() },
      ['documents.add.refused', 'Document refusé', null],
    ],
    [
      'the cancelling of a send',
      'SEND_OVER',
      'outbox.cancel',
      { id: 's1' },
      ['outbox.cancel.refused', 'Annulation de l’envoi refusée', 's1'],
    ],
    [
      'a card for another record',
      'VITALE_OTHER_PERSON',
      'vitale.pick',
      { read: 'r1', beneficiary: 0, patient: 'p1', seen: [] },
      ['vitale.pick.refused', 'Carte Vitale refusée pour ce dossier', null],
    ],
  ])('is told on its patient, with its code: %s', async (_what, code, name, input, [act, label, objectId]) => {
    expect(await told(code, name, input)).toMatchObject([
      {
        act,
        label,
        patientId: 'p1',
        objectId,
        result: code,
        actor: { name: 'Dr Paule DURAND' },
        situation: '499900000017001',
        at: '2026-11-29T10:00:00.000Z',
      },
    ]);
  });

  it.each<readonly [string, ErrorCode, CallName, unknown, string | null]>([
    ['a field to correct', 'TITLE_EMPTY', 'documents.validate', { id: 'd1', form }, '/title'],
    ['a session that closed', 'SESSION_CLOSED', 'documents.validate', { id: 'd1', form }, null],
    ['a document that nobody knows', 'DOCUMENT_UNKNOWN', 'documents.validate', { id: 'd2', form }, null],
    ['a send that the store does not give', 'SEND_OVER', 'outbox.cancel', { id: 's2' }, null],
    ['an answer that INSi’s own act tells', 'INSI_UNAVAILABLE', 'patients.askInsi', { id: 'p1' }, null],
    ['a matricule whose own act tells', 'PATIENT_SAME_INS', 'patients.acceptInsi', { id: 'p1', proposal: 'a1' }, null],
    ['a card for nobody yet', 'VITALE_SEX', 'vitale.pick', { read: 'r1', beneficiary: 0, patient: null, seen: [] }, null],
    ['a record that does not exist yet', 'PATIENT_SIMILAR', 'patients.create', {}, null],
    ['a reading', 'STORE_CLOSED', 'documents.list', { patientId: 'p1' }, null],
  ])('is not told for %s', async (_what, code, name, input, path) => {
    expect(await told(code, name, input, path)).toEqual([]);
  });
});
