import { describe, expect, it } from 'vitest';
import { comparedMark } from '../../../../../renderer/features/identity/compared-mark.ts';

describe('a trait beside that of INSi', () => {
  it.each([
    [null, '51215', 'notice', 'Apporté par INSi'],
    ['', '51215', 'notice', 'Apporté par INSi'],
    [null, null, 'identical', undefined],
    ['', '', 'identical', undefined],
    ['51215', null, 'notice', 'À regarder'],
    ['51215', '51215', 'identical', 'Identique'],
    ['51215', '63220', 'discordant', 'Discordant'],
    ["D'AEION", 'D AEION', 'equivalent', 'Équivalent'],
  ] as const)('%s beside %s (%s) is said %s', (local, insi, outcome, word) => {
    expect(comparedMark({ local, insi, outcome })?.word).toBe(word);
  });
});
