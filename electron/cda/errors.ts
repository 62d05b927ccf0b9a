import { errorFactory } from '../../shared/errors.ts';

/** What can be wrong with a document to build or to read. */
export const cdaError = errorFactory({
  INPUT_INVALID: ['Le document ou sa description est incorrect : {why}.', 'Corrigez ce point puis recommencez.'],
  TYPE_UNKNOWN: ['Le type de document « {type} » n’existe pas ou plus.', 'Choisissez un type dans la liste.'],
  INS_NOT_QUALIFIED: [
    'L’identité du patient n’est pas qualifiée : son matricule INS ne peut pas figurer dans le document.',
    'Qualifiez l’identité, ou produisez le document sans matricule INS.',
  ],
  INS_KEY: ['La clé du matricule INS est fausse.', 'Interrogez de nouveau INSi plutôt que de corriger le matricule à la main.'],
  FLAGS_INCOMPATIBLE: [
    'Un document ne peut pas être à la fois masqué aux professionnels et invisible au patient.',
    'Choisissez l’un ou l’autre.',
  ],
  VERSION_WITHOUT_REPLACES: [
    'La version {version} doit dire quel document elle remplace.',
    'Indiquez l’identifiant de la version précédente, ou envoyez un nouveau document.',
  ],
  TITLE_TOO_LONG: [
    'Le titre compte {length} caractères ; le DMP et la messagerie en acceptent {limit}.',
    'Raccourcissez le titre en gardant ce que contient le document.',
  ],
});
