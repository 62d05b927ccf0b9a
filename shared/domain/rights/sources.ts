/** Where each rule that decides comes from, in the words that are shown. */
const SOURCES: Readonly<Record<string, string>> = {
  'R-008': 'Fondamentaux 1 et 2',
  'R-009': 'Fondamentaux 2',
  'R-010': 'Fondamentaux 1 et 2',
  'R-011': 'Fondamentaux 2',
  'R-012': 'Fondamentaux 1',
  'R-013': 'Fondamentaux 1 et 2',
  'R-020': 'Fondamentaux 2',
  'R-032': 'EX_2.1-1050, EX_0.1-1100 ; R. 1111-33 CSP',
  'R-033': 'Fondamentaux 2 ; PDT-INF-526',
  'R-039': 'Fondamentaux 2',
  'R-050': 'Fondamentaux 3 ; Conseil d’État, 15/10/2025, n° 490409',
  'R-051': 'Fondamentaux 3 et 5 ; R. 1111-46 CSP',
  'R-052': 'Fondamentaux 1, 3 et 5',
  'R-055': 'Fondamentaux 1 et 3 ; PDT-INF-526',
  'R-070': 'Fondamentaux 5, annexe',
  'R-071': 'Fondamentaux 5, annexe',
  'R-072': 'Fondamentaux 5, annexe',
  'R-074': 'EX_0.3-1010',
  'R-080': 'Pilotes, 2021 et 2022',
  'R-081': 'Pilotes, 2021 et 2022',
  'R-082': 'Pilotes, 2021 et 2022 ; Fondamentaux 3',
  'R-083': 'Fondamentaux 1 et 3',
  'R-085': 'PDT-INF-526',
  'R-086': 'PDT-INF-526',
  'R-087': 'PDT-INF-526, PDT-INF-606',
  'R-100': 'Pilotes, 2021 et 2022 ; arrêté du 26/10/2023',
  'R-102': 'Fondamentaux 1 ; PDT-INF-526',
  'R-113': 'Pilotes, 2021 et 2022',
  'R-115': 'Pilotes, 2021 et 2022',
  'R-116': 'PDT-INF-526 ; EX_3.1-1030',
  'R-117': 'PDT-INF-526',
  'R-118': 'CNAM, message d’exemple de TD0.2',
  'R-119': 'PDT-INF-526',
  'R-121': 'EX_3.1-1030',
  'R-140': 'PDT-INF-526',
  'R-141': 'Fondamentaux 1 à 3 ; PDT-INF-526',
  'R-142': 'PDT-INF-526 (auteur du lot)',
  'R-143': 'PDT-INF-617',
  'R-144': 'PDT-INF-526 ; EX_GEN-1450',
  'R-145': 'EX_2.1-1140',
  'R-160': 'EX_AIR-010',
  'R-161': 'PDT-INF-606',
};

/** @throws Error for a rule that nobody wrote down: a slip of ours */
export function sourceOf(rule: string): string {
  const source = SOURCES[rule];
  if (source === undefined) throw new Error(`${rule} has no source`);
  return source;
}
