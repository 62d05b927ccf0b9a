import { defineErrors } from './define.ts';

/** What a command is refused for. */
export const cliErrors = defineErrors({
  INPUT_INVALID: {
    message: '{what} est incorrect : {why}.',
    action: 'Corrigez ce point puis recommencez.',
    values: { what: 'Le document ou sa description' },
  },
  PASSPHRASE_FILE_OPEN: {
    message: 'Le fichier de la phrase secrète est lisible par d’autres que vous.',
    action: 'Limitez ses droits : chmod 600.',
  },
  PASSPHRASE_SHORT: {
    message: 'La phrase secrète est trop courte.',
    action: 'Choisissez-en une d’au moins {characters} caractères, et gardez-la ailleurs que sur ce poste.',
  },
  PIN_FILE_OPEN: { message: 'Le fichier du code porteur est lisible par d’autres que vous.', action: 'Limitez ses droits : chmod 600.' },
  PROFILE_UNKNOWN: { message: 'Ce dossier ne contient pas les données d’un poste.', action: 'Vérifiez le chemin du dossier (--profile).' },
  PROFILE_KEYCHAIN: {
    message: 'La clé de ces données (poste.key) n’est pas dans leur dossier : ce script ne les ouvre pas.',
    action:
      'Si l’application installée les a écrites, tapez la même commande après « {application} --cli ». Si ce fichier a disparu, remettez-le, ou restaurez une sauvegarde dans un dossier neuf par sa phrase secrète.',
  },
  PROFILE_FOLDER: {
    message: 'Le dossier des données ne peut être ni ouvert ni créé.',
    action: 'Vérifiez le chemin du dossier (--profile) et vos droits.',
  },
  USAGE: { message: 'La commande est mal écrite.', action: 'Usage : {usage}' },
  /** Of a command of the source alone (`sandbox card`). */
  OUT_EXISTS: { message: 'Le dossier de sortie n’est pas vide.', action: 'Indiquez un dossier vide ou qui n’existe pas encore.' },
});
