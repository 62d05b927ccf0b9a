import { defineErrors } from './define.ts';

/** Who is logged in, and in which situation. */
export const sessionErrors = defineErrors({
  SESSION_CLOSED: {
    message: 'Aucune session n’est ouverte.',
    action: 'Insérez votre carte et saisissez votre code porteur.',
    resend: 'wait',
  },
  SESSION_OPENING: {
    message: 'Un code porteur est déjà en cours de vérification.',
    action: 'Attendez la réponse de la carte : aucun essai de plus n’a été consommé.',
  },
  SESSION_NO_SITUATION: {
    message: 'Cette carte ne porte aucune situation d’exercice.',
    action: 'Vérifiez la carte avec CPS-Gestion ou contactez l’ANS.',
  },
  SESSION_SITUATION: {
    message: 'Choisissez d’abord une situation d’exercice.',
    action: 'Sélectionnez la structure où vous exercez aujourd’hui.',
  },
  SESSION_OTHER_STRUCTURE: {
    message: 'Cette carte est celle de « {structure} », qui n’est pas la structure de ce poste.',
    action: 'Utilisez une carte de la structure, ou faites ajouter celle-ci par votre établissement.',
  },
  PERSON_UNKNOWN: {
    message: 'Cette personne n’est pas, ou n’est plus, déclarée par la structure.',
    action: 'Choisissez un autre nom, ou voyez la personne qui administre la structure.',
  },
  PERSON_CHARACTER: {
    message: 'Un nom n’a que des lettres, des espaces, des apostrophes et des traits d’union.',
    action: 'Corrigez-le : il sera écrit sur les documents.',
  },
  PERSON_ALREADY: { message: 'Une personne de ce nom est déjà déclarée.', action: 'Ajoutez un second prénom pour les distinguer.' },
  CODE_WRONG: { message: 'Code personnel incorrect. Il vous reste {left}.', action: 'Vérifiez le nom choisi, puis saisissez votre code.' },
  CODE_BLOCKED: {
    message: 'Ce code personnel est bloqué après cinq erreurs.',
    action: 'Demandez un nouveau code à la personne qui administre la structure.',
  },
  CODE_FIRST: { message: 'Ce premier code se change avant d’entrer.', action: 'Choisissez un code que vous seul connaissez.' },
  CODE_SHORT: { message: 'Ce code est trop court.', action: 'Choisissez-en un de six caractères au moins.' },
  CODE_SAME: { message: 'Ce code est celui qui vous a été donné.', action: 'Choisissez-en un autre, que vous seul connaissez.' },
});
