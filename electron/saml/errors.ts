import { errorFactory } from '../../shared/errors.ts';

export const samlError = errorFactory({
  REASON_REQUIRED: [
    'Un accès en bris de glace doit être motivé.',
    'Saisissez la raison de l’accès en urgence.',
  ],
  VIHF_CONTEXT: [
    'Le contexte d’accès au DMP est incomplet ou incohérent.',
    'Vérifiez la situation d’exercice, le mode d’accès et le patient.',
  ],
  VIHF_BREAK_GLASS: [
    'Le bris de glace n’est pas ouvert à une authentification indirecte simple.',
    'Accédez au dossier avec votre carte CPS, ou par une authentification renforcée (AIR).',
  ],
  VIHF_APPROVAL: [
    'Le numéro d’homologation DMP du logiciel n’est pas configuré.',
    'Demandez à votre éditeur de le renseigner dans la configuration.',
  ],
  VIHF_SIGNER: [
    'Le certificat n’est pas un certificat de signature.',
    'Utilisez le certificat de signature de la carte ou le cachet de la structure.',
  ],
  VIHF_MALFORMED: ['Le jeton d’accès (VIHF) est illisible.', 'Vérifiez le fichier ou demandez-le de nouveau.'],
});
