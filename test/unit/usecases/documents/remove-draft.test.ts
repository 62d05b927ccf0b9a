import { describe, expect, it } from 'vitest';
import { removeDraft } from '../../../../electron/usecases/documents/remove-draft.ts';
import { document, validated } from '../../../integration/store/samples.ts';
import { workplace } from '../workplace.ts';

const code = (expected: string): unknown => expect.objectContaining({ code: expected });

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

describe('a draft taken away', () => {
  it('is gone, and the journal says of whom', async () => {
    const { common, store, journal } = await desk();
    await removeDraft(common)('d1');
    expect(await store.documents.get('d1')).toBeNull();
    expect(await journal()).toMatchObject([{ act: 'document.removed', patientId: 'p1', objectId: 'd1', result: 'ok' }]);
  });

  it.each([
    ['d2', 'DOCUMENT_VALIDATED'],
    ['d9', 'DOCUMENT_UNKNOWN'],
  ])('is no draft: %s is refused with %s, and stays', async (id, refusal) => {
    const { common, store, journal } = await desk();
    await expect(removeDraft(common)(id)).rejects.toEqual(code(refusal));
    expect((await store.documents.list('p1')).map((one) => one.id).toSorted()).toEqual(['d1', 'd2']);
    expect(await journal()).toEqual([]);
  });

  it('is nobody’s to take away without a session', async () => {
    const { common, store, logged } = await desk();
    logged(null);
    await expect(removeDraft(common)('d1')).rejects.toEqual(code('SESSION_CLOSED'));
    expect(await store.documents.get('d1')).not.toBeNull();
  });
});
