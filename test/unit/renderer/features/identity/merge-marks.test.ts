import { describe, expect, it } from 'vitest';
import { lineMark } from '../../../../../renderer/features/identity/merge-marks.ts';

describe('the mark of a line of two records', () => {
  it.each([
    ['birthDate', 'different', ['birthDate'], 'Différent', 'bad'],
    ['birthPlace', 'different', ['birthDate'], 'À regarder', 'warn'],
    ['phone', 'different', [], 'Différent', 'warn'],
    ['birthDate', 'missing', ['birthDate'], 'D’un seul côté', 'wait'],
    ['birthName', 'same', [], 'Identique', 'ok'],
  ] as const)('of %s, %s, when %j contradict each other', (field, likeness, contradicted, word, tone) => {
    expect(lineMark({ field, likeness }, { contradicted: [...contradicted] })).toMatchObject({ word, tone });
  });
});
