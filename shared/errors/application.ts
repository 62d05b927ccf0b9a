import { defineErrors } from './define.ts';

/** What ails the application itself: its window, its processes, the files it is given. */
export const applicationErrors = defineErrors({
  FILE_NOT_FOUND: { message: 'Le fichier est introuvable ou illisible.', action: 'Vérifiez son chemin et vos droits.' },
  FILE_TOO_LARGE: {
    message: 'Ce fichier dépasse {limit}.',
    action:
      'Réduisez-le (numérisation en noir et blanc, 200 points par pouce) ou séparez-le en plusieurs ; reçu d’ailleurs, demandez-en un plus petit à son émetteur.',
    values: { limit: 'la taille acceptée' },
  },
  DOORS_UNAVAILABLE: {
    message: 'Le contrôle des fichiers reçus ne démarre pas.',
    action: 'Relancez l’application ; si cela se répète, transmettez le détail au support.',
  },
  DOORS_CLOSED: { message: 'Le contrôle des fichiers est arrêté.', action: 'Relancez l’application, puis recommencez.' },
  IPC_UNKNOWN: { message: 'Cette action n’existe pas.', action: 'Mettez l’application à jour ou redémarrez-la.' },
  IPC_INPUT: { message: 'L’action demandée est mal formée.', action: 'Vérifiez les champs saisis et recommencez.' },
  IPC_OUTPUT: { message: 'L’application a produit une réponse mal formée.', action: 'Transmettez le détail au support.' },
  IPC_TOO_LARGE: { message: 'La demande est trop volumineuse.', action: 'Choisissez un fichier de 40 Mo au plus.' },
  CHROMIUM_MISSING: {
    message: 'Ni Electron ni Chromium ne sont installés sur ce poste.',
    action: 'Installez Chromium (sous Debian : apt-get install chromium) puis relancez.',
  },
  DISPLAY_MISSING: {
    message: 'Aucun écran : la fenêtre ne peut pas s’ouvrir.',
    action:
      'Lancez depuis une session graphique, ou donnez son écran (variable DISPLAY ou WAYLAND_DISPLAY). Sur une machine sans écran : xvfb-run -a npm start, ou npm run demo (paquet xvfb).',
  },
  BRIDGE_LOST: {
    message: 'L’application ne répond plus.',
    action: 'Fermez la fenêtre et ouvrez-la de nouveau ; rien de validé n’est perdu.',
  },
  BRIDGE_GARBAGE: {
    message: 'La réponse de l’application est illisible.',
    action: 'Recommencez ; si cela se répète, transmettez le détail au support.',
  },
  INTERNAL: { message: 'Une erreur interne est survenue.', action: 'Recommencez ; si elle se répète, transmettez le détail au support.' },
  FILE_UNREADABLE: {
    message: 'Ce fichier n’a pas pu être lu.',
    action: 'Vérifiez qu’il n’est ni déplacé ni ouvert dans un autre logiciel, puis déposez-le de nouveau.',
  },
  FILE_IMAGE: {
    message: 'Ce fichier est une image.',
    action: 'Ouvrez-la et imprimez-la en PDF, ou numérisez de nouveau la page en PDF, puis ajoutez ce PDF.',
  },
  FILE_MESSAGE: {
    message: 'Ce fichier est un message.',
    action: 'Ouvrez-le dans votre messagerie, enregistrez en PDF ce qui y est joint (ou imprimez-le en PDF), puis ajoutez ce PDF.',
  },
  FILE_LINK: {
    message: 'Ce fichier est un raccourci : il ne contient pas le document.',
    action: 'Ouvrez-le, enregistrez le document en PDF sur ce poste, puis ajoutez ce PDF.',
  },
  FILE_NOT_PDF: {
    message: 'Ce fichier n’est pas un PDF.',
    action: 'Ouvrez-le dans le logiciel qui l’a fait, enregistrez-le en PDF, puis ajoutez ce PDF.',
  },
  FOLDER_EMPTY: {
    message: 'Ce dossier ne contient aucun fichier.',
    action: 'Vérifiez que c’est le bon, ou déposez les fichiers eux-mêmes.',
  },
  FOLDER_TOO_MANY: {
    message: 'Ce dossier contient plus de {limit} fichiers : aucun n’est ajouté.',
    action: 'Ouvrez-le, et déposez les fichiers qu’il vous faut.',
  },
  NOT_A_FILE: {
    message: 'Ce qui a été déposé n’est pas un fichier.',
    action: 'Enregistrez d’abord le document en PDF sur ce poste, puis déposez ce fichier.',
  },
  FILE_NOT_OFFERED: {
    message: 'Le fichier des lignes refusées n’a pas pu être enregistré.',
    action: 'Recommencez ; sinon, relancez l’import.',
  },
});
