import { describe, expect, it } from 'vitest';
import { givenBy } from '../../../../renderer/text/common.ts';
import { worklistsText } from '../../../../renderer/features/worklists/text.ts';

describe('who gave something', () => {
  it.each([
    [null, 'de l’extérieur'],
    ['HOPITAL', 'de « HOPITAL »'],
    ['HOPITAL (20/11/2026)', 'de « HOPITAL » (20/11/2026)'],
    ['CLINIQUE (NORD)', 'de « CLINIQUE (NORD) »'],
    ['patients.csv', 'du fichier patients.csv'],
    ['EXPORT.TXT (20/11/2026)', 'du fichier EXPORT.TXT (20/11/2026)'],
    ['Datamatrix', 'd’un datamatrix'],
  ])('%s reads « reçu %s »', (sender, words) => {
    expect(givenBy(sender)).toBe(words);
  });
});

describe('since when a record waits', () => {
  it('is a day, or today without « depuis »', () => {
    expect(worklistsText.since('12/03/2026 à 14 h 05')).toBe('depuis le 12/03/2026 à 14 h 05');
    expect(worklistsText.since('aujourd’hui à 14 h 05')).toBe('aujourd’hui à 14 h 05');
  });
});
