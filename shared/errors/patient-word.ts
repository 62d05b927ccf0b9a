import { defineErrors } from './define.ts';

/** What the patient’s word, an episode or the structure’s information keeps from being done (rights/README 6). */
export const patientWordErrors = defineErrors({
  INFORMATION_AT_REQUEST: {
    message: 'La personne s’oppose à la consultation de son DMP : ce choix ne change qu’à sa demande.',
    action: 'Enregistrez sa demande dans « Droits et information », avec le nom de qui la recueille.',
  },
  INFORMATION_SLIP_NOTHING: {
    message: 'Aucune saisie faite sur ce poste n’est à corriger ici.',
    action: 'Enregistrez le choix de la personne.',
  },
  INFORMATION_SLIP_OTHER: {
    message: 'Cette saisie est de {name} : seule cette personne la corrige comme une erreur.',
    action: 'Enregistrez le nouveau choix de la personne, ou demandez la correction à qui a saisi.',
  },
  INFORMATION_COLLECTOR: {
    message: 'Choisissez dans la liste qui a recueilli la demande de la personne.',
    action: 'La liste contient les professionnels connus de ce poste.',
  },
  DMP_FEEDING_EARLIER: {
    message: 'Lors d’un épisode précédent, la personne s’opposait à l’alimentation de son DMP.',
    action: 'Confirmez cette opposition avec elle, ou levez-la, dans « Droits et information ».',
  },
  MSS_OPPOSED_EARLIER: {
    message: 'Lors d’un épisode précédent, la personne s’opposait à cet envoi par MSSanté.',
    action: 'Confirmez cette opposition avec elle, ou levez-la, dans « Droits et information ».',
  },
  EPISODE_OTHER_TEAM: {
    message: 'L’épisode en cours est celui d’une autre équipe : {name}.',
    action: 'Ouvrez un épisode pour votre équipe dans « Droits et information ».',
  },
  EPISODE_CLOSED: { message: 'Cet épisode est clos.', action: 'Ouvrez-en un autre : l’historique de celui-ci reste dans le dossier.' },
  EPISODE_STAY: {
    message: 'Ce séjour est annoncé par l’établissement : il se clôt avec la sortie.',
    action: 'Ouvrez une consultation ou un suivi si vous continuez les soins.',
  },
  EPISODE_TEAM: {
    message: 'Une équipe nommée a un nom et au moins une personne, choisie dans la liste.',
    action: 'Nommez l’équipe et choisissez ses membres, ou gardez toute la structure.',
  },
  CORRESPONDENT_NAME: { message: 'Le nom du correspondant est vide.', action: 'Saisissez son nom.' },
  CORRESPONDENT_TWICE: { message: 'Ce correspondant est déjà dans la liste.', action: 'Modifiez la ligne qui existe.' },
  AGREEMENT_TEAM: {
    message: 'Vous êtes de l’équipe de soins de cet épisode : aucun accord particulier n’est à recueillir.',
    action: 'Informez la personne, une fois pour l’épisode.',
  },
  COLLECTIVE_FUTURE: {
    message: 'L’information collective ne peut pas commencer après aujourd’hui.',
    action: 'Déclarez-la le jour où elle est en place.',
  },
  COLLECTIVE_NONE: { message: 'Aucune information collective n’est en vigueur.', action: 'Rien à retirer.' },
});
