import { errorFactory } from '../../shared/errors.ts';

export const configError = errorFactory({
  CONFIG_INVALID: [
    'La configuration de l’application est invalide ({file}).',
    'Corrigez l’endroit indiqué, ou retirez ce fichier pour revenir aux valeurs par défaut.',
  ],
  CONFIG_MISSING: [
    'Le fichier de réglages indiqué est introuvable : {file}.',
    'Vérifiez le chemin donné après --config, ou retirez cette option pour prendre vos réglages habituels.',
  ],
  CONFIG_POLICY: [
    'La configuration de la machine ne peut pas être lue ({file}).',
    'Faites vérifier ce fichier et les droits de son dossier par l’administrateur du poste.',
  ],
  CONFIG_PRODUCTION: [
    'Ce réglage est refusé en production : {what}.',
    'Corrigez la configuration du poste, ou utilisez le profil de démonstration.',
  ],
  CONFIG_AUTHORITIES: [
    'Aucun fichier d’autorités de confiance n’est configuré pour reconnaître : {services}.',
    'Faites indiquer le fichier des autorités de l’IGC-Santé (trustFile) dans la configuration de la machine, par son administrateur.',
  ],
});
