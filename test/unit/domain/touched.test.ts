import { describe, expect, it } from 'vitest';
import { isAmong, touchedBy, UNTOUCHED } from '../../../shared/domain/record/touched.ts';

describe('what commits touched', () => {
  const ids = (count: number): string[] => Array.from({ length: count }, (_, i) => `p${i}`);

  it('is told together, each record once', () => {
    expect(touchedBy({ patients: ['p1', 'p1'], documents: [] }, { patients: ['p2', 'p1'], documents: ['p3'] })).toEqual({
      patients: ['p1', 'p2'],
      documents: ['p3'],
    });
    expect(touchedBy(UNTOUCHED, UNTOUCHED)).toEqual(UNTOUCHED);
  });

  it('is « many » beyond a hundred records, and stays so', () => {
    expect(touchedBy(UNTOUCHED, { patients: ids(100), documents: [] }).patients).toHaveLength(100);
    const many = touchedBy({ patients: ids(100), documents: [] }, { patients: ['other'], documents: [] });
    expect(many).toEqual({ patients: 'many', documents: [] });
    expect(touchedBy(many, { patients: ['p1'], documents: [] }).patients).toBe('many');
    expect(touchedBy({ patients: ['p1'], documents: [] }, many).patients).toBe('many');
  });

  it.each([
    [['p1'], 'p1', true],
    [['p1'], 'p2', false],
    [['p1'], null, true],
    [[], null, false],
    ['many' as const, 'p2', true],
    ['many' as const, null, true],
  ])('among %j, %j is found: %s', (those, id, found) => {
    expect(isAmong(those, id)).toBe(found);
  });
});
