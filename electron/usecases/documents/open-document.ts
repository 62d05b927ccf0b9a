import { fail } from '../../../shared/errors.ts';
import type { Store } from '../../store/types.ts';
import type { Readings } from '../journal/readings.ts';
import type { Offer } from '../offer.ts';
import type { Acting } from '../acting.ts';
import { requireDocument } from './view.ts';

interface OpenDocumentPorts {
  readonly store: Store;
  readonly readings: Pick<Readings, 'document'>;
  readonly offer: Offer;
}

/** The PDF of a document, read by whoever asked for it. @returns where the window takes it. @throws PosteError DOCUMENT_UNKNOWN */
export function openDocument({ store, readings, offer }: OpenDocumentPorts) {
  return async (id: string, by: Acting): Promise<string> => {
    const [document, bytes] = await Promise.all([requireDocument(store, id), store.documents.content(id, 'pdf')]);
    if (bytes === null) throw fail('DOCUMENT_UNKNOWN');
    readings.document(by, document);
    return offer({ type: 'application/pdf', bytes });
  };
}
