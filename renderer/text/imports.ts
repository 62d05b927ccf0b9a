const grouped = new Intl.NumberFormat('fr-FR');
const many = (n: number, word: string): string => `${grouped.format(n)} ${n < 2 ? word : `${word}s`}`;

/** Words of the import of patients and stays. */
export const importsText = {
  title: 'Importer des patients et des séjours',
  open: 'Importer',
  back: 'Revenir à la liste',
  choose: 'Choisir un fichier',
  chooseLabel: 'Fichier CSV ou HL7 à importer',
  help: 'CSV (une ligne par patient, première ligne : noms des colonnes) ou HL7 v2 (messages ADT). Le fichier est lu ici, morceau par morceau : sa taille n’importe pas.',
  columnsHelp: 'Colonnes reconnues du CSV',
  columns: 'IPP, Nom de naissance, Prénoms de naissance, Premier prénom, Sexe, Date de naissance, Code lieu de naissance, Nom utilisé, Prénom utilisé, Matricule INS, OID INS',
  dryRun: 'Essai à blanc',
  dryRunHelp: 'Tout est vérifié, rien n’est écrit.',
  start: 'Vérifier le fichier',
  startReal: 'Importer',
  cancel: 'Arrêter l’import',
  resume: 'Pour reprendre, choisissez de nouveau le même fichier : ce qui est déjà importé n’est pas relu.',
  progress: (read: string, size: string) => `${read} lus sur ${size}`,
  progressLabel: 'Avancement de l’import',
  states: { running: 'en cours', done: 'terminé', cancelled: 'arrêté', stopped: 'interrompu', failed: 'échoué' },
  dry: 'essai à blanc',
  counts: (run: { readonly created: number; readonly updated: number; readonly unchanged: number; readonly rejected: number }) =>
    [many(run.created, 'créé'), `${grouped.format(run.updated)} mis à jour`, many(run.unchanged, 'inchangé'), many(run.rejected, 'refusé')].join(' · '),
  lines: (n: number) => many(n, 'ligne'),
  errors: 'Lignes refusées',
  more: 'Afficher les suivantes',
  line: 'Ligne',
  why: 'Pourquoi, et quoi faire',
  code: 'Code',
  past: 'Imports précédents',
  pastNone: 'Aucun import sur ce poste.',
  thenReal: (refused: number) => (refused === 0 ? 'L’essai est bon : importer pour de vrai' : 'Sans les lignes refusées : importer pour de vrai'),
} as const;
