const grouped = new Intl.NumberFormat('fr-FR');
const many = (n: number, word: string, plural = `${word}s`): string => `${grouped.format(n)} ${n < 2 ? word : plural}`;
const would = (n: number, word: string, plural: string): string => many(n, `serait ${word}`, `seraient ${plural}`);

/** How many of each, of an import or of a dry run. */
export interface ImportCounts {
  readonly dryRun: boolean;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly conflicts: number;
}

/** Words of the import of patients and stays. */
export const importsText = {
  title: 'Importer des patients et des séjours',
  open: 'Importer',
  back: 'Revenir à la liste',
  choose: 'Choisir un fichier',
  chooseLabel: 'Fichier CSV ou HL7 à importer',
  help: 'CSV (une ligne par patient, première ligne : noms des colonnes) ou HL7 v2 (messages ADT). Jusqu’à 256 Mo pour un CSV, 4 Go pour un fichier HL7.',
  columnsTitle: 'Colonnes du fichier',
  from: {
    headings: 'd’après leurs noms',
    kept: 'comme pour votre dernier fichier aux mêmes colonnes',
    resumed: 'comme au début de cet import',
  },
  byHand: 'choisies à la main',
  resumes: (lines: number) => `l’import reprend après ${many(lines, 'ligne')} ; avec d’autres colonnes, il recommence du début`,
  changeColumns: 'Modifier les colonnes',
  sample: 'Premières lignes du fichier',
  /** The records that the first lines would be. */
  preview: (n: number) => (n < 2 ? 'La première ligne, comme elle sera prise' : `Les ${n} premières lignes, comme elles seront prises`),
  previewColumns: ['Nom de naissance et prénoms', 'Sexe', 'Date de naissance', 'Lieu de naissance', 'IPP'],
  wouldRefuse: 'Refusée :',
  unread: 'non reprise',
  unreadTitle: (n: number) => (n < 2 ? 'Colonne non reprise' : 'Colonnes non reprises'),
  unreadHelp: (n: number) => (n < 2 ? 'Ce qu’elle contient ne sera pas importé.' : 'Ce qu’elles contiennent ne sera pas importé.'),
  unnamed: (n: number) => `Colonne ${n} (sans nom)`,
  chooseColumn: 'Choisir la colonne',
  noColumn: 'Aucune colonne',
  noValue: 'vide dans les premières lignes',
  requiredField: (field: string) => `${field} (obligatoire)`,
  required: 'Choisissez la colonne qui le donne.',
  twice: 'Cette colonne est déjà choisie pour un autre champ.',
  shared: 'une colonne est choisie pour deux champs',
  incomplete: 'choisissez une colonne pour chaque champ obligatoire',
  fields: {
    ipp: 'IPP (numéro du patient)',
    birthName: 'Nom de naissance',
    birthFirstNames: 'Prénoms de naissance',
    firstBirthFirstName: 'Premier prénom de naissance',
    usedName: 'Nom utilisé',
    usedFirstName: 'Prénom utilisé',
    sex: 'Sexe',
    birthDate: 'Date de naissance',
    birthPlace: 'Lieu de naissance (code officiel)',
    birthPlaceName: 'Lieu de naissance (nom)',
    matricule: 'Matricule INS',
    matriculeKey: 'Clé du matricule',
    oid: 'Nature du matricule',
    phone: 'Téléphone',
    address: 'Adresse',
    billingNss: 'N° de sécurité sociale (facturation)',
    medecinTraitant: 'Médecin traitant',
  },
  dateOrder: 'Ordre des dates',
  dayFirst: 'jour/mois/année',
  monthFirst: 'mois/jour/année',
  ambiguous: 'Aucun jour au-delà de 12 dans les premières lignes : vérifiez l’ordre.',
  dryRun: 'Essai à blanc',
  dryRunHelp: 'Tout est vérifié, rien n’est écrit.',
  start: 'Vérifier le fichier',
  startReal: 'Importer',
  startAgain: 'Reprendre l’import',
  cancel: 'Arrêter l’import',
  stop: 'Arrêter',
  keptErrors: (n: number) => `Seules les ${grouped.format(n)} premières sont gardées.`,
  resume: 'Pour reprendre, relancez l’import de ce fichier : ce qui est déjà importé n’est pas repris.',
  progress: (read: string, size: string) => `${read} lus sur ${size}`,
  progressLabel: 'Avancement de l’import',
  states: { running: 'en cours', done: 'terminé', cancelled: 'arrêté', stopped: 'interrompu', failed: 'échoué' },
  dry: 'essai à blanc',
  created: ({ created: n, dryRun }: ImportCounts) => (dryRun ? would(n, 'créé', 'créés') : many(n, 'créé')),
  updated: ({ updated: n, dryRun }: ImportCounts) => (dryRun ? would(n, 'mis à jour', 'mis à jour') : many(n, 'mis à jour', 'mis à jour')),
  unchanged: ({ unchanged: n }: ImportCounts) => many(n, 'inchangé'),
  rejected: ({ rejected: n, conflicts, dryRun }: ImportCounts) =>
    `${dryRun ? would(n, 'refusé', 'refusés') : many(n, 'refusé')}${conflicts === 0 ? '' : `, dont ${grouped.format(conflicts)} en conflit`}`,
  ignored: (n: number) => many(n, 'ignoré'),
  counted: 'Résultat',
  ignoredTitle: 'Messages ignorés',
  ignoredHelp: 'Leur événement n’est pas repris : ni dossier ni séjour n’en change.',
  warningsTitle: 'À savoir',
  /** @param first the first lines, in order, of the `n` that it is said of */
  atLines: (first: readonly number[], n: number) =>
    `${n < 2 ? 'ligne' : 'lignes'} ${first.map((line) => grouped.format(line)).join(', ')}${n > first.length ? '…' : ''}`,
  nothing: 'rien à prendre',
  times: (n: number, what: string) => `${grouped.format(n)} × ${what}`,
  conflictsOpen: (n: number) =>
    n < 2 ? 'Comparer la contradiction dans « À traiter »' : `Comparer les ${grouped.format(n)} contradictions dans « À traiter »`,
  conflictsWould: (n: number) =>
    n < 2
      ? 'À l’import, la contradiction irait dans « À traiter ».'
      : `À l’import, les ${grouped.format(n)} contradictions iraient dans « À traiter ».`,
  lines: (n: number, kind: 'csv' | 'hl7') => many(n, kind === 'csv' ? 'ligne' : 'message'),
  errors: 'Lignes refusées',
  download: 'Télécharger les lignes refusées',
  downloaded: (n: number, kind: 'csv' | 'hl7', fileName: string) =>
    `« ${fileName} » : ${many(n, kind === 'csv' ? 'ligne' : 'message')} à corriger, puis à donner de nouveau ici.`,
  downloadHelp:
    'Le fichier rendu a la forme de celui que vous avez donné ; celui d’un CSV dit en plus le motif de chaque refus. Corrigez-le, puis donnez-le de nouveau.',
  downloadNone: 'Aucune ligne refusée n’a été gardée.',
  more: 'Afficher les suivantes',
  line: 'Ligne',
  person: 'Personne',
  value: 'Valeur',
  unreadable: 'illisible',
  why: 'Pourquoi, et quoi faire',
  past: 'Imports précédents',
  pastNone: 'Aucun import sur ce poste.',
  thenReal: (refused: number) =>
    refused === 0
      ? 'L’essai est bon : importer maintenant'
      : refused === 1
        ? 'Importer sans la ligne refusée'
        : 'Importer sans les lignes refusées',
} as const;
