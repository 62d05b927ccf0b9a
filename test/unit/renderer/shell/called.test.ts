import { describe, expect, it } from 'vitest';
import { called } from '../../../../renderer/shell/called.ts';

const lines = ['Ajouter un document', 'Connecter MSSanté', 'Lire un datamatrix', 'Ouvrir le journal', 'Onglet Identité du dossier'].map(
  (label) => ({ label }),
);
const found = (typed: string) => called(lines, typed).map(({ label }) => label);

describe('the commands that are called', () => {
  it('are all of them while nothing is typed', () => {
    expect(found('')).toHaveLength(lines.length);
  });

  it('hold every word by its start, in any order, accents and capitals apart', () => {
    expect(found('doc aj')).toEqual(['Ajouter un document']);
    expect(found('mssante')).toEqual(['Connecter MSSanté']);
    expect(found('JOURNAL OUVRIR')).toEqual(['Ouvrir le journal']);
    expect(found('journal ajouter')).toEqual([]);
  });

  it('are called by a few of their letters too, in their order, from the start of a word, after the others', () => {
    expect(found('dc')).toEqual(['Ajouter un document']);
    expect(found('ld')).toEqual(['Lire un datamatrix']);
    expect(found('cm')).toEqual(['Connecter MSSanté']);
    expect(found('oj')).toEqual(['Ouvrir le journal']);
    expect(found('xj')).toEqual([]);
    expect(found('d')).toEqual(['Ajouter un document', 'Lire un datamatrix', 'Onglet Identité du dossier']);
  });

  it('are not called so by more letters than an abbreviation has', () => {
    expect(found('ouvjo')).toEqual([]);
  });
});
