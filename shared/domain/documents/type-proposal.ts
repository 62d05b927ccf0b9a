import { withoutHidden } from '../hidden-character.ts';
import { normaliseName } from '../ins/names.ts';

/** A type proposed from words, and where they were read. */
interface TypeProposal {
  readonly type: string;
  readonly recognisedIn: 'title' | 'file-name';
}

const PRESCRIPTION = '(?:ORDONNANCES?|PRESCRIPTIONS?|ORDO)';
const REPORT = '(?:CR|COMPTES? RENDUS?)';

/** Words of the title or file name, most specific first; the first row that matches wins. Codes: JDV_J07. */
const WORDS: readonly (readonly [pattern: string, type: string])[] = [
  [`${PRESCRIPTION}.*(?:BIO|BIOLOGI\\w*|ANALYSES?|LABO\\w*)`, 'PRESC-BIO'],
  [`${PRESCRIPTION}.*(?:KINE|KINESI\\w*|MASSO\\w*)`, 'PRESC-KINE'],
  [`${PRESCRIPTION}.*(?:IDE|INFIRMI\\w*)`, 'PRESC-INF'],
  [`${PRESCRIPTION}.*ORTHOPHONI\\w*`, 'PRESC-ORTHOPHO'],
  [`${PRESCRIPTION}.*ORTHOPTI\\w*`, 'PRESC-ORTHOPTIE'],
  [`${PRESCRIPTION}.*(?:PEDICUR\\w*|PODOLOG\\w*)`, 'PRESC-PEDI'],
  ['ARRETS? (?:DE TRAVAIL|MALADIE)', 'PRESC-AAT'],
  [`(?:${PRESCRIPTION}|DEMANDES?).*(?:IMAGERIE|RADIO\\w*|ECHO\\w*|IRM|SCANNER|TDM|MAMMO\\w*)`, '55115-0'],
  [PRESCRIPTION, '57833-6'],
  ['LETTRES? DE LIAISON|LDL', '11490-0'],
  ['ADRESSAGE|(?:LETTRE|COURRIER).*(?:CONFRERE|CONSOEUR|SPECIALISTE)', '96349-6'],
  ['(?:CARNET|HISTORIQUE|CALENDRIER) (?:DE |DES )?VACCIN\\w*', '11369-6'],
  ['VACCIN\\w*', '87273-9'],
  ['DIRECTIVES? ANTICIPEES?', 'EXPPAT_3'],
  ['VSM|(?:VOLET DE )?SYNTHESE MEDICALE', '60591-5'],
  ['RCP|REUNION DE CONCERTATION\\b.*', '34794-8'],
  ['GENETIQUES?', '51969-4'],
  ['ANAPATH\\w*|ANATOMO\\w*|ANATOMIE|CYTO(?:LOG\\w*)?|BIOPSIE', '60568-3'],
  [`${REPORT} OPERATOIRES?|CRO`, '34874-8'],
  ['(?:PRE )ANESTH\\w*|PREANESTH\\w*', '34749-2'],
  ['ANESTHESIE', '77436-4'],
  ['ACCOUCHEMENT', '15508-5'],
  ['URGENCES?', '15507-7'],
  [`CRH|${REPORT} (?:D )?HOSPITALI\\w*|HOSPITALISATION|SEJOUR`, '34112-3'],
  ['(?:EXAMEN|CERTIFICAT) (?:DE SANTE )?(?:DE L )?ENFANT|(?:8E? JOUR|9E? MOIS|24E? MOIS)', '59283-2'],
  ['PROTOCOLE (?:DE SOINS )?ALD|PROTOCOLE DE SOINS', 'PROT_ALD'],
  ['PPS|PPAC|PLAN PERSONNALISE DE (?:SOINS|COORDINATION)\\b.*', '18776-5'],
  ['IMAGERIE|RADIO(?:GRAPHI\\w*|LOG\\w*)?|ECHO(?:GRAPHI\\w*|CARDIO\\w*)?|IRM|SCANNER|TDM|MAMMO(?:GRAPHI\\w*)?|DOPPLER', '18748-4'],
  ['BIO(?:LOGI\\w*)?|ANALYSES?|LABO(?:RATOIRE)?|BILAN SANGUIN|HEMOGRAMME|NFS|IONOGRAMME', '11502-2'],
  ['CERTIFICATS? MEDIC\\w*', '89601-9'],
  ['CERTIFICATS?|DECLARATIONS?', 'CERT_DECL'],
  ['TELECONSULTATION|TELEMEDECINE|TELEEXPERTISE', '85208-7'],
  ['OPHTALMO\\w*', '78513-9'],
  [`CONSULTATIONS?|VISITES?|${REPORT}`, '11488-4'],
];

const rules = WORDS.map(([pattern, type]) => ({ pattern: new RegExp(`(?:^| )(?:${pattern})(?: |$)`), type }));

/**
 * Proposes a type of document from its title, else from its file name; the user confirms or changes it.
 *
 * @param isKnown whether a code is in the list in use: an unknown one is not proposed.
 */
export function proposeType(
  from: { readonly title: string | null; readonly fileName: string },
  isKnown: (code: string) => boolean,
): TypeProposal | null {
  const inTitle = from.title === null ? null : find(from.title, isKnown);
  if (inTitle !== null) return { type: inTitle, recognisedIn: 'title' };
  const inName = find(from.fileName.replace(/\.[A-Za-z0-9]{1,5}$/, ''), isKnown);
  return inName === null ? null : { type: inName, recognisedIn: 'file-name' };
}

function find(text: string, isKnown: (code: string) => boolean): string | null {
  // CamelCase file names hold words too; digits and punctuation part them.
  const words = normaliseName(text.replaceAll(/([a-zà-ÿ])([A-ZÀ-Ý])/g, '$1 $2'))
    .replaceAll(/[^A-Z0-9]+/g, ' ')
    .trim();
  return rules.find(({ pattern, type }) => pattern.test(words) && isKnown(type))?.type ?? null;
}

/** Title proposed for a file: its name without extension, separators and what is not seen as spaces. */
export function titleFromFileName(fileName: string): string {
  return withoutHidden(fileName.replace(/\.[A-Za-z0-9]{1,5}$/, ''), ' ')
    .replaceAll(/[_\s]+/g, ' ')
    .trim();
}
