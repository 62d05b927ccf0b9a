import { describe, expect, it } from 'vitest';
import { personsNamed } from '../../../../shared/domain/documents/named-persons.ts';
import type { PageLine } from '../../../../shared/domain/documents/page-line.ts';

const lines = (...texts: readonly string[]): readonly PageLine[] =>
  texts.map((text, i) => ({ text, size: 10, strong: false, top: i / 40 }));
const named = (...texts: readonly string[]) => personsNamed(lines(...texts));
const of = (name: string | null, birthDate: string | null = '1979-03-28', matricule: string | null = null) => ({
  name,
  birthDate,
  matricule,
});

describe('the people whom a page names as its patient', () => {
  it.each([
    ['Mme PAT-TROIS Dominique, née le 28/03/1979', 'PAT-TROIS Dominique'],
    ['Madame Dominique PAT-TROIS née le 28 mars 1979', 'Dominique PAT-TROIS'],
    ['Je vois ce jour Monsieur LE GOFACTICE Yann, né le 28/03/1979, pour une toux.', 'LE GOFACTICE Yann'],
    ['Patiente : Dominique PAT-TROIS, née le 28/03/1979', 'Dominique PAT-TROIS'],
    ['Nom : PAT-TROIS Prénom : Dominique Né(e) le : 28/03/1979', 'PAT-TROIS Dominique'],
    ['Concerne : Madame PAT-TROIS DOMINIQUE (28/03/1979)', 'PAT-TROIS DOMINIQUE'],
    ['l’enfant PAT-TROIS Dominique DDN 28.03.1979', 'PAT-TROIS Dominique'],
    ['Mme Dominique PAT-TROIS née SABLE le 28/03/1979', 'Dominique PAT-TROIS'],
    ['Mme PAT-TROIS Dominique, née DE L’ESSAI-SABLE, le 28 mars 1979', 'PAT-TROIS Dominique'],
    ['M. PAT-TROIS Dominique né à REIMS le 28/03/1979', 'PAT-TROIS Dominique'],
    // As recognition may give it.
    ['Mme PAT-TROIS Dominique, née 1e 28/03/1979', 'PAT-TROIS Dominique'],
  ])('are read in « %s »', (text, name) => {
    expect(named(text)).toEqual([of(name)]);
  });

  it('are read over several lines, and under their labels', () => {
    expect(named('Nom : PAT-TROIS', 'Prénom : Dominique', 'Date de naissance : 28/03/1979')).toEqual([of('PAT-TROIS Dominique')]);
    expect(named('Patient : PAT-TROIS Dominique', 'Né(e) le : 28/03/1979')).toEqual([of('PAT-TROIS Dominique')]);
    expect(named('PAT-TROIS Dominique', 'DDN : 28/03/1979')).toEqual([of('PAT-TROIS Dominique')]);
    expect(named('Mme PAT-TROIS Dominique', 'Date de naissance :', '28/03/1979')).toEqual([of('PAT-TROIS Dominique')]);
  });

  it('are not those who write, those to whom it is written, nor the family', () => {
    expect(named('Docteur Paule DURAND, née le 28/03/1979')).toEqual([]);
    expect(named('Mère : Madame PAT-TROIS Anne, née le 28/03/1979')).toEqual([]);
    expect(named('Personne à prévenir : Monsieur PAT-TROIS Luc né le 28/03/1979')).toEqual([]);
    expect(named('Docteur Luc CONFRÈRE', '2 rue du Courrier', 'Cher confrère,')).toEqual([]);
  });

  it('are named without a birth where the text says that they are the patient', () => {
    expect(named('Patiente : PAT-TROIS Dominique')).toEqual([of('PAT-TROIS Dominique', null)]);
    expect(named('Merci de recevoir PAT-TROIS Dominique')).toEqual([]);
  });

  it('are named by a matricule whose key is right', () => {
    expect(named('INS : 2 79 03 51 215 189 89')).toEqual([of(null, null, '279035121518989')]);
    expect(named('INS : 279035121518989')).toEqual([of(null, null, '279035121518989')]);
    expect(named('INS : 2 79 03 51 215 189 88')).toEqual([]);
    expect(named('RPPS 10009999999, dossier 27903512151898900')).toEqual([]);
  });

  it('are looked for in as much as a letter has: a page made to hold whoever reads it is not read further', () => {
    const letter = 'Mme PAT-TROIS Dominique, née le 28/03/1979';
    const empty = Array.from({ length: 300 }, () => 'Note');
    expect(named(...empty.slice(1), letter)).toHaveLength(1);
    expect(named(...empty, letter)).toEqual([]);
    expect(named(`${'.'.repeat(250)} ${letter}`)).toHaveLength(1);
    expect(named(`${'.'.repeat(300)} ${letter}`)).toEqual([]);
  });

  it('are nobody on a page that names nobody', () => {
    expect(named('Ordonnance', 'Paracétamol 1 g, trois fois par jour', 'Le 18/11/2026')).toEqual([]);
    expect(named('Née le 28/03/1979')).toEqual([]);
    expect(named('Madame PAT-TROIS Dominique, née par césarienne d’un accouchement déclenché le 28/03/1979')).toEqual([]);
  });
});
