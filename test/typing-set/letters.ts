import { frenchDate } from '../../shared/domain/ins/dates.ts';
import { displayMatricule } from '../../shared/domain/ins/matricule.ts';
import type { Made, Random } from './people.ts';

/** A line of a document to be made. */
interface Line {
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  readonly align: 'left' | 'center' | 'right';
  /** Lines of space before it. */
  readonly gap: number;
}

/** A document, and what is right to say of it. */
export interface Letter {
  readonly lines: readonly Line[];
  readonly type: string;
  readonly title: string;
  /** Any of these days is the right one: a stay has more than one. */
  readonly dates: readonly string[];
  readonly fileName: string;
  readonly pdfTitle: string | null;
}

interface Kind {
  readonly type: string;
  readonly headings: readonly string[];
  readonly from: readonly (readonly string[])[];
  /** A report dates its examination, a letter itself. */
  readonly dated: 'letter' | 'examination' | 'stay';
  readonly body: readonly string[];
}

const CONSULTING = [
  ['Docteur Hélène PLACEBO', 'Cardiologue', '4 rue des Tilleuls', '35400 Saint-Malo', 'Tél. : 02 99 00 00 00'],
  ['Cabinet médical du Port', 'Dr Paul ORDINAIRE - Médecine générale', '1 quai des Essais, 00000 Portville', 'RPPS 10009999999'],
  ['Pr Jeanne FACTICE', 'Service de rhumatologie', 'CHU de Portville', 'Secrétariat : 01 00 00 00 00'],
];
const HOSPITAL = [
  ['CENTRE HOSPITALIER DE PORTVILLE', 'Service de médecine interne', 'Chef de service : Dr Anne MODESTE', 'FINESS 990000001'],
  ['Clinique des Essais', 'Pôle chirurgie', '12 avenue du Modèle 00000 PORTVILLE', 'Fax : 01 00 00 00 01'],
  ['HÔPITAL SAINT-FICTIF', 'Service des urgences et de cardiologie', 'www.hopital-fictif.test'],
];
const IMAGING = [
  ['Imagerie médicale du Port', 'Drs PIXEL, VOXEL et RAYON - Radiologues', '8 boulevard du Test 00000 Portville'],
  ['CENTRE DE RADIOLOGIE', 'Scanner - IRM - Échographie - Mammographie', 'Tél 01 00 00 00 02'],
];
const LABORATORY = [
  [
    'LABORATOIRE DE BIOLOGIE MÉDICALE DES ESSAIS',
    'Biologistes responsables : Dr A. PIPETTE, Dr B. ÉPROUVETTE',
    '3 place du Modèle 00000 Portville',
  ],
];

/** Twelve types, as practices receive and make them. */
const KINDS: readonly Kind[] = [
  {
    type: '11488-4',
    headings: ['Compte rendu de consultation', 'COMPTE RENDU DE CONSULTATION', 'Consultation de cardiologie'],
    from: CONSULTING,
    dated: 'letter',
    body: [
      'Motif : dyspnée d’effort depuis trois mois.',
      'Examen clinique sans particularité, tension artérielle 135/80.',
      'Conclusion : surveillance, nouvelle consultation dans six mois.',
    ],
  },
  {
    type: '34112-3',
    headings: ['Compte rendu d’hospitalisation', 'COMPTE-RENDU D’HOSPITALISATION', 'CRH'],
    from: HOSPITAL,
    dated: 'stay',
    body: [
      'Motif d’hospitalisation : pneumopathie aiguë.',
      'Évolution favorable sous antibiotiques.',
      'Traitement de sortie : paracétamol si douleurs.',
    ],
  },
  {
    type: '34874-8',
    headings: ['Compte rendu opératoire', 'COMPTE RENDU OPÉRATOIRE', 'Compte-rendu opératoire'],
    from: HOSPITAL,
    dated: 'examination',
    body: [
      'Installation en décubitus dorsal sous anesthésie générale.',
      'Exérèse complète, hémostase soigneuse, fermeture en deux plans.',
      'Suites simples attendues.',
    ],
  },
  {
    type: '11490-0',
    headings: ['Lettre de liaison', 'LETTRE DE LIAISON', 'Lettre de liaison à la sortie'],
    from: HOSPITAL,
    dated: 'stay',
    body: [
      'Votre patient a été pris en charge pour une fibrillation auriculaire.',
      'Bisoprolol 2,5 mg le matin, apixaban 5 mg deux fois par jour.',
      'Contrôle biologique dans une semaine.',
    ],
  },
  {
    type: '18748-4',
    headings: ['ÉCHOGRAPHIE ABDOMINALE', 'Compte rendu d’imagerie', 'Scanner thoracique', 'IRM du genou droit', 'Radiographie du thorax'],
    from: IMAGING,
    dated: 'examination',
    body: [
      'Indication : douleurs persistantes.',
      'Technique : acquisition sans injection de produit de contraste.',
      'Conclusion : absence d’anomalie significative.',
    ],
  },
  {
    type: '11502-2',
    headings: ['Résultats d’analyses de biologie médicale', 'COMPTE RENDU D’ANALYSES', 'Résultats de laboratoire'],
    from: LABORATORY,
    dated: 'examination',
    body: [
      'Hémoglobine 13,8 g/dL (12,0 à 16,0)',
      'Leucocytes 6,2 G/L (4,0 à 10,0)',
      'Créatinine 72 µmol/L (45 à 84)',
      'Glycémie à jeun 0,92 g/L',
    ],
  },
  {
    type: '57833-6',
    headings: ['ORDONNANCE', 'Ordonnance', 'Ordonnance de médicaments'],
    from: CONSULTING,
    dated: 'letter',
    body: [
      'Paracétamol 1 g : un comprimé trois fois par jour pendant cinq jours.',
      'Périndopril 5 mg : un comprimé le matin pendant trois mois.',
      'À renouveler deux fois.',
    ],
  },
  {
    type: 'PRESC-KINE',
    headings: ['Ordonnance de kinésithérapie', 'Prescription de masso-kinésithérapie', 'ORDONNANCE DE KINÉSITHÉRAPIE'],
    from: CONSULTING,
    dated: 'letter',
    body: ['Vingt séances de rééducation du genou gauche.', 'Travail de la proprioception, renforcement musculaire.'],
  },
  {
    type: 'PRESC-AAT',
    headings: ['Avis d’arrêt de travail', 'ARRÊT DE TRAVAIL', 'Arrêt de travail'],
    from: CONSULTING,
    dated: 'letter',
    body: ['Je prescris un arrêt de travail de sept jours.', 'Sorties autorisées sans restriction d’horaire.'],
  },
  {
    type: '89601-9',
    headings: ['Certificat médical', 'CERTIFICAT MÉDICAL', 'Certificat médical de non contre-indication'],
    from: CONSULTING,
    dated: 'letter',
    body: [
      'Je certifie avoir examiné ce jour la personne nommée ci-dessus.',
      'Aucune contre-indication à la pratique de la natation.',
      'Certificat remis en main propre.',
    ],
  },
  {
    type: '60568-3',
    headings: ['Compte rendu d’anatomie pathologique', 'EXAMEN ANATOMO-PATHOLOGIQUE', 'Compte rendu d’anatomo-cytopathologie'],
    from: LABORATORY,
    dated: 'examination',
    body: [
      'Nature du prélèvement : biopsie cutanée du dos.',
      'Examen microscopique : lésion bénigne.',
      'Conclusion : kératose séborrhéique.',
    ],
  },
  {
    type: '34794-8',
    headings: ['Réunion de concertation pluridisciplinaire', 'FICHE RCP', 'RCP de cancérologie'],
    from: HOSPITAL,
    dated: 'examination',
    body: ['Dossier présenté par le Dr Anne MODESTE.', 'Proposition : surveillance active, imagerie dans quatre mois.'],
  },
];

const MONTHS = 'janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre'.split(',');

/** « 18 novembre 2026 », « 1er mars 2026 » */
function inWords(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day === '01' ? '1er' : Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}

const dotted = (date: string): string => frenchDate(date).replaceAll('/', '.');

/** Days apart, in a calendar of whole months: what is made never leaves its month. */
const moved = (date: string, days: number): string => `${date.slice(0, 8)}${String(Number(date.slice(8)) + days).padStart(2, '0')}`;

/** A document of somebody, dated before `2026-11-21`. @param about whom it names as its patient. */
export function letterOf(random: Random, n: number, about: Made, scanned: boolean): Letter {
  const kind = KINDS[n % KINDS.length];
  if (kind === undefined) throw new Error('no kind');
  const heading = random.pick(kind.headings);
  const day = `2026-${String(random.whole(1, 10)).padStart(2, '0')}-${String(random.whole(8, 22)).padStart(2, '0')}`;
  const when = datesOf(random, kind, day);
  const line = (text: string, changed: Partial<Line> = {}): Line => ({ text, size: 10.5, bold: false, align: 'left', gap: 0, ...changed });
  const letterhead = random
    .pick(kind.from)
    .map((text, i) => line(text, { size: i === 0 ? random.pick([11, 13]) : 9.5, bold: i === 0 && random.chance(0.5), align: lettersAt }));
  const headingLine = line(heading, {
    size: random.pick([12, 14, 16, 18]),
    bold: random.chance(0.7),
    align: random.pick(['left', 'center'] as const),
    gap: 1,
  });
  const patient = identityOf(random, about).map((text, i) => line(text, { gap: i === 0 ? 1 : 0 }));
  const addressed = random.chance(0.5)
    ? [
        line(random.pick(['Dr Luc CONFRÈRE', 'Docteur Marie CORRESPONDANTE']), { align: 'right', gap: 1 }),
        line('2 rue du Courrier, 00000 Portville', { align: 'right' }),
      ]
    : [];
  const body = [
    line(random.pick(['Cher confrère,', 'Chère consœur,', 'Bonjour,', '']), { gap: 1 }),
    ...kind.body.map((text) => line(text)),
    ...(random.chance(0.5)
      ? [
          line(
            `Antécédents : appendicectomie en ${random.whole(1990, 2015)}, fracture du poignet le ${frenchDate(`20${random.whole(10, 20)}-05-14`)}.`,
          ),
        ]
      : []),
    ...(random.chance(0.4) ? [line(`Prochain rendez-vous le ${frenchDate(`2027-0${random.whole(1, 9)}-15`)}.`)] : []),
    line(random.pick(['Bien confraternellement,', 'Cordialement,', '']), { gap: 1 }),
    line(random.pick(['Dr Hélène PLACEBO', 'Docteur Paul ORDINAIRE', 'Dr A. PIPETTE']), { align: random.pick(['left', 'right'] as const) }),
  ];
  const top = [...letterhead, ...addressed, ...when.above.map((text) => line(text, { align: 'right', gap: 1 }))];
  const middle = random.chance(0.5) ? [headingLine, ...patient] : [...patient, headingLine];
  const below = when.below.map((text) => line(text, { gap: 0.5 }));
  return {
    lines: [...top, ...middle, ...below, ...body, ...when.foot.map((text) => line(text, { size: 8, gap: 2 }))],
    type: kind.type,
    title: heading,
    dates: when.right,
    fileName: fileNameOf(random, scanned, about),
    pdfTitle: scanned
      ? random.pick([null, 'Scan', 'Untitled'])
      : random.pick([null, null, 'cr', 'Microsoft Word - courrier.doc', 'Document1', 'sans titre']),
  };
}

const lettersAt = 'left' as const;

function datesOf(random: Random, kind: Kind, day: string): { above: string[]; below: string[]; foot: string[]; right: string[] } {
  const town = random.pick(['Saint-Malo', 'Portville', 'Sainte-Épreuve-les-Bains']);
  const letterDate = (date: string): string =>
    random.pick([
      `${town}, le ${inWords(date)}`,
      `${town}, le ${frenchDate(date)}`,
      `Le ${inWords(date)}`,
      `Date : ${frenchDate(date)}`,
      `Le ${dotted(date)}`,
    ]);
  const edited = moved(day, random.whole(1, 5));
  if (kind.dated === 'letter')
    return { above: [letterDate(day)], below: [], foot: random.chance(0.3) ? [`Imprimé le ${frenchDate(edited)}`] : [], right: [day] };
  if (kind.dated === 'stay') {
    const from = moved(day, -random.whole(2, 6));
    return {
      above: random.chance(0.7) ? [letterDate(day)] : [],
      below: [
        random.pick([
          `Hospitalisation du ${frenchDate(from)} au ${frenchDate(day)}`,
          `Date d’entrée : ${frenchDate(from)} Date de sortie : ${frenchDate(day)}`,
        ]),
      ],
      foot: [],
      right: [day],
    };
  }
  const said = random.pick([
    `Date de l’examen : ${frenchDate(day)}`,
    `Examen du ${frenchDate(day)}`,
    `Prélevé le ${frenchDate(day)} à 08:15`,
    `Réalisé le ${inWords(day)}`,
  ]);
  return { above: [], below: [said], foot: random.chance(0.5) ? [`Édité le ${frenchDate(edited)} à 14:02 - page 1/1`] : [], right: [day] };
}

/** How letters say of whom they are. */
function identityOf(random: Random, { record, given }: Made): string[] {
  const { birthName: family, sex, birthDate, ins } = record;
  const [civility, title, born] = sex === 'F' ? ['Mme', 'Madame', 'née'] : ['M.', 'Monsieur', 'né'];
  const day = random.pick([frenchDate(birthDate), frenchDate(birthDate), inWords(birthDate)]);
  const number = ins === null || random.chance(0.5) ? [] : [`INS : ${displayMatricule(ins.matricule)} ${ins.matricule.slice(13)}`];
  return random.pick([
    [`${civility} ${family} ${given}, ${born} le ${day}`, ...number],
    [`${title} ${given} ${family} ${born} le ${day}`, ...number],
    [`Patient : ${family} ${given}`, `Né(e) le : ${day}   Sexe : ${sex}`, ...number],
    [`Nom : ${family}`, `Prénom : ${given}`, `Date de naissance : ${day}`, ...number],
    [`Concerne : ${title} ${family} ${given.toUpperCase()} (${frenchDate(birthDate)})`],
    [`Nom de naissance : ${family} Prénom : ${given}`, `Né(e) le ${day}`, ...number],
    [`${family} ${given}`, `DDN : ${frenchDate(birthDate)}`, ...number],
  ]);
}

function fileNameOf(random: Random, scanned: boolean, { record, given }: Made): string {
  const n = random.whole(1, 9999);
  return scanned
    ? random.pick([`Scan 20261119 ${n}.pdf`, `IMG_${n}.pdf`, `doc0${n}.pdf`, `SKM_C25826111${n}.pdf`, `fax_${n}.pdf`, 'Numérisation.pdf'])
    : random.pick([
        'cr.pdf',
        'document.pdf',
        `${record.birthName}_${given}.pdf`,
        `Document (${n}).pdf`,
        'sans titre.pdf',
        `export-${n}.pdf`,
      ]);
}
