/** Words of the journal. */
export const auditText = {
  title: 'Journal',
  total: (n: number) => (n < 2 ? `${n} acte` : `${n} actes`),
  verify: 'Vérifier la chaîne',
  verifying: 'Vérification…',
  valid: (n: number, head: string) => `Journal intègre : ${n} actes, tête ${head.slice(0, 16)}…`,
  incidents: (n: number) =>
    n === 0
      ? null
      : `${n === 1 ? 'Une anomalie a été relevée' : `${n} anomalies ont été relevées`} à l’ouverture des données : ${n === 1 ? 'sa ligne reste' : 'leurs lignes restent'} dans le journal.`,
  unanchored: {
    code: 'AUDIT_UNANCHORED',
    message:
      'Les lignes se suivent, mais les repères du journal ont disparu : rien ne dit que ses dernières lignes n’ont pas été retirées.',
    action: 'Gardez une copie du dossier des données et prévenez votre responsable de la sécurité.',
  },
  invalid: (reason: 'altered' | 'missing' | 'reordered' | 'truncated' | 'foreign', at: number | null) => ({
    code: `AUDIT_${reason.toUpperCase()}`,
    message: {
      altered: `La ligne ${at ?? ''} du journal a été modifiée hors de l’application.`,
      missing: `Une ligne du journal a été retirée avant la ligne ${at ?? ''}.`,
      reordered: `Des lignes du journal ont été déplacées, à partir de la ligne ${at ?? ''}.`,
      truncated: `Le journal est plus court que son dernier repère : il manque des lignes à partir de la ligne ${at ?? ''}.`,
      foreign: `À partir de la ligne ${at ?? ''}, le journal n’est plus celui de ce poste.`,
    }[reason],
    action:
      'Ne modifiez rien, gardez une copie du dossier des données et prévenez votre responsable de la sécurité. Si une copie plus ancienne a été remise, dites-le-lui.',
  }),
  empty: 'Aucun acte ne correspond.',
  filters: {
    title: 'Filtrer le journal',
    actor: 'Par',
    anybody: 'Tout le monde',
    act: 'Acte',
    any: 'Tous les actes',
    from: 'Du',
    to: 'Au',
    everybody: 'Tous les patients',
    nobody: 'Aucun patient ne correspond.',
    clear: 'Effacer',
  },
  onBehalfOf: (name: string) => `pour ${name}`,
  columns: { index: 'N°', at: 'Date', label: 'Acte', patient: 'Patient', actor: 'Par', result: 'Résultat' },
  done: 'Abouti',
  notDone: 'Non abouti',
} as const;
