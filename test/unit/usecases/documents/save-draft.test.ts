import { describe, expect, it } from 'vitest';
import { saveDraft } from '../../../../electron/usecases/documents/save-draft.ts';
import { document, validated } from '../../../integration/store/samples.ts';
import { workplace } from '../workplace.ts';

const code = (expected: string): unknown => expect.objectContaining({ code: expected });
const FORM = { type: null, title: '', date: 'hier', visibility: 'masked', recipients: ['a@'] } as const;

const desk = async () => {
  const place = workplace();
  await place.records({});
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: document() },
      { kind: 'document.save', document: document({ id: 'd2', status: 'validated', validated }) },
    ],
    audit: [],
  });
  return place;
};

describe('a draft being filled in', () => {
  it('keeps what is typed, valid or not, and is no act', async () => {
    const { common, store, journal } = await desk();
    await saveDraft(common)({ id: 'd1', form: FORM });
    expect(await store.documents.get('d1')).toEqual(document({ revision: 2, form: FORM }));
    expect(await journal()).toEqual([]);
  });

  it.each([
    ['d2', 'DOCUMENT_VALIDATED'],
    ['d9', 'DOCUMENT_UNKNOWN'],
  ])('is no draft: %s is refused with %s', async (id, refusal) => {
    const { common, store } = await desk();
    await expect(saveDraft(common)({ id, form: FORM })).rejects.toEqual(code(refusal));
    expect((await store.documents.get('d2'))?.form).toEqual(document().form);
  });

  it('is nobody’s to fill in without a session', async () => {
    const { common, store, logged } = await desk();
    logged(null);
    await expect(saveDraft(common)({ id: 'd1', form: FORM })).rejects.toEqual(code('SESSION_CLOSED'));
    expect((await store.documents.get('d1'))?.form).toEqual(document().form);
  });
});
