import { defineErrors } from './define.ts';

/** Delegations, and what is prepared under them. */
export const delegationErrors = defineErrors({
  DELEGATION_PROFESSIONAL: {
    message: 'Seul un professionnel de santé peut déléguer ce dont il répond.',
    action: 'La délégation se fait avec la carte du professionnel.',
  },
  DELEGATION_SELF: { message: 'Vous ne pouvez pas vous donner de délégation à vous-même.', action: 'Choisissez une autre personne.' },
  DELEGATION_ACTS: { message: 'La délégation ne dit pas ce qu’elle permet.', action: 'Choisissez ce que cette personne fera.' },
  DELEGATION_UNTIL: {
    message: 'La délégation finirait avant de commencer.',
    action: 'Choisissez une date de fin à venir, ou aucune : elle dure alors jusqu’à ce que vous la retiriez.',
  },
  DELEGATION_STAFF: {
    message: '{name} a une carte de professionnel : le dépôt au DMP par délégation est celui des secrétaires.',
    action: 'Confiez-lui plutôt la préparation de vos documents.',
  },
  DELEGATION_TYPES: {
    message: 'Un dépôt sans validation n’est délégué que pour des types de document choisis un à un.',
    action: 'Choisissez les types concernés.',
  },
  DELEGATION_OTHER_STRUCTURE: {
    message: '{name} n’a jamais ouvert de session sur ce poste pour cette structure.',
    action: 'Une délégation se donne au sein d’une même structure : demandez-lui d’ouvrir d’abord une session ici.',
  },
  DELEGATION_CHOICE: {
    message: 'Plusieurs professionnels peuvent valider ce document.',
    action: 'Ouvrez-le et choisissez à qui vous le confiez.',
  },
  DELEGATION_UNKNOWN: { message: 'Cette délégation n’existe pas.', action: 'Revenez à la liste des délégations.' },
  DELEGATION_OTHER_PERSON: { message: 'Cette délégation est celle de {name}.', action: 'Seule sa carte permet de la retirer.' },
  DELEGATION_OVER: { message: 'Cette délégation est déjà retirée.', action: 'Vous n’avez rien d’autre à faire.' },
  DOCUMENT_HANDED: {
    message: 'Ce document attend la validation de {name}.',
    action: 'Reprenez-le pour le modifier : il quitte alors sa liste.',
  },
  DOCUMENT_PREPARED_OTHER: {
    message: 'Ce document a été préparé pour {name}, qui seul peut le valider.',
    action: 'Laissez-le-lui, ou demandez à qui l’a préparé de le reprendre.',
  },
  DOCUMENT_PREPARED_ELSEWHERE: {
    message: 'Ce document a été préparé pour votre activité dans une autre structure : {structure}.',
    action: 'Ouvrez votre session dans cette activité, ou reprenez le document à votre compte.',
  },
  DOCUMENT_DELEGATION_ENDED: {
    message: 'La délégation sous laquelle {name} a préparé ce document a pris fin.',
    action: 'Reprenez le document à votre compte, ou rendez-le.',
  },
  DOCUMENT_NOT_PREPARED: { message: 'Ce document n’attend la validation de personne.', action: 'Revenez à la liste : elle est à jour.' },
  SEND_DELEGATION_ENDED: {
    message: 'La délégation de {name} pour ce dépôt a pris fin, ou ne couvre plus ce type de document : rien n’est parti.',
    action: 'Demandez une nouvelle délégation puis réessayez, ou annulez l’envoi.',
  },
});
