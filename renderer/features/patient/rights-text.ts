import type { LocalSex } from '../../../shared/domain/types.ts';
import type { Choice, InformationAct, InformationPurpose } from '../../../shared/domain/record/information.ts';
import type { EpisodeKind } from '../../../shared/domain/record/episode.ts';
import { personWords } from '../../../shared/domain/words/person.ts';
import { count } from '../../text/count.ts';
import { patientText } from './text.ts';

const choice = (sex: LocalSex, state: Choice): string => (state === 'informed' ? patientText.informed(sex) : patientText.opposed(sex));

/** What the entry of a purpose is about, in two lines: its name, then what it is. */
const purposeNames = (sex: LocalSex): Readonly<Record<InformationPurpose, { readonly name: string; readonly about: string }>> => ({
  feeding: { name: 'Alimentation', about: 'de son DMP' },
  consultation: { name: 'Consultation', about: 'de son DMP' },
  mssPatient: { name: `MSSanté ${personWords(sex).to}`, about: 'messages du cabinet' },
  mssProfessionals: { name: 'MSSanté aux professionnels', about: 'envois à son équipe' },
});

/** A name inside a sentence; « MSSanté » keeps its capitals. */
const inside = (name: string): string => (/^\p{Lu}\p{Ll}/u.test(name) ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name);

/** Words of « Droits et information ». */
export const rightsText = {
  purposeNames,
  choice,
  records: 'Information et opposition',
  inEpisode: (kind: string, since: string) => `${kind.toLowerCase()} en cours depuis le ${since}`,
  noEpisode: 'aucun épisode en cours',
  columns: { purpose: 'Objet', state: 'État', when: 'Quand', who: 'Par qui', means: 'Moyen', more: 'Actes' },
  none: 'Rien d’enregistré',
  since: (day: string) => `depuis le ${day}`,
  heardBy: (name: string) => `recueilli par ${name}`,
  more: (purpose: string) => `Actes : ${purpose}`,
  byMeans: (sex: LocalSex, means: string) => `${patientText.informed(sex)} : ${means.toLowerCase()}`,
  slip: 'Corriger une erreur de saisie…',
  slipTitle: 'Corriger une erreur de saisie',
  slipOf: (purpose: string, state: string) => `« ${purpose} : ${state.toLowerCase()} » a été saisi par erreur.`,
  slipHelp: 'L’état d’avant redevient celui du dossier. La saisie et sa correction restent dans l’historique.',
  slipDo: 'Corriger la saisie',
  slipDone: 'Saisie corrigée.',
  request: (sex: LocalSex) => `À la demande ${personWords(sex).of}…`,
  requestTitle: (sex: LocalSex) => `À la demande ${personWords(sex).of}`,
  requestOf: 'Objet',
  requestChoice: (sex: LocalSex) => `Choix ${personWords(sex).of}`,
  requestHelp: (sex: LocalSex) =>
    `Une opposition à la consultation ne se lève qu’à la demande ${personWords(sex).of}, avec le nom de qui la recueille. Aucun motif n’est demandé ni gardé.`,
  requestNote: (sex: LocalSex) =>
    `Une opposition à la consultation ne se lève qu’à la demande ${personWords(sex).of}, avec le nom de qui la recueille.`,
  requestDone: 'Demande enregistrée.',
  collector: 'Recueilli par',
  choose: 'Choisir',
  means: 'Moyen',
  earlier: (sex: LocalSex, when: string, by: string) =>
    `${patientText.opposed(sex)} lors d’un épisode précédent, le ${when} (${by}) : à confirmer ou à lever.`,
  received: {
    feeding: (sex: LocalSex) => `Cette opposition bloque le premier envoi au DMP : confirmez-la avec ${personWords(sex).the}, ou levez-la.`,
    others: (sex: LocalSex) => `Confirmez-le avec ${personWords(sex).her}.`,
  },
  confirm: 'Confirmer',
  lift: 'Lever',
  confirmOf: (purpose: string, state: string) => `Confirmer : ${purpose}, ${state.toLowerCase()}`,
  liftEarlier: (purpose: string) => `Lever l’opposition : ${purpose}`,
  history: 'Historique',
  historyTitle: 'Historique des choix',
  historyNone: 'Rien n’a encore été enregistré.',
  historyAct: 'Acte',
  acts: (sex: LocalSex): Readonly<Record<InformationAct, string>> => ({
    recorded: 'Enregistré',
    'at-request': `À la demande ${personWords(sex).of}`,
    slip: 'Erreur de saisie corrigée',
  }),
  historyCorrected: 'corrigé depuis',
  historyNotice: 'Notice',
  notice: 'Notice',
  noticeTitle: 'Notice d’information',
  noticeVersion: (version: string) => `Version ${version}`,
  noticeLarge: 'Agrandir',
  noticeNormal: 'Taille normale',
  episodes: 'Épisodes',
  open: 'Ouvrir',
  openTitle: 'Ouvrir un épisode',
  openKind: 'Nature',
  openHelp: (sex: LocalSex) =>
    `L’information ${personWords(sex).of} vaut pour un épisode et son équipe. Une opposition d’avant est reposée dans le nouveau.`,
  team: 'Équipe',
  teamWhole: 'Toute la structure',
  teamNamed: 'Une équipe nommée',
  teamName: 'Nom de l’équipe',
  teamMembers: 'Membres',
  pathway: 'Parcours (facultatif)',
  caseOf: 'Cas d’usage (facultatif)',
  openDo: 'Ouvrir l’épisode',
  opened: 'Épisode ouvert.',
  openLeft: 'Épisode non ouvert',
  running: { consultation: 'Consultation en cours', 'follow-up': 'Suivi en cours', stay: 'Séjour en cours' } satisfies Record<
    EpisodeKind,
    string
  >,
  closed: { consultation: 'Consultation close', 'follow-up': 'Suivi clos', stay: 'Séjour clos' } satisfies Record<EpisodeKind, string>,
  from: (day: string) => `depuis le ${day}`,
  fromTo: (from: string, to: string) => `${from} au ${to}`,
  outsideOpening: 'Ouverture hors équipe',
  agreed: 'accord recueilli',
  noEpisodes: 'Aucun épisode : un suivi s’ouvre avec la première information ou le premier document.',
  teamOf: 'Équipe',
  end: 'Fin',
  endByItself: (months: number, day: string) => `À la main, ou d’office après ${count(months, 'mois', 'mois')} sans acte (le ${day}).`,
  endByHand: 'À la main.',
  endWithStay: 'Avec la sortie annoncée par l’établissement.',
  ended: (day: string, by: string | null) => `Le ${day}, ${by === null ? 'd’office' : `par ${by}`}.`,
  lastAct: 'Dernier acte',
  close: { consultation: 'Clore la consultation', 'follow-up': 'Clore le suivi', stay: 'Clore le séjour' } satisfies Record<
    EpisodeKind,
    string
  >,
  closeDone: 'Épisode clos.',
  closeTitle: 'Clore l’épisode',
  closeHelp: 'L’information recueillie ne vaut plus ensuite : elle est à redonner au prochain épisode.',
  opposedThen: (sex: LocalSex, purposes: readonly string[]) =>
    purposes.length === 0
      ? `${personWords(sex).The} n’y avait exprimé aucune opposition.`
      : `${patientText.opposed(sex)} : ${purposes.map(inside).join(', ')}.`,
  correspondents: 'Correspondants confirmés',
  withPatient: (sex: LocalSex) => `avec ${personWords(sex).the}`,
  correspondent: 'Correspondant',
  correspondentColumns: { name: 'Nom', role: 'Rôle', at: 'Confirmé le', by: 'Par', more: 'Actes' },
  toConfirm: 'à confirmer',
  noBox: 'sans adresse MSSanté',
  confirmAll: 'Tout confirmer',
  correspondentsSaved: 'Correspondants confirmés.',
  correspondentsNone: (sex: LocalSex) => `Aucun correspondant n’est encore confirmé avec ${personWords(sex).the}.`,
  preselected: 'Présélectionnés à l’envoi, jamais envoyés sans vous.',
  addTitle: 'Correspondant',
  addLeft: 'Correspondant non enregistré',
  name: 'Nom et prénom, ou établissement',
  role: 'Rôle',
  address: 'Adresse MSSanté',
  addressHelp: 'Facultative : sans elle, le correspondant ne reçoit rien par MSSanté.',
  add: 'Confirmer et ajouter',
  edit: (name: string) => `Modifier ${name}`,
  remove: (name: string) => `Retirer ${name}`,
  member: (team: string | null) => (team === null ? 'Vous êtes de l’équipe de soins.' : `Vous êtes de l’équipe de soins : ${team}.`),
  memberHelp: (sex: LocalSex) => `Le choix ${personWords(sex).of} vaut pour toute l’équipe, pendant l’épisode.`,
  outside: (team: string) => `Vous n’êtes pas de l’équipe de soins de cet épisode (${team}).`,
  outsideHelp: (sex: LocalSex) =>
    `L’accord ${personWords(sex).of} est recueilli avant chaque ouverture de son DMP, et vaut 2 heures. Pour y enregistrer ses choix, ouvrez un épisode pour votre équipe.`,
  agree: 'Accord recueilli…',
  agreeTitle: 'Accord pour une ouverture du DMP',
  agreeHelp: (sex: LocalSex) => `${personWords(sex).The} accepte que vous ouvriez son DMP une fois, hors de son équipe de soins.`,
  agreeDo: 'Enregistrer l’accord',
  agreeDone: 'Accord enregistré : le DMP peut être ouvert pendant 2 heures.',
  agreeHolds: (when: string, by: string) => `Accord recueilli par ${by}, ${when}.`,
} as const;
