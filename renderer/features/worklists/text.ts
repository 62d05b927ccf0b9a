import { givenBy } from '../../text/common.ts';
import { count } from '../../text/count.ts';

/** Words of the lists of records to work on. */
export const worklistsText = {
  nav: 'Listes de patients',
  all: 'Tous les dossiers',
  title: 'À traiter',
  intro: 'Identités à qualifier aujourd’hui, doutes, contradictions et matricules reçus.',
  tabs: {
    toQualify: 'À qualifier aujourd’hui',
    doubtful: 'Douteuses',
    conflicts: 'Contradictions',
    received: 'Matricules reçus',
    stale: 'À revérifier',
  },
  tabsLabel: 'Listes de travail',
  why: { opened: 'ouvert aujourd’hui', expected: 'attendu aujourd’hui', queued: 'INSi n’a pas répondu' },
  answered: 'INSi a répondu : réponse à accepter',
  queued: 'INSi sera interrogé de nouveau aujourd’hui',
  open: 'Ouvrir l’identité',
  openAnswer: 'Voir la réponse',
  /** @param when as `moment` says it: today, or a day */
  since: (when: string) => (/^\d/.test(when) ? `depuis le ${when}` : when),
  qualifiedAt: (when: string) => `qualifiée le ${when}`,
  columns: { name: 'Nom de naissance et prénom', birth: 'Date de naissance', status: 'Identité', why: 'Pourquoi', action: 'Action' },
  empty: {
    toQualify: [
      'Rien à qualifier aujourd’hui.',
      'Les patients ouverts ou attendus ce jour, dont l’identité n’est pas qualifiée, apparaissent ici.',
    ],
    doubtful: ['Aucune identité douteuse.', 'Une identité signalée douteuse y reste jusqu’à ce que le doute soit levé.'],
    conflicts: ['Aucune contradiction.', 'Un import, une réponse d’INSi ou une vérification qui contredit un dossier apparaît ici.'],
    received: [
      'Aucun matricule reçu à vérifier.',
      'Un matricule INS donné par un autre système attend ici qu’INSi le confirme. Il n’est jamais transmis.',
    ],
    stale: ['Aucune identité à revérifier.', 'Les identités qualifiées il y a plus longtemps que le délai choisi apparaissent ici.'],
  },
  staleNote: (years: number) => `qualifiées il y a plus de ${count(years, 'an')}`,
} as const;

/** Words of the contradictions, both sides side by side. */
export const conflictText = {
  columns: { record: 'Dossier', why: 'Contradiction' },
  side: (name: string, birthDate: string, number: string | null) => `${name}, ${birthDate}${number === null ? '' : ` · ${number}`}`,
  nobody: 'Dossier fusionné depuis',
  panel: 'Contradiction choisie',
  none: 'Choisissez une contradiction',
  noneHelp: 'Le dossier s’affiche à côté de ce qui le contredit : ce qui est venu, ou un autre dossier.',
  twoRecords: 'Les deux dossiers existent : dites si c’est la même personne.',
  done: { settled: 'Contradiction classée.', created: 'Dossier créé à part, en identité provisoire. Il est dans la liste des patients.' },
  received: 'Reçu',
  record: (ipp: string) => `Dossier ${ipp}`,
  from: (from: string, when: string) => `Reçu de ${from}, ${when}`,
  between: (when: string) => `Constaté ${/^\d/.test(when) ? `le ${when}` : when}`,
  compared: 'Les deux identités, trait par trait',
  trait: 'Trait',
  outcome: 'Comparaison',
  usedName: 'Nom utilisé',
  number: 'Numéros (IPP)',
  matricule: 'Matricule INS',
  status: 'Identité',
  unverified: 'non vérifiée',
  whatToDo: 'Que faire',
  open: 'Ouvrir le dossier',
  openOf: (ipp: string) => `Ouvrir ${ipp}`,
  openName: (open: string, name: string) => `${open} : ${name}`,
  other: 'Autre dossier en cause',
  merge: 'Fusionner…',
  create: 'Créer un dossier à part',
  settle: 'Classer',
  createTitle: 'Créer un dossier à part',
  createNumber: (number: string, from: string | null) =>
    `Le numéro ${number} désignera le nouveau dossier${from === null ? '' : `, et non plus ${from}`}.`,
  createProvisional: (name: string) => `${name} aura son propre dossier, en identité provisoire : à vérifier d’après une pièce d’identité.`,
  createKept: (name: string) => `${name} garde ses traits et ses documents.`,
  createDo: (name: string) => `Créer le dossier ${name}`,
} as const;

/** Words of the matricules that other systems gave. */
export const receivedText = {
  columns: { name: 'Dossier', matricule: 'Matricule reçu', state: 'État', from: 'Origine', action: 'Action' },
  open: 'Ouvrir',
  toVerify: 'À vérifier auprès d’INSi',
  toVerifyNoKind: 'À vérifier auprès d’INSi · nature non précisée',
  from: (sender: string) => `reçu ${givenBy(sender)}`,
  problem: (what: string) => `Inutilisable : ${what}`,
  noKind: 'nature non précisée',
} as const;
