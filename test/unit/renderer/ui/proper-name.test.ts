import { describe, expect, it } from 'vitest';
import { properName } from '../../../../renderer/ui/proper-name.ts';
import { recordName } from '../../../../renderer/ui/record-name.ts';

describe('first names as they are read', () => {
  it.each([
    ['JEANNE', 'Jeanne'],
    ['JEAN-PIERRE ÉLISE', 'Jean-Pierre Élise'],
    ['MARIE DE LA CROIX', 'Marie de la Croix'],
    ['D’ARTAGNAN', 'D’Artagnan'],
    ['Anne-lise', 'Anne-lise'],
    ['', ''],
  ])('%s is %s', (kept, read) => {
    expect(properName(kept)).toBe(read);
  });

  it('follow the birth name, which stays as it is', () => {
    expect(recordName({ birthName: 'PAT-TROIS', firstName: 'DOMINIQUE' })).toBe('PAT-TROIS Dominique');
  });
});
