import { defineErrors } from './define.ts';

/** What a role, a card or the patient’s word keeps somebody from doing (rights/README 1 to 7). */
export const rightsErrors = defineErrors({
  RIGHTS_MATRIX: {
    message: 'La matrice des droits {name} est incomplète ou se contredit, ligne {line} : {what}.',
    action: 'Réinstallez l’application : ce fichier en fait partie.',
  },
  RIGHTS_NOBODY: { message: 'Personne n’est identifié sur ce poste.', action: 'Insérez votre carte, puis saisissez son code.' },
  RIGHTS_PROFESSION: {
    message: 'La profession ou le secteur de cette carte n’ouvre droit à aucun échange.',
    action: 'Seule l’identité peut être vérifiée. Voyez avec l’émetteur de la carte si elle est à jour.',
  },
  RIGHTS_SECTION: {
    message: 'La section de l’Ordre de ce pharmacien n’est pas connue : le DMP la demande, et la carte ne la porte pas.',
    action: 'Faites renseigner la section par la personne qui administre ce poste.',
  },
  RIGHTS_ROLE: { message: 'Votre rôle ne permet pas cette action au DMP.', action: 'Demandez-la à un professionnel qui y est habilité.' },
  RIGHTS_VALIDATE: {
    message: 'Un document est validé par le professionnel qui en répond.',
    action: 'Préparez-le : il attendra sa validation.',
  },
  RIGHTS_ADMINISTER: {
    message: 'Cette action est réservée à qui administre la structure.',
    action: 'Demandez-la à l’une des personnes que désigne le réglage du poste.',
  },
  RIGHTS_MODE: { message: 'Cette action n’est pas permise en accès d’urgence.', action: 'Faites-la hors de l’accès d’urgence.' },
  RIGHTS_EMERGENCY: {
    message: 'Le bris de glace demande la carte d’un professionnel de santé.',
    action: 'Appelez un professionnel : son propre accès suffit.',
  },
  RIGHTS_REGULATION: {
    message: 'Ce mode est celui des centres de régulation médicale.',
    action: 'En cas de risque immédiat pour la personne, utilisez le bris de glace.',
  },
  RIGHTS_EMERGENCY_OPPOSED: {
    message: 'La personne s’est opposée à cet accès d’urgence.',
    action: 'N’insistez pas dans ce mode : cherchez les informations auprès d’elle, de ses proches ou de son médecin traitant.',
  },
  RIGHTS_AIR: {
    message: 'L’accès par la structure permet de consulter le DMP, pas de l’alimenter.',
    action: 'Utilisez votre carte pour déposer un document.',
  },
  RIGHTS_NO_STAFF: {
    message: 'Le personnel administratif ne consulte pas le DMP.',
    action: 'Préparez le document : un professionnel le validera.',
  },
  RIGHTS_INFORM: {
    message: 'Rien n’est enregistré : la personne doit être informée avant la première consultation de son DMP.',
    action: 'Informez-la, puis enregistrez son choix dans « Droits et information ».',
  },
  RIGHTS_CONSULTATION_OPPOSED: {
    message: 'La personne s’oppose à la consultation de son DMP.',
    action: 'Son choix reste valable jusqu’à ce qu’elle-même en change.',
  },
  RIGHTS_AGREEMENT: {
    message: 'Hors de l’équipe de soins, l’accord de la personne est recueilli avant chaque ouverture.',
    action: 'Recueillez son accord, puis ouvrez le DMP dans les deux heures.',
  },
  RIGHTS_AUTHORIZATION: {
    message: 'La personne n’a pas autorisé l’ouverture de son DMP par vous, ou cette autorisation a pris fin.',
    action: 'Recueillez son accord et enregistrez l’autorisation.',
  },
  RIGHTS_AUTHORIZED: { message: 'L’autorisation d’ouvrir ce DMP vous est déjà donnée.', action: 'Ouvrez-le.' },
  RIGHTS_OWN: {
    message: 'Seul l’auteur de ce document peut le faire.',
    action: 'Demandez-le à son auteur, ou au médecin traitant pour un masquage ou un archivage.',
  },
  RIGHTS_DELETED: { message: 'Ce document a été supprimé.', action: 'Demandez-le à son auteur s’il est utile aux soins.' },
  RIGHTS_MASKED: {
    message: 'Ce document est masqué aux professionnels : seuls son auteur et le médecin traitant le lisent.',
    action: 'Demandez-le à la personne s’il est utile aux soins.',
  },
  RIGHTS_TYPE: {
    message: 'La profession n’a pas accès à ce type de document.',
    action: 'Demandez l’information à la personne ou à l’auteur du document.',
  },
  RIGHTS_DELEGATION: {
    message: 'Aucune délégation en cours ne permet cet acte pour ce type de document.',
    action: 'Préparez le document pour validation, ou demandez une délégation au professionnel, carte en main.',
  },
  RIGHTS_PRACTICE: {
    message: 'L’alimentation par une secrétaire est réservée aux cabinets libéraux.',
    action: 'Préparez le document : un professionnel le validera.',
  },
  RIGHTS_MINOR: {
    message: 'La connexion secrète est réservée aux mineurs.',
    action: 'Pour une personne majeure, le document peut être masqué aux professionnels ou annoncé avant d’être visible.',
  },
  RIGHTS_SECRET: {
    message: 'En connexion secrète, seuls des documents cachés aux représentants légaux sont déposés.',
    action: 'Choisissez « Invisible aux représentants », ou quittez la connexion secrète.',
    resend: 'retry',
  },
  RIGHTS_MSS_OPPOSED: {
    message: 'La personne s’oppose à cet envoi par MSSanté.',
    action: 'Remettez-lui le document en main propre, ou reparlez-en ensemble.',
  },
});
