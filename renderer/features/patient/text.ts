import type { LocalSex } from '../../../shared/domain/types.ts';
import { givenBy } from '../../text/common.ts';

/** Words of the record. */
export const patientText = {
  tabsLabel: 'Dossier du patient',
  banner: 'Patient',
  born: (sex: LocalSex, date: string, place: string | null, town: boolean) =>
    `${{ F: 'née', M: 'né', I: 'né(e)' }[sex]} le ${date}${place === null ? '' : town ? ` à ${place}` : ` (${place})`}`,
  bornUnknown: 'date de naissance inconnue',
  ageUnknown: 'âge inconnu',
  death: (sex: LocalSex, on: string | null) =>
    `${{ F: 'Décédée', M: 'Décédé', I: 'Décédé(e)' }[sex]}${on === null ? ', jour inconnu' : ` le ${on}`}`,
  used: (name: string) => `utilise ${name}`,
  sexes: { F: 'F', M: 'M', I: 'Sexe indéterminé' } satisfies Record<LocalSex, string>,
  ins: 'Matricule INS',
  key: 'clé',
  insNone: 'Matricule INS non transmis',
  minor: (female: boolean) => (female ? 'Mineure' : 'Mineur'),
  stay: (ward: string | null, since: string | null) =>
    `Séjour en cours${ward === null ? '' : ` · ${ward}`}${since === null ? '' : ` depuis le ${since}`}`,
  doctor: 'Médecin traitant :',
  noDoctor: 'non renseigné',
  dmp: { open: 'DMP ouvert', closed: 'DMP fermé', none: 'Pas de DMP', unknown: 'DMP : réponse inconnue', never: 'DMP non interrogé' },
  authorization: (value: string) => {
    const words: Readonly<Record<string, string>> = {
      VALIDE: 'accès autorisé',
      INTERDIT: 'accès interdit',
      INEXISTANT: 'sans autorisation',
      EXPIRE: 'autorisation expirée',
      EXPIREE: 'autorisation expirée',
    };
    return words[value.toUpperCase()] ?? value.toLowerCase();
  },
  feeding: 'Alimentation',
  consultation: 'Consultation',
  none: 'Rien d’enregistré',
  informed: (female: boolean) => (female ? 'Informée, non opposée' : 'Informé, non opposé'),
  opposed: (female: boolean) => (female ? 'Opposée' : 'Opposé'),
  recorded: 'Information enregistrée.',
  toConfirm: (opposed: boolean, sender: string | null) => `${opposed ? 'Opposition' : 'Information'} reçue ${givenBy(sender)}, à confirmer`,
  confirm: 'Confirmer',
  confirmOf: (purpose: string, state: string) => `Confirmer : ${purpose}, ${state.toLowerCase()}`,
  toConfirmOpposed: {
    feeding: (female: boolean) =>
      `Cette opposition bloque le premier envoi au DMP. Confirmez-la avec ${female ? 'la patiente' : 'le patient'}, ou levez-la : choisissez « ${female ? 'Informée, non opposée' : 'Informé, non opposé'} ».`,
    consultation: (female: boolean) =>
      `Confirmez cette opposition avec ${female ? 'la patiente' : 'le patient'}, ou levez-la : choisissez « ${female ? 'Informée, non opposée' : 'Informé, non opposé'} ».`,
  },
  toConfirmInformed: (female: boolean) =>
    `Un autre système dit avoir informé ${female ? 'la patiente' : 'le patient'} : confirmez-le avec ${female ? 'elle' : 'lui'}.`,
  loading: 'Ouverture du dossier…',
} as const;

/** Words of the summary. */
export const summaryText = {
  steps: 'Avant d’envoyer un document',
  identity: 'Qualifier l’identité',
  identityDone: 'Identité qualifiée',
  identityTo: 'Interrogez INSi et enregistrez la pièce d’identité présentée.',
  identityIs: 'Le matricule INS accompagne les documents.',
  information: 'Informer de l’alimentation du DMP',
  informationDone: 'Information sur l’alimentation enregistrée',
  informationTo: 'Enregistrez l’information du patient dans le bandeau.',
  informationIs: (female: boolean) =>
    female ? 'La patiente est informée et ne s’oppose pas.' : 'Le patient est informé et ne s’oppose pas.',
  opposed: (female: boolean) => `${female ? 'La patiente' : 'Le patient'} s’oppose à l’alimentation`,
  opposedToConfirm: (sender: string | null) =>
    `Opposition reçue ${givenBy(sender)} : confirmez-la ou levez-la dans le bandeau. D’ici là, rien n’est envoyé au DMP.`,
  informationToConfirm: 'Information sur l’alimentation à confirmer',
  informationReceived: (sender: string | null) => `Information reçue ${givenBy(sender)} : confirmez-la dans le bandeau.`,
  opposedIs: 'Rien n’est envoyé au DMP ; les messages à ses correspondants restent possibles.',
  doctor: 'Renseigner le médecin traitant',
  doctorDone: 'Médecin traitant renseigné',
  doctorTo: 'Avec son adresse MSSanté, il reçoit les documents sans rien saisir de plus.',
  doctorNoBox: (name: string) => `${name}, sans adresse MSSanté.`,
  doctorIs: (name: string, address: string) => (name === address ? address : `${name} · ${address}`),
  doctorSet: 'Saisir son nom et son adresse',
  doctorChange: 'Modifier son nom ou son adresse',
  doctorTitle: 'Médecin traitant',
  doctorName: 'Nom et prénom',
  doctorAddress: 'Adresse MSSanté',
  doctorAddressHelp: 'Facultative : sans elle, le médecin traitant ne reçoit rien par MSSanté.',
  doctorSaved: 'Médecin traitant enregistré.',
  doctorRemove: 'Retirer',
  stays: 'Séjours',
  stayNumber: (visit: string) => `venue ${visit}`,
  stayNoWard: 'Service non précisé',
  stayWard: 'Service',
  stayIn: 'Entrée',
  stayOut: 'Sortie',
  stayState: 'État',
  stayStates: { open: 'En cours', closed: 'Terminé', cancelled: 'Annulé' },
  last: 'Derniers documents',
  lastNone: 'Aucun document. Déposez un PDF sur cette fenêtre pour commencer.',
  all: 'Voir les documents',
  identityGo: 'Ouvrir l’identité',
  add: 'Ajouter un document',
  dmp: 'DMP',
  dmpNever: 'Le DMP sera interrogé au premier envoi.',
  dmpAt: (when: string) => `Dernière réponse : ${when}.`,
  history: 'Historique du dossier',
  historyNone: 'Rien à montrer pour l’instant.',
  when: 'Date',
  who: 'Par',
  act: 'Acte',
  details: 'Précision',
  feedingTitle: 'Alimentation du DMP',
  feedingHelp: (female: boolean) =>
    `${female ? 'La patiente est informée' : 'Le patient est informé'} que vous déposez ses documents dans son DMP. ${female ? 'Elle' : 'Il'} peut s’y opposer pour un motif légitime.`,
  consultationTitle: 'Consultation du DMP',
  consultationHelp: (female: boolean) =>
    `${female ? 'La patiente est informée' : 'Le patient est informé'} que vous consultez son DMP. ${female ? 'Elle' : 'Il'} peut s’y opposer.`,
  whom: 'Qui informer',
  whomNobody: 'Aucun représentant enregistré : ajoutez-le dans l’onglet Identité.',
  receivedBy: (when: string, by: string) => `Réponse reçue ${givenBy(by)}, ${when}.`,
  recordedBy: (when: string, by: string) => `Enregistré par ${by}, ${when}.`,
  neverRecorded: 'Rien n’est enregistré.',
} as const;
