import { describe, expect, it } from 'vitest';
import { documentButtons } from '../../../../../renderer/features/identity/document-buttons.ts';
import { identityDocumentTypes, usualIdentityDocuments } from '../../../../../shared/domain/identity/documents.ts';

const types = identityDocumentTypes(usualIdentityDocuments).map(({ code, minorOnly = false }) => ({ code, minorOnly }));
const codes = (some: readonly { readonly code: string }[]): readonly string[] => some.map(({ code }) => code);

describe('the documents that have a button', () => {
  it('are the first six of an adult’s, in the order of the list', () => {
    const { buttons, others } = documentButtons(types.filter(({ minorOnly }) => !minorOnly));
    expect([codes(buttons), codes(others)]).toEqual([['CN', 'PA', 'CS', 'IE', 'AV', 'TC'], ['AC']]);
  });

  it('are a minor’s own after the three most usual', () => {
    const { buttons, others } = documentButtons(types);
    expect([codes(buttons), codes(others)]).toEqual([
      ['CN', 'PA', 'CS', 'LE', 'AN', 'DC'],
      ['IE', 'AV', 'TC', 'AC'],
    ]);
  });

  it('are all those of a short list, and no other is elsewhere', () => {
    const { buttons, others } = documentButtons(types.slice(0, 2));
    expect([codes(buttons), others]).toEqual([['CN', 'PA'], []]);
  });
});
