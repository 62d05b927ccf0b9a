import { describe, expect, it } from 'vitest';
import { shownOf } from '../../../../../renderer/features/documents/useDocuments.ts';

describe('the document that is shown', () => {
  const sent = { id: 'sent', status: 'validated' } as const;
  const draft = { id: 'draft', status: 'draft' } as const;
  const other = { id: 'other', status: 'draft' } as const;

  it('is the one chosen', () => {
    expect(shownOf([sent, draft, other], 'other')).toBe(other);
    expect(shownOf([sent, draft, other], 'sent')).toBe(sent);
  });

  it('is the first to be validated when none is chosen or that one is gone, else the first', () => {
    expect(shownOf([sent, draft, other], null)).toBe(draft);
    expect(shownOf([sent, draft], 'gone')).toBe(draft);
    expect(shownOf([sent], null)).toBe(sent);
    expect(shownOf([], null)).toBeNull();
  });
});
