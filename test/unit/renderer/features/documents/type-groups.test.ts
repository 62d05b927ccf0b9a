import { describe, expect, it } from 'vitest';
import { typeGroups } from '../../../../../renderer/features/documents/type-groups.ts';

const type = (code: string, label: string, category: string, ofPatient = false) => ({
  code,
  label,
  category,
  defaultVisibility: 'visible' as const,
  ofPatient,
});
const types = [
  type('a', 'CR opératoire', 'Compte rendu'),
  type('b', 'CR d’anesthésie', 'Compte rendu'),
  type('c', 'Prescription de soins', 'Prescription'),
  type('d', 'Directives anticipées', 'Du patient', true),
];
const shown = (first: Parameters<typeof typeGroups>[1], typed = '') =>
  typeGroups(types, first, typed).map((group) => [group.title, group.types.map((line) => line.type.code).join('')]);

describe('the types that are offered', () => {
  it('come under what is first, each once there, then all of them by category', () => {
    const first = [
      { title: 'Récents', codes: ['c', 'b', 'gone'] },
      { title: 'Favoris', codes: ['b', 'a'] },
    ];
    expect(shown(first)).toEqual([
      ['Récents', 'cb'],
      ['Favoris', 'a'],
      ['Compte rendu', 'ab'],
      ['Prescription', 'c'],
    ]);
  });

  it('have no heading of what is first while there is nothing of it', () => {
    expect(shown([{ title: 'Récents', codes: [] }]).map(([title]) => title)).toEqual(['Compte rendu', 'Prescription']);
  });

  it('are those that are typed, without headings, and never those that patients deposit', () => {
    expect(shown([{ title: 'Récents', codes: ['c'] }], 'cr')).toEqual([['', 'ab']]);
    expect(shown([{ title: 'Récents', codes: ['d'] }], 'directives')).toEqual([]);
    expect(shown([{ title: 'Récents', codes: ['d'] }])).toHaveLength(2);
  });

  it('have a key of their own under each heading', () => {
    const keys = typeGroups(types, [{ title: 'Récents', codes: ['a'] }], '').flatMap((group) => group.types.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
