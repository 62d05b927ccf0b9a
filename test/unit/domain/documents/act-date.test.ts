import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actDateIn, actDateInName } from '../../../../shared/domain/documents/act-date.ts';
import type { PageLine } from '../../../../shared/domain/documents/page-line.ts';

const lines = (...texts: readonly string[]): readonly PageLine[] =>
  texts.map((text, i) => ({ text, size: 10, strong: false, top: i / 40 }));
const BOUNDS = { today: '2026-11-21', birth: '1979-03-28', birthDates: ['1979-03-28'] };
const read = (...texts: readonly string[]): string | null => actDateIn(lines(...texts), BOUNDS);

describe('the date of a document, in its text', () => {
  it.each([
    ['Saint-Malo, le 18 novembre 2026', '2026-11-18'],
    ['Portville, le mercredi 18 novembre 2026', '2026-11-18'],
    ['Le 1er mars 2026', '2026-03-01'],
    ['Date : 18/11/2026', '2026-11-18'],
    ['le 18.11.2026', '2026-11-18'],
    ['Date de l’examen : 18/11/2026', '2026-11-18'],
    ['Prélevé le 18/11/2026 à 08:15', '2026-11-18'],
    ['Compte rendu de consultation du 18/11/2026', '2026-11-18'],
    ['Réalisé le 18 août 2026', '2026-08-18'],
  ])('is read in « %s »', (text, date) => {
    expect(read(text)).toBe(date);
  });

  it.each([
    ['a birth, of the patient or of anybody', 'Née le 12/03/1950'],
    ['the birth of the patient, said otherwise', 'Date : 28/03/1979'],
    ['a day before the birth', 'Portville, le 27 mars 1979'],
    ['a day to come', 'Portville, le 22 novembre 2026'],
    ['an appointment', 'Prochain rendez-vous le 12/11/2026'],
    ['what happened before', 'Antécédents : fracture du poignet le 14/05/2016'],
    ['when it was printed', 'Imprimé le 20/11/2026'],
    ['a day that no calendar has', 'Portville, le 31 juin 2026'],
    ['part of a number', 'N° 118/11/20261'],
  ])('is not %s', (_what, text) => {
    expect(read(text)).toBeNull();
  });

  it('is that of the examination rather than of the letter, of the end of a stay rather than of its beginning', () => {
    expect(read('Portville, le 20/11/2026', 'Date de l’examen : 18/11/2026')).toBe('2026-11-18');
    expect(read('Hospitalisation du 10/11/2026 au 18/11/2026')).toBe('2026-11-18');
    expect(read('Date d’entrée : 10/11/2026 Date de sortie : 18/11/2026')).toBe('2026-11-18');
  });

  it('is the first of those that are as sure, and may stand under its label', () => {
    expect(read('Portville, le 18/11/2026', 'Portville, le 17/11/2026')).toBe('2026-11-18');
    expect(read('Date de l’examen :', '18/11/2026')).toBe('2026-11-18');
  });

  it('is that of the heading rather than of what happened another day', () => {
    expect(read('Patient suivi ici le 17/11/2026', 'Certificat médical du 18/11/2026')).toBe('2026-11-18');
  });

  it('that nothing announces is one at the head of the page, and none below', () => {
    const told = 'Bilan 18/11/2026 stable';
    expect(read(told)).toBe('2026-11-18');
    expect(read(...Array.from({ length: 20 }, () => 'Texte'), told)).toBeNull();
  });

  it('is of no document from before 1950', () => {
    const elder = { ...BOUNDS, birth: '1930-01-02', birthDates: [] };
    expect(actDateIn(lines('Portville, le 31 décembre 1949'), elder)).toBeNull();
    expect(actDateIn(lines('Portville, le 1er janvier 1950'), elder)).toBe('1950-01-01');
  });

  it('is never after today, nor a birth, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom('Portville, le ', 'Date : ', 'Née le ', 'Fait le '),
            fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
          ),
        ),
        (said) => {
          const dates = said.map(([label, date]) => [label, date.toISOString().slice(0, 10)] as const);
          const found = read(...dates.map(([label, date]) => `${label}${date.split('-').toReversed().join('/')}`));
          if (found === null) return;
          expect(found <= BOUNDS.today && !BOUNDS.birthDates.includes(found)).toBe(true);
          expect(dates.some(([label, date]) => label !== 'Née le ' && date === found)).toBe(true);
        },
      ),
    );
  });
});

describe('the date of a document, in the name of its file', () => {
  it.each([
    ['CR 2026-11-18.pdf', '2026-11-18'],
    ['Scan 20261118 0042.pdf', '2026-11-18'],
    ['bilan_18-11-2026.pdf', '2026-11-18'],
    ['bilan 18 11 2026 signé.pdf', '2026-11-18'],
    ['18112026.pdf', '2026-11-18'],
    ['lettre 28-03-1979 18-11-2026.pdf', '2026-11-18'],
    ['lettre 20261122.pdf', null],
    ['fax_00123456789.pdf', null],
    ['SKM_C25826111809150.pdf', null],
    ['lettre.pdf', null],
  ])('of %s is %s', (name, date) => {
    expect(actDateInName(name, BOUNDS)).toBe(date);
  });
});
