import { describe, expect, it } from 'vitest';
import { undoValidation } from '../../../../electron/usecases/documents/undo-validation.ts';
import type { DocumentRecord } from '../../../../shared/domain/record/document.ts';
import type { SendRecord } from '../../../../shared/domain/record/send.ts';
import { fail } from '../../../../shared/errors.ts';
import { document, paule, send, validated } from '../../../integration/store/samples.ts';
import { workplace } from '../workplace.ts';

const desk = async (sends: readonly Partial<SendRecord>[], changed: Partial<DocumentRecord> = { status: 'validated', validated }) => {
  const place = workplace();
  await place.records({});
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: document(changed) },
      { kind: 'document.content', documentId: 'd1', content: 'cda', bytes: Buffer.from('<cda/>') },
      ...sends.map((one, i) => ({ kind: 'send.save' as const, send: send({ id: `s${i + 1}`, ...one }) })),
    ],
    audit: [],
  });
  return place;
};

describe('a validation taken back', () => {
  it('leaves a draft with everything chosen, no send and no CDA; the journal keeps the act', async () => {
    const { common, store, journal } = await desk([
      { state: 'scheduled' },
      { channel: 'mss', recipient: 'a@x.mssante.fr', uniqueId: null },
    ]);
    await undoValidation(common)('d1');
    expect(await store.documents.get('d1')).toMatchObject({ status: 'draft', validated: null, form: document().form });
    expect([await store.outbox.list({ documentId: 'd1' }), await store.documents.content('d1', 'cda')]).toEqual([[], null]);
    expect(await journal()).toMatchObject([
      { act: 'document.reopened', patientId: 'p1', objectId: 'd1', result: 'ok', details: { uniqueId: '2.25.1', sends: 2 } },
    ]);
  });

  it.each<readonly [string, string, readonly Partial<SendRecord>[], Partial<DocumentRecord> | undefined]>([
    ['once one of its sends left', 'SEND_LEFT', [{ state: 'scheduled' }, { state: 'sent' }], undefined],
    ['once one of its sends was tried', 'SEND_LEFT', [{ state: 'queued', attempts: 1 }], undefined],
    [
      'by somebody else',
      'SEND_OTHER_PERSON',
      [{}],
      { status: 'validated', validated: { ...validated, by: { idNat: '899900000025', name: 'Dr Luc MARTIN' } } },
    ],
    ['of a draft', 'SEND_LEFT', [], {}],
  ])('is refused %s, with %s, and nothing changes', async (_what, refusal, sends, changed) => {
    const { common, store, journal } = await desk(sends, changed);
    const before = await store.documents.get('d1');
    const thrown: unknown = await undoValidation(common)('d1').catch((cause: unknown) => cause);
    expect(thrown).toMatchObject({ code: refusal });
    if (refusal === 'SEND_OTHER_PERSON') expect(thrown).toMatchObject({ message: expect.stringContaining('Dr Luc MARTIN') });
    expect([await store.documents.get('d1'), (await store.outbox.list({})).length, await journal()]).toEqual([before, sends.length, []]);
  });

  it('that the outbox takes meanwhile has left', async () => {
    const { common, store } = await desk([{}]);
    const taken: typeof common = {
      ...common,
      store: {
        ...store,
        commit: async (commit) => {
          await store.commit({
            changes: [{ kind: 'send.save', send: send({ revision: 1, state: 'sending', bound: send().bound }) }],
            audit: [],
          });
          await store.commit(commit);
        },
      },
    };
    await expect(undoValidation(taken)('d1')).rejects.toMatchObject({ code: 'SEND_LEFT' });
    expect(await store.documents.get('d1')).toMatchObject({ status: 'validated', validated: { by: paule } });
  });

  it('that the disk refuses says why it could not be', async () => {
    const { common, store } = await desk([{}]);
    const full: typeof common = { ...common, store: { ...store, commit: () => Promise.reject(fail('STORE_FULL')) } };
    await expect(undoValidation(full)('d1')).rejects.toMatchObject({ code: 'STORE_FULL' });
  });

  it('is of a document that is there, and nobody’s without a session', async () => {
    const { common, logged } = await desk([{}]);
    await expect(undoValidation(common)('d9')).rejects.toMatchObject({ code: 'DOCUMENT_UNKNOWN' });
    logged(null);
    await expect(undoValidation(common)('d1')).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
  });
});
