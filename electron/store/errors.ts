import { errorFactory, PosteError } from '../../shared/errors.ts';

export const storeError = errorFactory({
  STORE_KEY: [
    'Les données de ce poste ne s’ouvrent pas avec la clé de ce compte.',
    'Ouvrez l’application sous le compte utilisateur habituel, ou restaurez la clé depuis la sauvegarde.',
  ],
  STORE_CORRUPT: [
    'Le fichier des données de ce poste est endommagé.',
    'N’y touchez pas : restaurez la dernière sauvegarde ou contactez le support.',
  ],
  STORE_FULL: [
    'Le disque de ce poste est plein : rien n’a été enregistré, rien n’est perdu.',
    'Libérez de la place sur le disque, puis recommencez.',
  ],
  STORE_NEWER: [
    'Les données de ce poste ont été écrites par une version plus récente de l’application.',
    'Installez cette version ou une version plus récente.',
  ],
  STORE_UNAVAILABLE: [
    'Le fichier des données de ce poste ne peut pas être ouvert.',
    'Vérifiez que le dossier existe et que vous avez le droit d’y écrire.',
  ],
  STORE_CONFLICT: ['Ces données ont été modifiées entre-temps.', 'Relisez-les, puis recommencez.'],
  STORE_REFUSED: ['Cet enregistrement est contraire aux règles du dossier.', 'Relisez le dossier, puis recommencez.'],
  STORE_READ_ONLY: ['Les données sont ouvertes en lecture seule.', 'Fermez l’autre application ouverte sur ce poste, puis recommencez.'],
  STORE_CLOSED: ['Les données de ce poste sont fermées.', 'Relancez l’application.'],
  PROFILE_LOCKED: ['Les données de ce poste sont déjà ouvertes par une autre application.', 'Fermez-la, puis recommencez.'],
  PATIENT_SAME_INS: [
    'Un autre dossier porte déjà ce matricule INS.',
    'Ouvrez cet autre dossier : il s’agit de la même personne, ou l’un des deux est faux.',
  ],
});

/** What SQLite's result codes mean for the user; anything else is ours. */
const BY_SQLITE_CODE: readonly (readonly [RegExp, Parameters<typeof storeError>[0]])[] = [
  [/^SQLITE_FULL$|^SQLITE_IOERR_SHMSIZE$/, 'STORE_FULL'],
  [/^SQLITE_(CORRUPT|NOTADB)|^SQLITE_IOERR_(SHORT_READ|DATA|CORRUPTFS)$/, 'STORE_CORRUPT'],
  [/^SQLITE_(CANTOPEN|PERM|IOERR)/, 'STORE_UNAVAILABLE'],
  [/^SQLITE_(BUSY|LOCKED)/, 'PROFILE_LOCKED'],
  [/^SQLITE_READONLY/, 'STORE_READ_ONLY'],
  [/^SQLITE_CONSTRAINT/, 'STORE_REFUSED'],
];

/**
 * The error of the store behind an error of SQLite; any other value passes as it is. The detail keeps SQLite's code
 * alone: its message may name columns, never values.
 */
export function fromSqlite(thrown: unknown): unknown {
  if (thrown instanceof PosteError || !(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return thrown;
  const sqlite = thrown.code;
  if (thrown.message.includes('patients.ins_matricule')) return storeError('PATIENT_SAME_INS', { cause: thrown });
  const known = BY_SQLITE_CODE.find(([pattern]) => pattern.test(sqlite))?.[1];
  return known === undefined ? thrown : storeError(known, { cause: thrown, detail: sqlite });
}
