import { expect, it } from 'vitest';
import { recognisedText } from '../../../../electron/usecases/documents/recognised-text.ts';
import { document } from '../../../integration/store/samples.ts';
import { workplace } from '../workplace.ts';

it('what was read of a document is given page by page, as far as it was read; of one that nobody knows, nothing', async () => {
  const place = workplace();
  await place.records({});
  const { reading } = document();
  await place.store.commit({ changes: [{ kind: 'document.save', document: document() }], audit: [] });
  const texts = recognisedText(place.store);
  expect(await texts({ id: 'd1' })).toEqual({ pages: [] });
  await place.store.commit({ changes: [{ kind: 'document.read', documentId: 'd1', reading, texts: ['Bilan\nPotassium', ''] }], audit: [] });
  expect(await texts({ id: 'd1' })).toEqual({ pages: ['Bilan\nPotassium', ''] });
  await expect(texts({ id: 'd9' })).rejects.toMatchObject({ code: 'DOCUMENT_UNKNOWN' });
});
