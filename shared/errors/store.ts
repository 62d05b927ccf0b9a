import { defineErrors } from './define.ts';

/** The data of this workstation, their key, their journal and their backups. */
export const storeErrors = defineErrors({
  SECRETS_MISSING: {
    message: 'La clé de protection des données a disparu du dossier {folder}.',
    action: 'Remettez le fichier poste.key à sa place, ou restaurez une sauvegarde par sa phrase secrète dans un dossier neuf.',
  },
  SECRETS_UNAVAILABLE: {
    message: 'La clé de protection des données ne peut pas être utilisée : {why}.',
    action: '{how}, puis relancez l’application.',
  },
  STORE_KEY: {
    message: 'Les données de ce poste ne s’ouvrent pas avec la clé de ce compte.',
    action: 'Ouvrez l’application sous le compte utilisateur habituel, ou restaurez la clé depuis la sauvegarde.',
  },
  STORE_CORRUPT: {
    message: 'Le fichier des données de ce poste est endommagé.',
    action: 'N’y touchez pas : restaurez la dernière sauvegarde ou contactez le support.',
  },
  STORE_FULL: {
    message: 'Le disque de ce poste est plein : rien n’a été enregistré, rien n’est perdu.',
    action: 'Libérez de la place sur le disque, puis recommencez.',
    resend: 'retry',
  },
  STORE_NEWER: {
    message: 'Les données de ce poste ont été écrites par une version plus récente de l’application.',
    action: 'Installez cette version ou une version plus récente.',
  },
  STORE_OLDER: {
    message: 'Les données de ce poste viennent d’une version précédente de l’application.',
    action: 'Ouvrez-les une fois avec l’application : elle les met à jour. Puis recommencez.',
  },
  STORE_UNAVAILABLE: {
    message: 'Le fichier des données de ce poste ne peut pas être ouvert.',
    action: 'Vérifiez que le dossier existe et que vous avez le droit d’y écrire.',
    resend: 'retry',
  },
  STORE_MISSING: {
    message: 'Les données de ce poste ont disparu du dossier {folder}, où sa clé est restée.',
    action:
      'En ligne de commande, restaurez la dernière sauvegarde (store restore). Sans sauvegarde, une base neuve se demande explicitement (store new).',
  },
  STORE_PRESENT: {
    message: 'Ce dossier contient déjà des données : rien n’a été changé.',
    action: 'Utilisez-les, ou donnez un autre dossier par --profile.',
  },
  STORE_VANISHED: {
    message: 'Les données que ce poste gardait dans ce dossier ont disparu : il a ouvert une base neuve.',
    action: 'Si vous ne les avez pas retirées vous-même, restaurez la dernière sauvegarde avant de saisir quoi que ce soit.',
  },
  STORE_MOVED: {
    message: 'Les données de ce poste viennent d’un autre dossier ou d’un autre ordinateur : les envois en attente sont retenus.',
    action: 'Vérifiez qu’ils ne partent pas aussi de l’autre poste, puis décidez dans « À envoyer ».',
  },
  STORE_RESTORED: {
    message: 'Les données de ce poste ont été restaurées d’une sauvegarde : les envois en attente, s’il y en a, sont retenus.',
    action: 'Ils sont peut-être déjà partis : décidez dans « À envoyer ».',
  },
  JOURNAL_OLDER: {
    message:
      'Les données de ce poste sont plus anciennes que la dernière fois, ou des entrées du journal ont été effacées : les envois en attente, s’il y en a, sont retenus.',
    action: 'Si vous avez remis une copie, décidez des envois dans « À envoyer ». Sinon, prévenez votre administrateur.',
  },
  JOURNAL_ALTERED: {
    message: 'Le journal de ce poste a été modifié hors de l’application.',
    action: 'Prévenez votre administrateur. Gardez le dossier des données tel quel : il sert à l’enquête.',
  },
  JOURNAL_UNANCHORED: {
    message:
      'Les repères du journal de ce poste ont disparu : il n’a pas pu être comparé, et les envois en attente, s’il y en a, sont retenus.',
    action: 'Prévenez votre administrateur, puis décidez des envois dans « À envoyer ».',
  },
  BACKUP_NOT_FOUND: { message: 'La sauvegarde est introuvable ou illisible.', action: 'Vérifiez son chemin et vos droits.' },
  BACKUP_INVALID: {
    message: 'Ce fichier n’est pas une sauvegarde de Poste Santé, ou il n’est pas entier.',
    action: 'Choisissez le fichier qu’a écrit la commande store backup.',
  },
  BACKUP_DAMAGED: { message: 'Cette sauvegarde est endommagée : rien n’a été changé.', action: 'Prenez une autre sauvegarde.' },
  BACKUP_KEY: {
    message: 'Cette sauvegarde ne s’ouvre pas avec la clé de ce dossier : rien n’a été changé.',
    action: 'Restaurez-la dans le dossier d’où elle vient, ou donnez sa phrase secrète (--passphrase-file).',
  },
  BACKUP_NO_PASSPHRASE: {
    message: 'Cette sauvegarde a été faite sans phrase secrète.',
    action: 'Restaurez-la dans le dossier d’où elle vient, sans --passphrase-file.',
  },
  BACKUP_PASSPHRASE: {
    message: 'La phrase secrète n’est pas celle de cette sauvegarde : rien n’a été changé.',
    action: 'Vérifiez le contenu du fichier donné par --passphrase-file.',
  },
  BACKUP_PLACE: {
    message: 'Une sauvegarde ne se met pas dans le dossier des données : elle disparaîtrait avec lui.',
    action: 'Donnez un autre emplacement, de préférence sur un autre disque.',
  },
  BACKUP_EXISTS: {
    message: 'Le fichier {file} existe et n’est pas une sauvegarde : il est resté tel quel.',
    action: 'Donnez un autre nom à la sauvegarde.',
  },
  BACKUP_WRITE: {
    message: 'La sauvegarde ou sa restauration n’a pas pu être écrite : rien n’a été changé.',
    action: 'Vérifiez la place sur le disque et vos droits sur le dossier, puis recommencez.',
  },
  STORE_CONFLICT: {
    message: '{what}.',
    action: 'Relisez-les, puis recommencez.',
    values: { what: 'Ces données ont été modifiées entre-temps' },
  },
  STORE_REFUSED: { message: 'Cet enregistrement est contraire aux règles du dossier.', action: 'Relisez le dossier, puis recommencez.' },
  STORE_READ_ONLY: {
    message: 'Les données sont ouvertes en lecture seule.',
    action: 'Fermez l’autre application ouverte sur ce poste, puis recommencez.',
  },
  STORE_CLOSED: { message: 'Les données de ce poste sont fermées.', action: 'Relancez l’application.' },
  PROFILE_LOCKED: {
    message: 'Les données de ce poste sont déjà ouvertes par une autre application.',
    action: 'Fermez-la, puis recommencez.',
  },
  SECRETS_PRODUCTION: {
    message: 'La clé des données serait protégée par un simple fichier, ce que la production refuse.',
    action:
      'Utilisez l’application installée, qui se sert du trousseau du système. Ses commandes se tapent ainsi : « {application} --cli store backup --to fichier ». Depuis le code source : « npm run demo », ou un fichier de réglages (--config) où "profile" vaut "sandbox".',
  },
});

export type StoreCode = keyof typeof storeErrors;
