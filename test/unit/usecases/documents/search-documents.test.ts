import { describe, expect, it } from 'vitest';
import { searchDocuments } from '../../../../electron/usecases/documents/search-documents.ts';
import type { Search } from '../../../../electron/usecases/journal/searches.ts';
import { document } from '../../../integration/store/samples.ts';
import { PAULE, workplace } from '../workplace.ts';

const form = (title: string, date: string) => ({ ...document().form, title, date });

/** Three documents of two patients. */
const desk = async () => {
  const place = workplace();
  await place.records({}, { birthName: 'TOURNEBISE', birthFirstNames: 'SOLENE', firstBirthFirstName: 'SOLENE' });
  const read = { state: 'read', done: 1, scanned: false } as const;
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: document({ id: 'd1', form: form('Échographie du cœur', '2026-01-10') }) },
      { kind: 'document.read', documentId: 'd1', reading: read, texts: ['Fraction d’éjection conservée', 'Suite'] },
      { kind: 'document.save', document: document({ id: 'd2', form: form('Lettre de liaison', '2026-03-10') }) },
      { kind: 'document.read', documentId: 'd2', reading: read, texts: ['Une échographie est prévue, du cœur aussi'] },
      { kind: 'document.save', document: document({ id: 'd3', patientId: 'p2', form: form('Ordonnance', '2026-02-10') }) },
      { kind: 'document.read', documentId: 'd3', reading: read, texts: ['Bisoprolol'] },
    ],
    audit: [],
  });
  const told: Search[] = [];
  const search = searchDocuments({ store: place.store, readings: { searchOfDocuments: (_by, one) => void told.push(one) } });
  return {
    ...place,
    told,
    search,
    ids: async (query: string, limit?: number) => (await search({ query, limit }, PAULE)).map(({ id }) => id),
  };
};

describe('documents looked for by words', () => {
  it.each([
    ['the words of a title, without accents, in any order', 'coeur echographie', ['d1', 'd2']],
    ['starts of words', 'bisop', ['d3']],
    ['words of the title and of the text', 'lettre prévue', ['d2']],
    ['words of two pages', 'ejection suite', ['d1']],
    ['words apart by signs', 'd’éjection', ['d1']],
    ['words of two documents', 'bisoprolol echographie', []],
    ['no word', ' - ', []],
    ['what would be a query', 'title:"lettre" OR ordonnance*', []],
  ])('are found by %s', async (_what, query, found) => {
    expect(await (await desk()).ids(query)).toEqual(found);
  });

  it('come with whom and what they are of, and the search is told', async () => {
    const { search, told } = await desk();
    expect(await search({ query: 'ordonnance' }, PAULE)).toEqual([
      {
        id: 'd3',
        patientId: 'p2',
        patientName: 'TOURNEBISE SOLENE',
        title: 'Ordonnance',
        typeLabel: 'CR ou fiche de consultation ou de visite',
        date: '2026-02-10',
      },
    ]);
    expect(told).toEqual([{ by: 'documents', words: 'ordonnance', shown: 1 }]);
  });

  it('are no more than asked, and follow a title that changes, a draft that goes away, one that comes back', async () => {
    const { ids, store } = await desk();
    expect(await ids('coeur', 1)).toEqual(['d1']);
    const draft = await store.documents.get('d1');
    if (draft === null) throw new Error('no draft');
    await store.commit({ changes: [{ kind: 'document.save', document: { ...draft, form: form('IRM', '2026-01-10') } }], audit: [] });
    expect([await ids('echographie'), await ids('irm ejection')]).toEqual([['d2'], ['d1']]);
    await store.commit({
      changes: [{ kind: 'document.discard', documentId: 'd2', revision: 1, until: '2026-11-21T10:00:00.000Z' }],
      audit: [],
    });
    expect(await ids('echographie')).toEqual([]);
    await store.commit({ changes: [{ kind: 'document.discard', documentId: 'd2', revision: 2, until: null }], audit: [] });
    expect(await ids('echographie')).toEqual(['d2']);
    await store.commit({ changes: [{ kind: 'document.remove', documentId: 'd2', revision: 3 }], audit: [] });
    expect(await ids('echographie')).toEqual([]);
  });
});
