/** A person as the simulated base of INSi knows them. */
export interface Person {
  readonly birthName: string;
  /** Given names, space-separated, in civil order. */
  readonly firstNames: string;
  readonly sex: 'M' | 'F';
  readonly birthDate: string;
  /** COG code; null when the published test set gives none: any place sent then corresponds. */
  readonly birthPlace: string | null;
  readonly ins: Matricule;
  readonly history: readonly (Matricule & { readonly from: string; readonly to: string })[];
  /** The platform answers an error for this person instead of an identity. */
  readonly fault?: 'siram_40';
}

export interface Matricule {
  readonly number: string;
  readonly key: string;
  readonly oid: string;
}

const NIR = '1.2.250.1.213.1.4.8';
const NIA = '1.2.250.1.213.1.4.9';
const NIR_TEST = '1.2.250.1.213.1.4.10';
const NIR_DEMO = '1.2.250.1.213.1.4.11';

type Row = readonly [birthName: string, firstNames: string, sex: 'M' | 'F', birthDate: string, birthPlace: string | null, matricule: string, oid: string];

// Public test identities of INSi and of the DMP, keys as published, the wrong one included (ins.md, section 6).
const PUBLISHED: readonly Row[] = [
  ['ADRUN', 'ZOE', 'F', '1975-12-31', '63220', '2751263220749 74', NIR],
  ['ADRDEUX', 'LAURENT', 'M', '1981-01-01', '63220', '1810163220751 40', NIR],
  ['ADRTROIS', 'DOMINIQUE', 'F', '1997-02-26', '2A020', '297022A020778 78', NIR],
  ['ADRTROIS', 'TOUSSAINT', 'M', '1960-01-01', '2B020', '160012B020777 13', NIR],
  ['TCHITCHI', 'CATARINA BELLA', 'F', '1936-06-21', '63220', '2360663220836 56', NIR],
  ['PROVISOIRE', 'MATRICULE', 'M', '2009-07-01', '63220', '1090763220888 35', NIA],
  ['PAT-TROIS', 'DOMINIQUE MARIE-LOUISE', 'F', '1979-03-28', '51215', '2790351215189 89', NIR_TEST],
  ['NESSI', 'RUTH ISABELLE', 'F', '1977-07-14', '63220', '2770763220829 10', NIR_TEST],
  ['INS-FAMILLE-ONZE', 'PAUL JEAN MARC', 'M', '1970-08-07', null, '1700826221701 61', NIR_TEST],
  ['INS-FAMILLE-ONZE', 'CORSE', 'M', '2001-07-14', null, '101072B999001 14', NIR_TEST],
  ['INSFAMILLEQUATRE', 'JUMEAUUN', 'M', '1999-01-15', null, '1990134172021 74', NIR_TEST],
  ['INSFAMILLEQUATRE', 'JUMEAUDEUX', 'M', '1999-01-15', null, '1990134172022 73', NIR_TEST],
  ['PAT-QUATRE', 'ISABELLE', 'F', '1933-06-07', null, '1330617640352 49', NIR_TEST],
  ['MELANGE', 'SEBASTIEN', 'M', '2011-06-19', null, '1110686478184 24', NIR_TEST],
  ['DESMAUX', 'NATHALIE', 'F', '1955-06-15', null, '2550699999999 34', NIR_DEMO],
];

// Our own, plainly fictitious: order numbers 9xx. Two of them share every trait but the birth place, two all but
// the second given name, two everything.
const OWN: readonly Row[] = [
  ['DE VINCI', 'LEONARDO', 'M', '2014-02-01', '63220', own('1140263220901'), NIR_TEST],
  ['DE VINCI', 'LEONARDO', 'M', '2014-02-01', '75115', own('1140275115902'), NIR_TEST],
  ["D'ARTAGNAN DE L'HERAULT", 'PIERRE-ALAIN', 'M', '2001-06-17', '63220', own('1010663220903'), NIR_TEST],
  ['BAC-A-SABLE', 'CAMILLE ROSE', 'F', '1990-05-05', '51215', own('2900551215904'), NIR_TEST],
  ['BAC-A-SABLE', 'CAMILLE LOUISE', 'F', '1990-05-05', '51215', own('2900551215905'), NIR_TEST],
  ['BAC-A-DOUBLE', 'SACHA', 'M', '1988-08-08', '51215', own('1880851215906'), NIR_TEST],
  ['BAC-A-DOUBLE', 'SACHA', 'M', '1988-08-08', '51215', own('1880851215907'), NIR_TEST],
];

export const POPULATION: readonly Person[] = [
  ...[...PUBLISHED, ...OWN].map(person),
  {
    ...person(['ECETINSI', 'PIERRE-ALAIN MURIEL FLORIANT', 'M', '2009-07-14', '63220', '1090763220834 89', NIR]),
    history: [
      { ...matricule('2090763220834 39', NIR), from: '2009-07-20', to: '2019-02-28' },
      // The CNDA file has this period the wrong way round.
      { ...matricule('2090663220123 55', NIR), from: '2019-03-01', to: '2009-07-19' },
    ],
  },
  {
    ...person(['CORSE', 'ANTHONY', 'M', '1980-03-02', '2B020', '180032B020401 23', NIR]),
    history: [{ ...matricule('180032B020401 23', NIR), from: '1980-03-02', to: '2019-12-31' }],
  },
  {
    ...person(['HERMANN', 'GATIEN', 'M', '1981-03-24', '63220', '1810363220456 60', NIR]),
    history: [{ ...matricule('2810363220456 10', NIR), from: '1981-03-24', to: '2016-05-01' }],
  },
  { ...person(["D'AEION", 'COEUR', 'M', '1987-01-25', null, '1870163220908 00', NIR]), fault: 'siram_40' },
];

function person([birthName, firstNames, sex, birthDate, birthPlace, written, oid]: Row): Person {
  return { birthName, firstNames, sex, birthDate, birthPlace, ins: matricule(written, oid), history: [] };
}

function matricule(written: string, oid: string): Matricule {
  const [number = '', key = ''] = written.split(' ');
  return { number, key, oid };
}

function own(number: string): string {
  return `${number} ${String(97 - (Number(number) % 97)).padStart(2, '0')}`;
}

export interface Search {
  readonly birthName: string;
  readonly firstNames: readonly string[];
  readonly sex: string;
  readonly birthDate: string;
  readonly birthPlace: string | null;
}

/** The people who correspond (ins.md 1.8): one Prenom sent is the whole list or one given name of it. */
export function search(population: readonly Person[], wanted: Search): Person[] {
  const names = new Set(wanted.firstNames.map(norm));
  return population.filter(
    (known) =>
      norm(known.birthName) === norm(wanted.birthName) &&
      [known.firstNames, ...known.firstNames.split(' ')].some((name) => names.has(norm(name))) &&
      known.sex === wanted.sex &&
      known.birthDate === wanted.birthDate &&
      (wanted.birthPlace === null || known.birthPlace === null || known.birthPlace === wanted.birthPlace),
  );
}

const norm = (name: string): string => name.toUpperCase().replaceAll(/[-']/g, ' ').replaceAll(/ +/g, ' ').trim();
