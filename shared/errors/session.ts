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
});
