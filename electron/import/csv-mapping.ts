import { normaliseName } from '../../shared/domain/ins/names.ts';
import { fail } from './errors.ts';

/** What a column may give. */
export const csvFields = ['ipp', 'birthName', 'birthFirstNames', 'firstBirthFirstName', 'usedName', 'usedFirstName', 'sex', 'birthDate', 'birthPlace', 'matricule', 'oid'] as const;
export type CsvField = (typeof csvFields)[number];

/** Name of the column of each field; null = the file has none. */
export type CsvMapping = Readonly<Record<CsvField, string | null>>;

const REQUIRED: Readonly<Partial<Record<CsvField, string>>> = {
  birthName: 'le nom de naissance',
  birthFirstNames: 'les prénoms de naissance',
  sex: 'le sexe',
  birthDate: 'la date de naissance',
};

/** Usual headers, normalised. « NOM » alone is not there: nothing says which name it is. */
const USUAL: Readonly<Record<CsvField, readonly string[]>> = {
  ipp: ['IPP', 'NUMERO PATIENT', 'NUMERO DE PATIENT', 'ID PATIENT', 'IDENTIFIANT PATIENT', 'NUMERO DOSSIER', 'NUMERO DE DOSSIER'],
  birthName: ['NOM DE NAISSANCE', 'NOM NAISSANCE', 'NOM DE FAMILLE', 'NOM PATRONYMIQUE', 'NOM DE JEUNE FILLE'],
  birthFirstNames: ['PRENOMS DE NAISSANCE', 'PRENOMS NAISSANCE', 'PRENOM S DE NAISSANCE', 'PRENOMS', 'LISTE DES PRENOMS', 'PRENOMS ETAT CIVIL', 'PRENOM DE NAISSANCE', 'PRENOM'],
  firstBirthFirstName: ['PREMIER PRENOM', 'PREMIER PRENOM DE NAISSANCE'],
  usedName: ['NOM UTILISE', 'NOM USUEL', 'NOM D USAGE', 'NOM USAGE', 'NOM MARITAL', 'NOM D EPOUSE'],
  usedFirstName: ['PRENOM UTILISE', 'PRENOM USUEL', 'PRENOM D USAGE', 'PRENOM USAGE'],
  sex: ['SEXE', 'GENRE'],
  birthDate: ['DATE DE NAISSANCE', 'DATE NAISSANCE', 'NE LE', 'NEE LE', 'NE E LE', 'DDN'],
  birthPlace: ['CODE LIEU DE NAISSANCE', 'CODE LIEU NAISSANCE', 'COG', 'COG NAISSANCE', 'CODE INSEE NAISSANCE', 'CODE COMMUNE NAISSANCE', 'CODE INSEE LIEU DE NAISSANCE', 'CODE COG'],
  matricule: ['MATRICULE INS', 'MATRICULE', 'INS'],
  oid: ['OID', 'OID INS', 'NATURE INS'],
};

const keyOf = (header: string): string => normaliseName(header.replaceAll(/[_./()]/g, ' '));

/** The mapping that the headers suggest, for the user to confirm: a field whose header is not usual stays null. */
export function suggestMapping(headers: readonly string[]): CsvMapping {
  const byKey = new Map(headers.map((header) => [keyOf(header), header]));
  const find = (field: CsvField): string | null => USUAL[field].map((usual) => byKey.get(usual)).find((header) => header !== undefined) ?? null;
  return Object.fromEntries(csvFields.map((field) => [field, find(field)])) as Record<CsvField, string | null>;
}

/**
 * Where each field is in a line.
 *
 * @throws PosteError IMPORT_MAPPING, IMPORT_HEADER (absent or repeated column)
 */
export function columnIndexes(headers: readonly string[], mapping: CsvMapping): Readonly<Record<CsvField, number | null>> {
  for (const [field, label] of Object.entries(REQUIRED)) {
    if (csvFields.some((one) => one === field && mapping[one] === null)) throw fail('IMPORT_MAPPING', { path: `/mapping/${field}`, values: { field: label } });
  }
  const index = (field: CsvField): number | null => {
    const column = mapping[field];
    if (column === null) return null;
    const at = headers.indexOf(column);
    if (at === -1 || headers.lastIndexOf(column) !== at) throw fail('IMPORT_HEADER', { path: `/mapping/${field}`, values: { column } });
    return at;
  };
  return Object.fromEntries(csvFields.map((field) => [field, index(field)])) as Record<CsvField, number | null>;
}
