import type { Store } from '../../store/types.ts';
import { requireDocument } from './view.ts';

/** What was read of a document, page by page, as far as it was: images of pages included. @throws PosteError DOCUMENT_UNKNOWN */
export function recognisedText(store: Store) {
  return async ({ id }: { readonly id: string }): Promise<{ readonly pages: string[] }> => {
    await requireDocument(store, id);
    // Each page ends with a form feed.
    return { pages: (await store.documents.text(id)).split('\f').slice(0, -1) };
  };
}
