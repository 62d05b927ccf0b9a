import { defineErrors } from './define.ts';

/** The settings of this workstation and the folder of its data. */
export const configErrors = defineErrors({
  CONFIG_INVALID: {
    message: 'La configuration de l’application est invalide ({file}).',
    action: 'Corrigez l’endroit indiqué, ou retirez ce fichier pour revenir aux valeurs par défaut.',
  },
  CONFIG_MISSING: {
    message: 'Le fichier de réglages indiqué est introuvable : {file}.',
    action: 'Vérifiez le chemin donné après --config, ou retirez cette option pour prendre vos réglages habituels.',
  },
  CONFIG_POLICY: {
    message: 'La configuration de la machine ne peut pas être lue ({file}).',
    action: 'Faites vérifier ce fichier et les droits de son dossier par l’administrateur du poste.',
  },
  CONFIG_PRODUCTION: {
    message: 'Ce réglage est refusé en production : {what}.',
    action: 'Corrigez la configuration du poste, ou utilisez le profil de démonstration.',
  },
  CONFIG_AUTHORITIES: {
    message: 'Aucun fichier d’autorités de confiance n’est configuré pour reconnaître : {services}.',
    action:
      'Faites indiquer le fichier des autorités de l’IGC-Santé (trustFile) dans la configuration de la machine, par son administrateur.',
  },
  CONFIG_INSTALLATION: {
    message: 'Le fichier d’identité de cette installation est illisible ({file}).',
    action: 'Remettez celui de la sauvegarde. À défaut, supprimez-le : le poste aura une nouvelle identité auprès des services.',
  },
  DATA_FOLDER_DENIED: {
    message: 'L’application ne peut pas écrire dans son dossier de données ({folder}).',
    action: 'Donnez à votre compte le droit d’y écrire, ou indiquez un autre dossier dans les réglages (dataFolder), puis relancez.',
  },
});

export type ConfigCode = keyof typeof configErrors;
