import { documentType } from '../../../shared/codes/index.ts';
import type { FoundDocument } from '../../../shared/contract/documents.ts';
import type { Store } from '../../store/types.ts';
import type { Acting } from '../acting.ts';
import type { Readings } from '../journal/readings.ts';

/** Documents found at most, when who asks says no number. */
const LIMIT = 20;

/** Documents by words of their title or text; what was looked for is told. */
export function searchDocuments(ports: {
  readonly store: Pick<Store, 'documents'>;
  readonly readings: Pick<Readings, 'searchOfDocuments'>;
}) {
  return async (
    { query, limit = LIMIT }: { readonly query: string; readonly limit?: number | undefined },
    by: Acting,
  ): Promise<FoundDocument[]> => {
    const hits = await ports.store.documents.search(query, limit);
    ports.readings.searchOfDocuments(by, { by: 'documents', words: query.trim(), shown: hits.length });
    return hits.map(({ birthName, firstName, type, ...hit }) => ({
      ...hit,
      patientName: `${birthName} ${firstName}`,
      typeLabel: type === null ? null : (documentType(type)?.displayName ?? type),
    }));
  };
}
