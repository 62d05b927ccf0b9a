import { csvFields, requiredCsvFields, type CsvField, type CsvMapping } from '../../shared/domain/csv-columns.ts';
import { normaliseName } from '../../shared/domain/ins/names.ts';
import { fail } from '../../shared/errors.ts';

const LABELS: Readonly<Record<(typeof requiredCsvFields)[number], string>> = {
  birthName: 'le nom de naissance',
  birthFirstNames: 'les prénoms de naissance',
  sex: 'le sexe',
  birthDate: 'la date de naissance',
};

/**
 * Usual headers, normalised, the best first. « NOM » alone is not there: nothing says which name it is. A number of
 * social security is never the matricule.
 */
const USUAL: Readonly<Record<CsvField, readonly string[]>> = {
  ipp: [
    'IPP',
    'NUMERO PATIENT',
    'NUMERO DE PATIENT',
    'ID PATIENT',
    'IDENTIFIANT PATIENT',
    'NUMERO DOSSIER',
    'NUMERO DE DOSSIER',
    'N PATIENT',
    'N DOSSIER',
    'N DE DOSSIER',
  ],
  birthName: ['NOM DE NAISSANCE', 'NOM NAISSANCE', 'NOM DE FAMILLE', 'NOM PATRONYMIQUE', 'NOM DE JEUNE FILLE'],
  birthFirstNames: [
    'PRENOMS DE NAISSANCE',
    'PRENOMS NAISSANCE',
    'PRENOM S DE NAISSANCE',
    'PRENOMS',
    'LISTE DES PRENOMS',
    'PRENOMS ETAT CIVIL',
    'PRENOM DE NAISSANCE',
    'PRENOM',
  ],
  firstBirthFirstName: ['PREMIER PRENOM', 'PREMIER PRENOM DE NAISSANCE'],
  usedName: ['NOM UTILISE', 'NOM USUEL', 'NOM D USAGE', 'NOM USAGE', 'NOM MARITAL', 'NOM D EPOUSE', 'NOM D EPOUX'],
  usedFirstName: ['PRENOM UTILISE', 'PRENOM USUEL', 'PRENOM D USAGE', 'PRENOM USAGE'],
  sex: ['SEXE', 'GENRE', 'CIVILITE'],
  birthDate: ['DATE DE NAISSANCE', 'DATE NAISSANCE', 'NE LE', 'NEE LE', 'NE E LE', 'DDN'],
  birthPlace: [
    'CODE LIEU DE NAISSANCE',
    'CODE LIEU NAISSANCE',
    'COG',
    'COG NAISSANCE',
    'CODE INSEE NAISSANCE',
    'CODE COMMUNE NAISSANCE',
    'CODE INSEE LIEU DE NAISSANCE',
    'CODE COG',
  ],
  birthPlaceName: [
    'LIEU DE NAISSANCE',
    'LIEU NAISSANCE',
    'VILLE DE NAISSANCE',
    'VILLE NAISSANCE',
    'COMMUNE DE NAISSANCE',
    'COMMUNE NAISSANCE',
    'NOM LIEU DE NAISSANCE',
    'NE A',
    'NEE A',
    'NE E A',
  ],
  matricule: ['MATRICULE INS', 'MATRICULE', 'INS'],
  matriculeKey: ['CLE', 'CLE INS', 'CLE MATRICULE', 'CLE DU MATRICULE', 'CLE MATRICULE INS', 'CLE DU MATRICULE INS'],
  oid: ['OID', 'OID INS', 'NATURE INS'],
  phone: [
    'TELEPHONE PORTABLE',
    'TELEPHONE MOBILE',
    'TEL PORTABLE',
    'TEL MOBILE',
    'PORTABLE',
    'MOBILE',
    'TELEPHONE',
    'TEL',
    'NUMERO DE TELEPHONE',
    'N DE TELEPHONE',
    'N TELEPHONE',
    'TELEPHONE FIXE',
    'TEL FIXE',
  ],
  address: ['ADRESSE', 'ADRESSE COMPLETE', 'ADRESSE POSTALE', 'ADRESSE PATIENT', 'ADRESSE DU PATIENT'],
  billingNss: [
    'NUMERO DE SECURITE SOCIALE',
    'NUMERO SECURITE SOCIALE',
    'N DE SECURITE SOCIALE',
    'N SECURITE SOCIALE',
    'SECURITE SOCIALE',
    'NUMERO SS',
    'N SS',
    'NSS',
    'N SECU',
    'NUMERO SECU',
    'NIR',
  ],
  medecinTraitant: ['MEDECIN TRAITANT', 'NOM DU MEDECIN TRAITANT', 'NOM MEDECIN TRAITANT', 'MEDECIN TRAITANT DECLARE', 'MT'],
};

const keyOf = (header: string): string => normaliseName(header.replaceAll(/[_./()°º:]/g, ' '));

/**
 * The mapping that the headers suggest: a field whose header is not usual, or stands twice, stays null.
 *
 * @param holdsCodes whether the values of that column are codes of places: « Lieu de naissance » is one of names otherwise.
 */
export function suggestMapping(headers: readonly string[], holdsCodes: (column: number) => boolean = () => false): CsvMapping {
  const keys = headers.map(keyOf);
  const place = (field: CsvField): number | null => {
    const usual = USUAL[field].find((name) => keys.includes(name));
    return usual === undefined || keys.indexOf(usual) !== keys.lastIndexOf(usual) ? null : keys.indexOf(usual);
  };
  const fields = Object.fromEntries(csvFields.map((field) => [field, place(field)])) as Record<CsvField, number | null>;
  const named = fields.birthPlaceName;
  return fields.birthPlace === null && named !== null && holdsCodes(named)
    ? { ...fields, birthPlace: named, birthPlaceName: null }
    : fields;
}

/** @throws PosteError IMPORT_MAPPING (a required field without column), IMPORT_HEADER (no such column), IMPORT_COLUMN_TWICE */
export function checkMapping(headers: readonly string[], mapping: CsvMapping): void {
  for (const field of requiredCsvFields) {
    if (mapping[field] === null) throw fail('IMPORT_MAPPING', { path: `/columns/fields/${field}`, values: { field: LABELS[field] } });
  }
  const taken = new Set<number>();
  for (const field of csvFields) {
    const column = mapping[field];
    if (column === null) continue;
    const path = `/columns/fields/${field}`;
    const header = headers[column];
    if (header === undefined) throw fail('IMPORT_HEADER', { path, values: { column: column + 1 } });
    if (taken.has(column)) throw fail('IMPORT_COLUMN_TWICE', { path, values: { column: header } });
    taken.add(column);
  }
}
