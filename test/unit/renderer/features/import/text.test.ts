import { describe, expect, it } from 'vitest';
import { eventWords } from '../../../../../renderer/features/import/hl7-events.ts';
import { importsText, type ImportCounts } from '../../../../../renderer/features/import/text.ts';

const counts = (part: Partial<ImportCounts>): ImportCounts => ({
  dryRun: false,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  conflicts: 0,
  ...part,
});
const said = (run: ImportCounts): string[] =>
  (['created', 'updated', 'unchanged', 'rejected'] as const).map((what) => importsText[what](run));

describe('the counts of an import', () => {
  it('agree with their number, conflicts among the refused', () => {
    expect(said(counts({ created: 1, updated: 1, unchanged: 1, rejected: 1, conflicts: 1 }))).toEqual([
      '1 créé',
      '1 mis à jour',
      '1 inchangé',
      '1 refusé, dont 1 en conflit',
    ]);
    expect(said(counts({ created: 2, updated: 2, unchanged: 2, rejected: 2 }))).toEqual([
      '2 créés',
      '2 mis à jour',
      '2 inchangés',
      '2 refusés',
    ]);
  });

  it('never say of a dry run that something was done', () => {
    expect(said(counts({ dryRun: true, created: 1, updated: 1, rejected: 1 }))).toEqual([
      '1 serait créé',
      '1 serait mis à jour',
      '0 inchangé',
      '1 serait refusé',
    ]);
    expect(said(counts({ dryRun: true, created: 12_000, updated: 2, rejected: 3, conflicts: 2 }))).toEqual([
      '12\u202F000 seraient créés',
      '2 seraient mis à jour',
      '0 inchangé',
      '3 seraient refusés, dont 2 en conflit',
    ]);
  });
});

describe('the first lines that something is said of', () => {
  it.each([
    [[6], 1, 'ligne 6'],
    [[6, 9], 2, 'lignes 6, 9'],
    [[6, 1200], 3, 'lignes 6, 1\u202F200…'],
  ])('%j of %i: %s', (first, n, words) => {
    expect(importsText.atLines(first, n)).toBe(words);
  });
});

describe('the import that follows a dry run', () => {
  it('says what it leaves out, one line or several', () => {
    expect([0, 1, 2].map(importsText.thenReal)).toEqual([
      'L’essai est bon : importer maintenant',
      'Importer sans la ligne refusée',
      'Importer sans les lignes refusées',
    ]);
  });
});

describe('an event that is not taken', () => {
  it.each([
    ['ADT^A05', 'ADT^A05 : pré-admission'],
    ['ADT^A47', 'ADT^A47 : changement de numéro de patient'],
    ['ADT^Z42', 'ADT^Z42'],
    ['ORU^A05', 'ORU^A05'],
  ])('%s is said in words when they are known', (event, words) => {
    expect(eventWords(event)).toBe(words);
  });
});
