import { count } from '../../text/count.ts';
import type { Candidate, Counts, Landed } from './queue.ts';

const pages = ({ pages: n, reading: { scanned } }: Pick<Landed, 'pages' | 'reading'>): string =>
  scanned ? count(n, 'page numérisée', 'pages numérisées') : count(n, 'page');

const leftToDo = ({ refused, unfiled }: Counts): readonly string[] => [
  ...(refused === 0 ? [] : [count(refused, 'refusé')]),
  ...(unfiled === 0 ? [] : [`${unfiled} à ranger`]),
];

/** Words of what arrives. */
export const arrivalsText = {
  title: 'Arrivées',
  list: 'Fichiers arrivés',
  progress: ({ over, all }: Pick<Counts, 'over' | 'all'>) => `${over} sur ${count(all, 'fichier')}`,
  /** The same in the room of a line's head, with what is left to be done by somebody. */
  brief: (counts: Counts) => {
    const left = leftToDo(counts);
    return left.length === 0 ? arrivalsText.progress(counts) : [`${counts.over}/${counts.all}`, ...left].join(' · ');
  },
  none: 'Aucun fichier',
  /** Said aloud; counts, never names. */
  summary: (counts: Counts) => (counts.all === 0 ? '' : [`Arrivées : ${arrivalsText.progress(counts)}`, ...leftToDo(counts)].join(', ')),
  cancelRest: 'Annuler le reste',
  clear: 'Effacer',
  fold: 'Replier les arrivées',
  unfold: 'Déplier les arrivées',
  open: (name: string) => `Ouvrir ${name}`,
  retry: (name: string) => `Réessayer ${name}`,
  again: 'Ajouter quand même',
  againNamed: (name: string) => `Ajouter quand même ${name}`,
  states: {
    waiting: 'En attente',
    opening: 'En lecture',
    unfiled: 'À ranger',
    already: 'Déjà au dossier',
    refused: 'Refusé',
    cancelled: 'Annulé',
  },
  scan: (document: Landed) => `En lecture · ${document.reading.done}/${pages(document)}`,
  filed: (document: Landed) =>
    document.reading.state === 'failed' ? `Ajouté, texte non lu · ${pages(document)}` : `Lu · ${pages(document)}`,
  inRecord: (name: string) => `Dossier de ${name}`,
  looking: 'Recherche du patient dans le document…',
  nobody: 'Aucun patient de ce poste n’y est reconnu.',
  evidence: { datamatrix: 'datamatrix lu', ins: 'matricule INS lu', 'name-birth-date': 'nom et date de naissance lus' } satisfies Record<
    Candidate['evidence'],
    string
  >,
  file: 'Ranger',
  fileWith: (file: string, patient: string) => `Ranger ${file} chez ${patient}`,
  fileAll: (n: number) => `Ranger les ${n}`,
  fileAllWith: (n: number, patient: string) => `Ranger chez ${patient} les ${n} fichiers qui disent la même personne`,
  choose: 'Choisir le patient',
  other: 'Autre patient',
  chooseFor: (file: string) => `Choisir le patient de ${file}`,
  drop: (name: string) => `Déposez les fichiers : ils seront ajoutés au dossier de ${name}`,
  dropAnywhere: 'Déposez les fichiers : vous choisirez ensuite le patient',
  dropHelp: 'PDF de 40 Mo au plus.',
  notFile: 'Lien ou texte déposé',
} as const;
