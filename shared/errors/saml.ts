import { defineErrors } from './define.ts';

/** What can prevent an assertion from being written. */
export const samlErrors = defineErrors({
  REASON_REQUIRED: { message: 'Un accès en bris de glace doit être motivé.', action: 'Saisissez la raison de l’accès en urgence.' },
  VIHF_CONTEXT: {
    message: 'Le contexte d’accès au DMP est incomplet ou incohérent.',
    action: 'Vérifiez la situation d’exercice, le mode d’accès et le dossier.',
  },
  VIHF_BREAK_GLASS: {
    message: 'Le bris de glace n’est pas ouvert à une authentification indirecte simple.',
    action: 'Accédez au dossier avec votre carte CPS, ou par une authentification renforcée (AIR).',
  },
  VIHF_APPROVAL: {
    message: 'Le numéro d’homologation DMP du logiciel n’est pas configuré.',
    action: 'Demandez à votre éditeur de le renseigner dans la configuration.',
  },
  VIHF_SIGNER: {
    message: 'Le certificat n’est pas un certificat de signature.',
    action: 'Utilisez le certificat de signature de la carte ou le cachet de la structure.',
  },
  VIHF_MALFORMED: { message: 'Le jeton d’accès (VIHF) est illisible.', action: 'Vérifiez le fichier ou demandez-le de nouveau.' },
});

export type SamlCode = keyof typeof samlErrors;
