import { defineErrors } from './define.ts';

/** Traits, their proof and the status they give an identity. */
export const identityErrors = defineErrors({
  IDENTITY_LOCAL_TRAITS: {
    message: 'Les traits saisis avant ceux d’INSi ne peuvent pas être remis : ils ne sont pas connus, ou INSi n’en a changé aucun.',
    action: 'Enregistrez que la pièce contredit le dossier, ou modifiez les traits en les recopiant de la pièce.',
  },
  INS_ABSENT: {
    message: 'Ce dossier n’a pas de matricule INS à vérifier.',
    action: 'Interrogez INSi par les traits d’identité, ou lisez la carte Vitale.',
  },
  BENEFICIARY_UNKNOWN: {
    message: 'Ce bénéficiaire n’est pas sur la carte lue.',
    action: 'Relisez la carte, puis choisissez le bénéficiaire.',
  },
  BENEFICIARY_NO_INSURED: {
    message: 'La carte ne donne pas le numéro de l’ouvrant droit : INSi ne peut pas être interrogé avec elle.',
    action: 'Interrogez INSi avec les traits d’identité.',
  },
  BENEFICIARY_NO_PROOF: {
    message: 'L’Appli carte Vitale n’a pas transmis une identité INS complète : l’identité n’est pas qualifiée.',
    action: 'Interrogez INSi, puis contrôlez une pièce d’identité.',
  },
  IDENTITY_DOCUMENT_TYPE: {
    message: 'Cette pièce ne permet pas de valider une identité.',
    action: 'Choisissez une pièce de la liste : ce sont celles que la structure accepte.',
  },
  IDENTITY_DOCUMENT_MINOR: {
    message: 'Cette pièce ne valide que l’identité d’un mineur.',
    action: 'Demandez une carte d’identité, un passeport ou un titre de séjour.',
  },
  IDENTITY_DOUBTFUL: {
    message: 'Cette identité est signalée douteuse : INSi ne peut pas être interrogé.',
    action: 'Levez le doute d’après une pièce d’identité, puis recommencez.',
  },
  IDENTITY_FICTIVE: {
    message: 'Cette identité est fictive : INSi ne peut pas être interrogé.',
    action: 'Créez un dossier au nom réel si vous devez qualifier l’identité.',
  },
  IDENTITY_SEX: {
    message: 'Le sexe de ce dossier est indéterminé : INSi ne peut pas être interrogé.',
    action: 'Modifiez les traits pour enregistrer le sexe de la pièce d’identité, puis recommencez.',
  },
  IDENTITY_BIRTH_DATE: {
    message: 'La date de naissance est inconnue : INSi ne peut pas être interrogé.',
    action: 'Modifiez les traits pour enregistrer la date de la pièce d’identité, puis recommencez.',
  },
  IDENTITY_ATTRIBUTES: {
    message: 'Ces attributs d’identité ne peuvent pas être posés ensemble.',
    action: 'Fictive va seule ; homonyme ne se combine qu’avec douteuse.',
  },
  TRAIT_EMPTY: { message: 'Ce trait d’identité est vide.', action: 'Recopiez-le de la pièce d’identité.' },
  TRAIT_CHARACTER: {
    message: 'Le caractère « {character} » n’est pas admis dans un nom ou un prénom de naissance.',
    action: 'N’employez que lettres, espace, tiret et apostrophe, comme sur la pièce d’identité.',
  },
  TRAIT_FORM: { message: 'Ce nom ou ce prénom est mal formé : {why}.', action: 'Corrigez-le d’après la pièce d’identité.' },
  TRAIT_FIRST_NAME: {
    message: 'Le premier prénom n’est pas le début de la liste des prénoms de naissance.',
    action: 'Recopiez-le de la pièce d’identité : le premier de la liste, composé ou non.',
  },
  USED_NAME_CHARACTER: { message: 'Ce nom contient un caractère invisible ({character}).', action: 'Ressaisissez-le.' },
  TRAIT_TOO_LONG: { message: 'Ce trait dépasse 100 caractères.', action: 'Vérifiez la saisie d’après la pièce d’identité.' },
  TRAIT_BIRTH_DATE: {
    message: 'La date de naissance n’existe pas dans le calendrier.',
    action: 'Saisissez jour, mois et année ; un jour ou un mois inconnu s’écrit 00.',
  },
  TRAIT_BIRTH_DATE_FUTURE: { message: 'La date de naissance est dans l’avenir.', action: 'Vérifiez-la d’après la pièce d’identité.' },
  TRAIT_SEX: { message: 'Le sexe est absent.', action: 'Choisissez celui de la pièce d’identité.' },
  TRAIT_BIRTH_PLACE: {
    message: 'Le code du lieu de naissance n’est pas un code officiel géographique.',
    action: 'Saisissez 5 caractères : commune (51215, 2A004), ou 99 suivi du pays ; 99999 si le lieu est inconnu.',
  },
});
