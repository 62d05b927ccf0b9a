import type { IdentityStatus, LocalSex } from '../../../shared/domain/types.ts';

const numbers = new Intl.NumberFormat('fr-FR');
const grouped = (n: number): string => numbers.format(n);

/** Words of the list. */
export const patientsText = {
  title: 'Patients',
  search: 'Chercher un patient',
  searchHelp: 'Nom, date de naissance, matricule, téléphone ou IPP',
  create: 'Nouveau patient',
  found: (n: number) => `${grouped(n)} ${n < 2 ? 'patient trouvé' : 'patients trouvés'}`,
  all: (n: number) => `${grouped(n)} ${n < 2 ? 'dossier' : 'dossiers'}`,
  none: 'Aucun dossier pour l’instant.',
  noneFound: 'Aucun patient ne correspond à cette recherche.',
  noneAction: 'Créez le dossier à partir des traits d’une pièce d’identité.',
  columns: {
    name: 'Nom de naissance et prénom',
    sex: 'Sexe',
    birth: 'Naissance',
    place: 'Lieu de naissance',
    ins: 'Matricule INS',
    ipp: 'IPP',
    phone: 'Téléphone',
    status: 'Identité',
    updated: 'Ouvert',
  },
  key: (key: string) => `clé ${key}`,
  statuses: { PROV: 'Provisoire', VALI: 'Validée', RECUP: 'Récupérée', QUAL: 'Qualifiée' } satisfies Record<IdentityStatus, string>,
  attention: (n: number) => (n < 2 ? `${n} envoi à revoir` : `${n} envois à revoir`),
  used: (name: string) => `nom utilisé ${name}`,
  sexes: { F: 'F', M: 'M', I: 'Indét.' } satisfies Record<LocalSex, string>,
} as const;

/** Words of the choice of a patient for a document. */
export const choosePatientText = { whose: 'À qui est ce document ?', found: 'Patients trouvés', choose: 'Choisir le patient' } as const;

/** Words of the creation form. */
export const newPatientText = {
  title: 'Nouveau patient',
  strict: 'Traits stricts',
  strictHelp: 'Recopiez-les d’une pièce d’identité, pas de la carte Vitale.',
  scanned: (matricule: string) => `Matricule lu avec ces traits : ${matricule}. Il sera gardé à part, à vérifier avec INSi.`,
  more: 'Identité utilisée',
  moreHelp: 'Facultatif : le nom et le prénom utilisés au quotidien.',
  firstNamesHelp: 'Tous les prénoms, dans l’ordre de l’état civil, séparés par une espace.',
  dateHelp: 'jj/mm/aaaa. Jour ou mois inconnu : 00.',
  placeHelp: 'Commune, ou pays pour l’étranger, tels qu’ils s’appelaient alors ; 99999 si inconnu.',
  placeExample: 'Nom ou code officiel',
  placeSearching: 'Recherche…',
  placeNone: 'Aucun lieu ne correspond. Essayez le début du nom, ou le code de 5 caractères.',
  uncertain: 'Date incomplète sur la pièce, complétée par convention',
  uncertainHelp: 'Jour inconnu : le 1er du mois. Mois inconnu : janvier. Jour et mois inconnus : le 31 décembre.',
  phone: 'Téléphone',
  sex: 'Sexe',
  sexHelp: 'Indéterminé : nouveau-né ou patient inconnu. INSi ne peut pas être interrogé tant que le sexe l’est.',
  usedName: 'Nom utilisé',
  usedFirstName: 'Prénom utilisé',
  create: 'Créer le patient',
  creating: 'Création…',
  back: 'Revenir à la liste',
  kept: 'Vos saisies sont gardées tant que la session reste ouverte.',
  near: 'Dossiers proches déjà créés',
  nearHelp: 'Vérifiez qu’un dossier n’existe pas déjà.',
  nearNoSex: 'Sexe pas encore choisi : comparé sans lui.',
  nearNone: 'Les dossiers qui ressemblent à celui-ci apparaîtront ici pendant la saisie.',
  nearClear: 'Aucun dossier proche.',
  nearOpen: 'Ouvrir ce dossier',
  nearOther: (n: number) => (n < 2 ? 'C’est une autre personne : créer quand même' : 'Ce sont d’autres personnes : créer quand même'),
  nearAsk: (n: number) => (n < 2 ? 'Un dossier ressemble à celui-ci' : `${n} dossiers ressemblent à celui-ci`),
  nearAskHelp: (n: number) =>
    `${n < 2 ? 'Ouvrez-le s’il s’agit de la même personne.' : 'Ouvrez celui de la même personne, s’il y est.'} Sinon, créez le nouveau dossier : un homonyme sera signalé sur les deux. Échap revient à la saisie.`,
  nearKeys: 'Flèches : passer de l’un à l’autre ; Entrée : ouvrir.',
  missing: {
    birthName: 'Saisissez le nom de naissance.',
    birthFirstNames: 'Saisissez au moins un prénom de naissance.',
    sex: 'Choisissez le sexe indiqué sur la pièce d’identité, ou « Indéterminé ».',
    birthDate: 'Saisissez une date qui existe, sous la forme jj/mm/aaaa.',
    birthPlace: 'Choisissez le lieu dans la liste, ou effacez-le s’il n’est pas connu.',
  },
  left: 'Nouveau patient fermé, vos saisies sont gardées',
} as const;
