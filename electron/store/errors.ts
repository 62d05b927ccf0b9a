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
  STORE_OLDER: [
    'Les données de ce poste viennent d’une version précédente de l’application.',
    'Ouvrez-les une fois avec l’application : elle les met à jour. Puis recommencez.',
  ],
  STORE_UNAVAILABLE: [
    'Le fichier des données de ce poste ne peut pas être ouvert.',
    'Vérifiez que le dossier existe et que vous avez le droit d’y écrire.',
  ],
  STORE_MISSING: [
    'Les données de ce poste ont disparu du dossier {folder}, où sa clé est restée.',
    'En ligne de commande, restaurez la dernière sauvegarde (store restore). Sans sauvegarde, une base neuve se demande explicitement (store new).',
  ],
  STORE_PRESENT: ['Ce dossier contient déjà des données : rien n’a été changé.', 'Utilisez-les, ou donnez un autre dossier par --profile.'],
  STORE_VANISHED: [
    'Les données que ce poste gardait dans ce dossier ont disparu : il a ouvert une base neuve.',
    'Si vous ne les avez pas retirées vous-même, restaurez la dernière sauvegarde avant de saisir quoi que ce soit.',
  ],
  STORE_MOVED: [
    'Les données de ce poste viennent d’un autre dossier ou d’un autre ordinateur : les envois en attente sont retenus.',
    'Vérifiez qu’ils ne partent pas aussi de l’autre poste, puis décidez dans « À envoyer ».',
  ],
  STORE_RESTORED: [
    'Les données de ce poste ont été restaurées d’une sauvegarde : les envois en attente, s’il y en a, sont retenus.',
    'Ils sont peut-être déjà partis : décidez dans « À envoyer ».',
  ],
  JOURNAL_OLDER: [
    'Les données de ce poste sont plus anciennes que la dernière fois, ou des entrées du journal ont été effacées : les envois en attente, s’il y en a, sont retenus.',
    'Si vous avez remis une copie, décidez des envois dans « À envoyer ». Sinon, prévenez votre administrateur.',
  ],
  JOURNAL_ALTERED: [
    'Le journal de ce poste a été modifié hors de l’application.',
    'Prévenez votre administrateur. Gardez le dossier des données tel quel : il sert à l’enquête.',
  ],
  JOURNAL_UNANCHORED: [
    'Les repères du journal de ce poste ont disparu : il n’a pas pu être comparé, et les envois en attente, s’il y en a, sont retenus.',
    'Prévenez votre administrateur, puis décidez des envois dans « À envoyer ».',
  ],
  SEND_DOUBTED: [
    'Cet envoi est retenu : les données viennent d’une copie, il est peut-être déjà parti.',
    'Décidez s’il doit partir ou non. Au DMP, le logiciel vérifie d’abord qu’il n’y est pas.',
  ],
  BACKUP_NOT_FOUND: ['La sauvegarde est introuvable ou illisible.', 'Vérifiez son chemin et vos droits.'],
  BACKUP_INVALID: ['Ce fichier n’est pas une sauvegarde de Poste Santé, ou il n’est pas entier.', 'Choisissez le fichier qu’a écrit la commande store backup.'],
  BACKUP_DAMAGED: ['Cette sauvegarde est endommagée : rien n’a été changé.', 'Prenez une autre sauvegarde.'],
  BACKUP_KEY: [
    'Cette sauvegarde ne s’ouvre pas avec la clé de ce dossier : rien n’a été changé.',
    'Restaurez-la dans le dossier d’où elle vient, ou donnez sa phrase secrète (--passphrase-file).',
  ],
  BACKUP_NO_PASSPHRASE: ['Cette sauvegarde a été faite sans phrase secrète.', 'Restaurez-la dans le dossier d’où elle vient, sans --passphrase-file.'],
  BACKUP_PASSPHRASE: ['La phrase secrète n’est pas celle de cette sauvegarde : rien n’a été changé.', 'Vérifiez le contenu du fichier donné par --passphrase-file.'],
  BACKUP_PLACE: ['Une sauvegarde ne se met pas dans le dossier des données : elle disparaîtrait avec lui.', 'Donnez un autre emplacement, de préférence sur un autre disque.'],
  BACKUP_EXISTS: ['Le fichier {file} existe et n’est pas une sauvegarde : il est resté tel quel.', 'Donnez un autre nom à la sauvegarde.'],
  BACKUP_WRITE: ['La sauvegarde ou sa restauration n’a pas pu être écrite : rien n’a été changé.', 'Vérifiez la place sur le disque et vos droits sur le dossier, puis recommencez.'],
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
