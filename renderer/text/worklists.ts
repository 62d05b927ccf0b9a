import { count } from '../ui/format.ts';

/** Words of the lists of records to work on. */
export const worklistsText = {
  nav: 'Listes de patients',
  all: 'Tous les dossiers',
  title: 'À traiter',
  intro: 'Identités à qualifier aujourd’hui, doutes et contradictions.',
  tabs: { toQualify: 'À qualifier aujourd’hui', doubtful: 'Douteuses', conflicts: 'Contradictions', stale: 'À revérifier' },
  tabsLabel: 'Listes de travail',
  why: { opened: 'ouvert aujourd’hui', expected: 'attendu aujourd’hui', queued: 'INSi n’a pas répondu' },
  answered: 'INSi a répondu : réponse à accepter',
  queued: 'INSi sera interrogé de nouveau aujourd’hui',
  open: 'Ouvrir l’identité',
  openAnswer: 'Voir la réponse',
  settle: 'Marquer comme réglée',
  settled: 'Contradiction réglée.',
  since: (when: string) => `depuis ${when}`,
  qualifiedAt: (when: string) => `qualifiée le ${when}`,
  columns: { name: 'Nom de naissance et prénom', birth: 'Date de naissance', status: 'Identité', why: 'Pourquoi', action: 'Action' },
  empty: {
    toQualify: ['Rien à qualifier aujourd’hui.', 'Les patients ouverts ou attendus ce jour, dont l’identité n’est pas qualifiée, apparaissent ici.'],
    doubtful: ['Aucune identité douteuse.', 'Une identité signalée douteuse y reste jusqu’à ce que le doute soit levé.'],
    conflicts: ['Aucune contradiction.', 'Un import, une réponse d’INSi ou une vérification qui contredit un dossier apparaît ici.'],
    stale: ['Aucune identité à revérifier.', 'Les identités qualifiées il y a plus longtemps que le délai choisi apparaissent ici.'],
  },
  staleNote: (years: number) => `qualifiées il y a plus de ${count(years, 'an')}`,
} as const;
