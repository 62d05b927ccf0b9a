import type { LocalSex } from '../../../shared/domain/types.ts';
import { personWords } from '../../../shared/domain/words/person.ts';
import { givenBy } from '../../text/common.ts';

const informed = (sex: LocalSex): string => `${personWords(sex).agreed('Informé')}, non ${personWords(sex).agreed('opposé')}`;
const isInformed = (sex: LocalSex): string => `${personWords(sex).The} est ${personWords(sex).agreed('informé')}`;

/** Words of the record. */
export const patientText = {
  tabsLabel: 'Dossier du patient',
  banner: 'Patient',
  bannerWhole: 'Tout le bandeau',
  bannerShort: 'Réduire le bandeau',
  born: (sex: LocalSex, date: string, place: string | null, town: boolean) =>
    `${personWords(sex).born} le ${date}${place === null ? '' : town ? ` à ${place}` : ` (${place})`}`,
  bornUnknown: 'date de naissance inconnue',
  ageUnknown: 'âge inconnu',
  death: (sex: LocalSex, on: string | null) => `${personWords(sex).Dead}${on === null ? ', jour inconnu' : ` le ${on}`}`,
  used: (name: string) => `utilise ${name}`,
  sexes: { F: 'F', M: 'M', I: 'Sexe indéterminé' } satisfies Record<LocalSex, string>,
  ins: 'Matricule INS',
  key: 'clé',
  insNone: { never: 'Sans matricule INS', toAsk: 'Matricule INS pas encore récupéré', held: 'Matricule INS récupéré, pas encore transmis' },
  minor: (sex: LocalSex) => personWords(sex).agreed('Mineur'),
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
  informed,
  opposed: (sex: LocalSex) => personWords(sex).agreed('Opposé'),
  recorded: 'Information enregistrée.',
  toConfirm: (opposed: boolean, sender: string | null) => `${opposed ? 'Opposition' : 'Information'} reçue ${givenBy(sender)}, à confirmer`,
  confirm: 'Confirmer',
  confirmOf: (purpose: string, state: string) => `Confirmer : ${purpose}, ${state.toLowerCase()}`,
  opposedEarlier: 'Opposition d’un épisode précédent, à confirmer',
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
  informationTo: (sex: LocalSex) => `Enregistrez l’information ${personWords(sex).of} dans le bandeau.`,
  informationIs: (sex: LocalSex) => `${isInformed(sex)} et ne s’oppose pas.`,
  opposed: (sex: LocalSex) => `${personWords(sex).The} s’oppose à l’alimentation`,
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
  doctorLeft: 'Médecin traitant non enregistré',
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
  when: 'Date',
  who: 'Par',
  whom: 'Qui informer',
  whomNobody: 'Aucun représentant enregistré : ajoutez-le dans l’onglet Identité.',
} as const;
