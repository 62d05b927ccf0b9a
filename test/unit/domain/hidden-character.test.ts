import { describe, expect, it } from 'vitest';
import { parseInsiAnswer } from '../../../electron/insi/answer.ts';
import { readCdaInput } from '../../../electron/cda/input.ts';
import { importedPatient } from '../../../electron/import/patient.ts';
import { parseHandOver } from '../../../electron/vitale/format.ts';
import { titleFromFileName, titleProblem } from '../../../shared/domain/documents/title.ts';
import { hiddenCharacter, shownCharacter, withoutHidden } from '../../../shared/domain/hidden-character.ts';
import { parseDatamatrix } from '../../../shared/domain/ins/datamatrix.ts';
import { toLexicalProfile, usedName } from '../../../shared/domain/ins/names.ts';
import { parseAddress } from '../../../shared/domain/mss/address.ts';
import { minimal } from '../cda/sample.ts';

/** One of each kind: bidi override and isolate, zero-width, joiners, soft hyphen, separators, controls, a half, a tag, fillers. */
const HIDDEN = [
  '\u202E',
  '\u2066',
  '\u200F',
  '\u061C',
  '\u200B',
  '\u200C',
  '\u200D',
  '\u2060',
  '\uFEFF',
  '\u00AD',
  '\u2028',
  '\u2029',
  '\u0000',
  '\u001B',
  '\u0085',
  '\uD800',
  '\u{E0041}',
  '\u3164',
  '\u034F',
  '\u2800',
];
const named = HIDDEN.map((character) => [shownCharacter(character), character] as const);

describe('a character that is not seen', () => {
  it.each(named)('%s is found, and can be taken out', (_, character) => {
    expect([hiddenCharacter(`DU${character}PRE`), withoutHidden(`DU${character}PRE`), withoutHidden(`a${character}b`, ' ')]).toEqual([
      character,
      'DUPRE',
      'a b',
    ]);
  });

  it.each(['Zoé d’Hérault-Marie', 'Müller', 'É', 'CR n° 2 – « suites »', '🩺', '❤️', '\u00A0', 'Łukasz'])('is not in %j', (text) => {
    expect([hiddenCharacter(text), withoutHidden(text)]).toEqual([null, text]);
  });
});

const INSI = (traits: string): Uint8Array =>
  new TextEncoder().encode(
    `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><r:RESULTAT xmlns:r="http://www.cnamts.fr/INSiResultat"><r:CR><r:CodeCR>00</r:CodeCR><r:LibelleCR>OK</r:LibelleCR></r:CR><r:INDIVIDU><r:INSACTIF><r:IdIndividu><r:NumIdentifiant>2790351215189</r:NumIdentifiant><r:Cle>89</r:Cle></r:IdIndividu><r:OID>1.2.250.1.213.1.4.10</r:OID></r:INSACTIF><r:TIQ>${traits}</r:TIQ></r:INDIVIDU></r:RESULTAT></s:Body></s:Envelope>`,
  );

describe.each([
  ['U+202E', '\u202E'],
  ['U+200B', '\u200B'],
  ['U+2028', '\u2028'],
  ['U+00AD', '\u00AD'],
  ['U+200C', '\u200C'],
])('%s enters by no door', (_, hidden) => {
  const spoilt = `DU${hidden}PRE`;
  const code = (act: () => unknown): string => {
    try {
      act();
      return 'taken';
    } catch (thrown) {
      return (thrown as { readonly code: string }).code;
    }
  };

  it('typed: titles, birth names, used names and names of people around, addresses', () => {
    expect([
      titleProblem(spoilt)?.code,
      code(() => toLexicalProfile(spoilt, 'family', '')),
      code(() => usedName(spoilt, '')),
      parseAddress(`${spoilt}@medecin.mssante.fr`),
    ]).toEqual(['TITLE_CHARACTER', 'TRAIT_CHARACTER', 'USED_NAME_CHARACTER', null]);
  });

  it('named elsewhere: the title proposed for a file is without it', () => {
    expect(titleFromFileName(`compte${hidden}rendu.pdf`)).toBe('compte rendu');
  });

  it('imported: a birth name refuses the line, an address or a doctor is dropped and said', () => {
    const raw = {
      ipp: null,
      birthName: 'DUPRE',
      birthFirstNames: 'ZOE',
      firstBirthFirstName: null,
      usedName: null,
      usedFirstName: null,
      sex: 'F',
      birthDate: '1984-02-11',
      birthPlace: null,
      matricule: null,
      phone: null,
      address: null,
      billingNss: null,
      medecinTraitant: null,
      death: null,
      cleared: [],
      unknownPerson: false,
      proof: null,
      consent: null,
      notices: [],
      reliability: [],
      authorities: [],
    } as const;
    const options = { today: '2026-11-22', test: true };
    expect([
      code(() => importedPatient({ ...raw, birthName: spoilt }, options)),
      code(() => importedPatient({ ...raw, usedName: spoilt }, options)),
      code(() => importedPatient({ ...raw, ipp: spoilt }, options)),
    ]).toEqual(['TRAIT_CHARACTER', 'USED_NAME_CHARACTER', 'IMPORT_CONTROL_CHARACTER']);
    expect(importedPatient({ ...raw, address: spoilt, medecinTraitant: spoilt }, options)).toMatchObject({
      address: null,
      medecinTraitant: null,
      notices: [{ code: 'IMPORT_ADDRESS_DROPPED' }, { code: 'IMPORT_DOCTOR_DROPPED' }],
    });
  });

  it('read on a card or a datamatrix', () => {
    const person = { birthName: 'DUPRE', firstName: 'ZOE', birthDate: '1984-02-11' };
    const reading = (change: object): Uint8Array =>
      new TextEncoder().encode(
        JSON.stringify({
          format: 'poste-sante.vitale',
          version: 1,
          source: 'vitale',
          readAt: '2026-11-22T10:00:00Z',
          holder: person,
          beneficiaries: [{ ...person, ...change }],
        }),
      );
    const read = (change: object) =>
      code(() => parseHandOver(reading(change), { now: () => new Date('2026-11-22T10:00:00Z'), staleMinutes: 10 }));
    expect([read({}), read({ birthName: spoilt }), read({ usedName: spoilt }), read({ firstName: spoilt })]).toEqual([
      'taken',
      'VITALE_FORMAT',
      'VITALE_FORMAT',
      'VITALE_FORMAT',
    ]);
    const symbol = (name: string) =>
      code(() =>
        parseDatamatrix(`IS01${'0'.repeat(22)}S1279035121518989S21.2.250.1.213.1.4.10S3DOMINIQUE\u001DS4${name}\u001DS5FS628-03-1979`, {
          test: true,
        }),
      );
    expect([symbol('DUPRE'), ['DATAMATRIX_CONTROL', 'DATAMATRIX_VALUE'].includes(symbol(spoilt))]).toEqual(['taken', true]);
  });

  it('answered by INSi: the name counts as not given, and says so', () => {
    const { identity } = parseInsiAnswer(
      INSI(
        `<r:NomNaissance>${spoilt}</r:NomNaissance><r:ListePrenom>ZOE</r:ListePrenom><r:Sexe>F</r:Sexe><r:DateNaissance>1984-02-11</r:DateNaissance>`,
      ),
    );
    const cleaned = hidden === '\u2028';
    expect([identity?.traits.birthName, identity?.flags]).toEqual(cleaned ? ['DU PRE', []] : [null, ['TRAIT_MISSING', 'TRAIT_UNREADABLE']]);
  });

  it('written in a document: title, names, structure', () => {
    expect(code(() => readCdaInput(minimal))).toBe('taken');
    expect(
      [
        { ...minimal, title: spoilt },
        { ...minimal, author: { ...minimal.author, family: spoilt } },
        { ...minimal, patient: { ...minimal.patient, usedName: spoilt } },
      ].map((input) => code(() => readCdaInput(input))),
    ).toEqual(['INPUT_INVALID', 'INPUT_INVALID', 'INPUT_INVALID']);
  });
});

describe('INSi gives a trait that is none', () => {
  it.each([
    ['<r:DateNaissance>11/02/1984</r:DateNaissance>', { birthDate: null }],
    ['<r:LieuNaissance>&lt;B&gt;</r:LieuNaissance>', { birthPlace: null }],
    ['<r:Sexe>X</r:Sexe>', { sex: null }],
  ])('%s counts as not given, and says so', (given, traits) => {
    expect(parseInsiAnswer(INSI(given)).identity).toMatchObject({ traits, flags: ['TRAIT_MISSING', 'TRAIT_UNREADABLE'] });
  });

  it('keeps letters outside the lexical profile as they came, to be shown and refused', () => {
    expect(
      parseInsiAnswer(INSI('<r:NomNaissance>محمد</r:NomNaissance><r:LieuNaissance>2a004</r:LieuNaissance>')).identity?.traits,
    ).toMatchObject({ birthName: 'محمد', birthPlace: '2A004' });
  });
});
