import type { RecognisedPlace } from '../record/document.ts';
import { normaliseName } from '../ins/names.ts';

/** A type proposed from words, and where they were read. */
interface TypeProposal {
  readonly type: string;
  readonly from: RecognisedPlace;
}

/** What is looked at for a type: words, and where they stand. */
export interface TypeSource {
  readonly text: string;
  readonly from: RecognisedPlace;
}

const PRESCRIPTION = '(?:ORDONNANCES?|PRESCRIPTIONS?|ORDO)';
const REPORT = '(?:CR|COMPTES? RENDUS?)';
const EXAMINATION =
  'IMAGERIE|RADIO(?:GRAPHI\\w*|LOG\\w*)?|ECHO(?:GRAPHI\\w*|CARDIO\\w*)?|IRM|SCANNER|TDM|TOMODENSITO\\w*|MAMMO(?:GRAPHI\\w*)?|DOPPLER|ANGIO\\w*|SCINTI\\w*|OSTEODENSITO\\w*';

/** Words of a heading, title or file name, most specific first. Codes: JDV_J07. */
const WORDS: readonly (readonly [pattern: string, type: string])[] = [
  [`${PRESCRIPTION}.*(?:BIO|BIOLOGI\\w*|ANALYSES?|LABO\\w*|BILAN SANGUIN)`, 'PRESC-BIO'],
  [`${PRESCRIPTION}.*(?:KINE|KINESI\\w*|MASSO\\w*|REEDUCATION)`, 'PRESC-KINE'],
  [`${PRESCRIPTION}.*(?:IDE|INFIRMI\\w*)`, 'PRESC-INF'],
  [`${PRESCRIPTION}.*ORTHOPHONI\\w*`, 'PRESC-ORTHOPHO'],
  [`${PRESCRIPTION}.*ORTHOPTI\\w*`, 'PRESC-ORTHOPTIE'],
  [`${PRESCRIPTION}.*(?:PEDICUR\\w*|PODOLOG\\w*)`, 'PRESC-PEDI'],
  ['(?:AVIS D )?ARRETS? (?:DE TRAVAIL|MALADIE)', 'PRESC-AAT'],
  [`(?:${PRESCRIPTION}|DEMANDES?|BON).*(?:${EXAMINATION})`, '55115-0'],
  [PRESCRIPTION, '57833-6'],
  ['LETTRES? DE LIAISON|LDL', '11490-0'],
  ['(?:LETTRE|COURRIER) D ADRESSAGE|ADRESSAGE|(?:LETTRE|COURRIER).*(?:CONFRERE|CONSOEUR|SPECIALISTE)|DEMANDE D AVIS', '96349-6'],
  ['(?:CARNET|HISTORIQUE|CALENDRIER) (?:DE |DES )?VACCIN\\w*', '11369-6'],
  ['VACCIN\\w*', '87273-9'],
  ['DIRECTIVES? ANTICIPEES?', 'EXPPAT_3'],
  ['VSM|(?:VOLET DE )?SYNTHESE MEDICALE', '60591-5'],
  ['RCP|REUNION DE CONCERTATION\\b.*', '34794-8'],
  ['GENETIQUES?', '51969-4'],
  [
    `ANAPATH\\w*|ANATOMO\\w*|ANATOMIE|CYTO(?:LOG\\w*|PATHO\\w*)?|HISTOLOG\\w*|(?:EXAMEN|${REPORT}|RESULTATS?)(?: \\w+){0,3} BIOPSIES?|BIOPSIES?`,
    '60568-3',
  ],
  [`${REPORT} OPERATOIRES?|${REPORT} D INTERVENTION|CRO`, '34874-8'],
  ['(?:PRE )ANESTH\\w*|PREANESTH\\w*', '34749-2'],
  ['ANESTHESIE', '77436-4'],
  ['ACCOUCHEMENT', '15508-5'],
  [`(?:${REPORT}|PASSAGE|PRISE EN CHARGE|RPU|DOSSIER)(?: \\w+){0,3} URGENCES?|URGENCES?`, '15507-7'],
  [`CRH|${REPORT} (?:D |DE )?(?:HOSPITALI\\w*|SEJOUR)|HOSPITALISATION|SEJOUR`, '34112-3'],
  ['(?:EXAMEN|CERTIFICAT) (?:DE SANTE )?(?:DE L )?ENFANT|(?:8E? JOUR|9E? MOIS|24E? MOIS)', '59283-2'],
  ['PROTOCOLE (?:DE SOINS )?ALD|PROTOCOLE DE SOINS', 'PROT_ALD'],
  ['PPS|PPAC|PLAN PERSONNALISE DE (?:SOINS|COORDINATION)\\b.*', '18776-5'],
  [EXAMINATION, '18748-4'],
  [
    'BIO(?:LOGI\\w*)?|ANALYSES?|LABO(?:RATOIRE)?|BILAN (?:SANGUIN|BIOLOGIQUE|LIPIDIQUE|HEPATIQUE)|HEMOGRAMME|HEMATOLOGIE|BIOCHIMIE|NFS|IONOGRAMME|ECBU|SEROLOGIES?',
    '11502-2',
  ],
  ['CERTIFICATS? MEDIC\\w*|CERTIFICATS? D APTITUDE|NON CONTRE INDICATION', '89601-9'],
  ['CERTIFICATS?|DECLARATIONS?|ATTESTATIONS?', 'CERT_DECL'],
  ['TELECONSULTATION|TELEMEDECINE|TELEEXPERTISE', '85208-7'],
  ['OPHTALMO\\w*', '78513-9'],
  [`CONSULTATIONS?|VISITES?|${REPORT}`, '11488-4'],
];

const rules = WORDS.map(([pattern, type]) => ({ pattern: new RegExp(`(?:^| )(?:${pattern})(?: |$)`), type }));

/** Types proposed at most. */
const MOST = 3;

/**
 * Proposes types of document from words, the surest source first: the likeliest type first, at most three; the user confirms
 * or chooses.
 *
 * @param isKnown whether a code is in the list in use: an unknown one is not proposed.
 */
export function proposeTypes(sources: readonly TypeSource[], isKnown: (code: string) => boolean): readonly TypeProposal[] {
  const found = new Map<string, TypeProposal>();
  for (const { text, from } of sources)
    for (const type of typesIn(text)) if (!found.has(type) && isKnown(type)) found.set(type, { type, from });
  return [...found.values()].slice(0, MOST);
}

/** Codes of the types that words name, most specific first. */
export function typesIn(text: string): readonly string[] {
  // CamelCase file names hold words too; digits and punctuation part them.
  const words = normaliseName(text.replaceAll(/([a-zà-ÿ])([A-ZÀ-Ý])/g, '$1 $2'))
    .replaceAll(/[^A-Z0-9]+/g, ' ')
    .trim();
  return rules.filter(({ pattern }) => pattern.test(words)).map(({ type }) => type);
}

/** Every word that names a type, at its fullest: what is being typed may become one of them. */
export const typeWords: readonly string[] = [...new Set(WORDS.flatMap(([pattern]) => pattern.match(/[A-Z]{2,}/g) ?? []))];
