import { normaliseName } from '../ins/names.ts';
import { titleProblem } from './title.ts';
import { typesIn } from './type-proposal.ts';
import { unmarked, type PageLine } from './page-line.ts';
import { datesIn } from './written-dates.ts';

/** Who a document comes from and how to reach them: never what it is. Marks removed. */
const LETTERHEAD =
  /^(?:centre|chu\b|chr\b|chru\b|ch |ght\b|clinique|polyclinique|hopital|hopitaux|groupe|groupement|cabinet|laboratoire|labo\b|service|pole|departement|unite|institut|maison|pharmacie|selarl|scm\b|scp\b|ehpad|had\b|association|fondation|assistance publique|mutuelle|secretariat|docteur|dr\b|pr\b|professeur|medecin|chirurgien|praticien|interne|chef|specialiste|prescripteur|destinataire|expediteur|copie|consultations? (?:sur rendez|le |du lundi)|urgences? \(?24|imagerie medicale (?:du|de|des)|radiologie (?:du|de|des)|ordre des)/i;
const CONTACT =
  /\b(?:tel|telephone|fax|telecopie|mail|courriel|e-mail|rpps|finess|adeli|siret|am n|n° ?rpps|cs \d|bp \d|cedex)\b|@|https?:|www\.|\b\d{5} [A-Z]/i;
const ADDRESS =
  /^\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av|bd|boulevard|quai|place|allee|impasse|chemin|route|square|cours|esplanade)\b|^(?:rue|avenue|boulevard|quai|place|allee|impasse|chemin|route) /i;
/** Who the document is of. */
const PERSON =
  /^(?:m\.|mr\b|mme\b|mlle\b|monsieur|madame|mademoiselle|patient|patiente|nom\b|nom d|prenom|enfant|identite|concernant|concerne|sexe|ins\b|ipp\b|nir\b|n° |numero|matricule|adresse|age\b|assure)/i;
const BORN = /\b(?:nee?(?:\(e\))? (?:le|:)|date de naissance|ddn)\b/i;
const SALUTATION =
  /^(?:cher|chere|chers|mon cher|ma chere|bonjour|bien confraternellement|cordialement|je |j'|nous |il |elle |votre |merci|veuillez|en vous)/i;
const SUBJECT = /^(?:objet|sujet|motif du courrier|re)\s*:\s*/i;
/** What documents are called by their first word. */
const DOCUMENT =
  /^(?:compte[- ]rendu|comptes[- ]rendus|cr\b|crh\b|cro\b|ordonnance|prescription|lettre|courrier|certificat|attestation|avis|arret|demande|resultats?|bilan|fiche|synthese|volet|protocole|reunion|rcp\b|examens?|irm\b|scanner|echographie|radiographie|mammographie|doppler|tomodensitometrie|scintigraphie|analyses?|carnet|calendrier|note|directives|dossier|rapport|plan|declaration|consultation|hospitalisation|passage|biologie|hemogramme|anatomie)/i;

/** How far down a heading stands, and how many lines are looked at. */
const LOWEST = 0.62;
const LINES = 45;
/** A heading is a word at least, and no sentence. */
const WORDS_MAX = 14;
/** Score from which a line is a heading. */
const ENOUGH = 3;

/**
 * The heading of a first page: what the document says that it is, neither who wrote it nor whom it is of.
 *
 * @param names of people that no title carries (the patient, those that the text names).
 * @returns as a title, null when no line stands out.
 */
export function headingIn(lines: readonly PageLine[], names: readonly string[]): string | null {
  const body = bodySize(lines);
  let best: { readonly title: string; readonly score: number } | null = null;
  for (const [i, line] of lines.slice(0, LINES).entries()) {
    if (line.top > LOWEST) continue;
    const subject = SUBJECT.test(unmarked(line.text));
    const said = subject ? line.text.slice(line.text.indexOf(':') + 1) : line.text;
    const title = titleFrom(said, names);
    if (title === null || isAside(unmarked(said).trim())) continue;
    const score = scoreOf(title, { line, body, subject, rank: i });
    if (score >= ENOUGH && (best === null || score > best.score)) best = { title, score };
  }
  return best?.title ?? null;
}

function scoreOf(
  title: string,
  { line, body, subject, rank }: { readonly line: PageLine; readonly body: number; readonly subject: boolean; readonly rank: number },
): number {
  const words = title.split(/\s+/).length;
  const plain = unmarked(title);
  const larger = body === 0 ? 0 : Math.min(3, Math.max(0, line.size / body - 1) * 6);
  return (
    larger +
    (DOCUMENT.test(plain) ? 3 : 0) +
    (typesIn(title).length > 0 ? 2 : 0) +
    (subject ? 2.5 : 0) +
    (line.strong ? 1 : 0) +
    (plain === plain.toUpperCase() ? 0.5 : 0) -
    (datesIn(unmarked(line.text)).length > 0 ? 1.5 : 0) -
    (words > WORDS_MAX || /[.;,]$/.test(title) ? 5 : 0) -
    rank * 0.03
  );
}

const isAside = (plain: string): boolean =>
  LETTERHEAD.test(plain) ||
  CONTACT.test(plain) ||
  ADDRESS.test(plain) ||
  PERSON.test(plain) ||
  // A heading may go on with whom it is of, which is taken out of it.
  (BORN.test(plain) && !DOCUMENT.test(plain)) ||
  SALUTATION.test(plain) ||
  isOnlyDate(plain);

const isOnlyDate = (plain: string): boolean => {
  const [first] = datesIn(plain);
  return first !== undefined && plain.slice(0, first.at).replace(/^.*,/, '').trim().length < 12 && !DOCUMENT.test(plain);
};

/** Where somebody is named, in a heading: what follows is of them. */
const OF_SOMEBODY =
  /[\s,:–—-]*(?:\b(?:de|du|d['’]|concernant|pour|patiente? ?:?|au nom de)\s*)?(?:\b(?:M\.|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle|Dr|Docteur|Pr|Professeur|enfant)(?=[\s.:])|\bn[ée]+e?(?:\(e\))? le\b|\bpatiente?\s*:).*$/iu;
/** A date at its end: it has a field of its own. */
const DATED =
  /[\s,:–—-]*(?:\b(?:du|au|le|en date du|réalisée? le|daté du)\s+)?(?:\d{1,2}(?:er)?\s+\p{L}{3,9}\.?\s+\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})\s*$/u;
const LOOSE_END = /(?:[\s,;:–—_-]|\b(?:de|du|des|d['’]|le|la|pour|et|concernant))+$/iu;

/**
 * Words as the title of a document: without the people they name, nor a date at their end, in lower case when they were all
 * capitals.
 *
 * @returns null when nothing of them is left.
 */
export function titleFrom(words: string, names: readonly string[]): string | null {
  let title = words
    .replaceAll(/[_\s]+/g, ' ')
    .replace(OF_SOMEBODY, '')
    .replace(DATED, '');
  title = withoutNames(title, names);
  for (let bare = title.replace(DATED, '').replace(LOOSE_END, ''); bare !== title; bare = title.replace(DATED, '').replace(LOOSE_END, ''))
    title = bare;
  title = title.replace(/^[\s,;:.–—_*•·|-]+/, '').trim();
  if (title.length > 0 && title === title.toUpperCase() && /\p{L}{4}/u.test(title)) title = lowered(title);
  return (title.match(/\p{L}/gu)?.length ?? 0) < 3 || titleProblem(title) !== null ? null : title;
}

/** What comes before the first word of a name. */
function withoutNames(title: string, names: readonly string[]): string {
  const known = new Set(names.flatMap((name) => normaliseName(name).split(' ')).filter((word) => word.length > 1));
  if (known.size === 0) return title;
  for (const { 0: word, index } of title.matchAll(/[\p{L}\p{M}]+/gu))
    if (known.has(normaliseName(word)) && !PARTICLES.has(normaliseName(word))) return title.slice(0, index);
  return title;
}

/** Words of names that are words of headings too. */
const PARTICLES = new Set(['DE', 'DU', 'DES', 'LA', 'LE', 'LES', 'SAINT', 'SAINTE']);

/** Written in capitals whatever is around them. */
const ACRONYMS = new Set(
  'CR CRH CRO IRM TDM RCP VSM ALD ECG EEG EMG EFR NFS HAS INR TSH HBA1C ECBU PPS PPAC BPCO AVC IDE ETT ETO TEP RPU SAU CPAM ORL VIH HPV DTP ROR LDL'.split(
    ' ',
  ),
);

function lowered(title: string): string {
  const words = title.toLowerCase().replaceAll(/[\p{L}\d]+/gu, (word) => (ACRONYMS.has(word.toUpperCase()) ? word.toUpperCase() : word));
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** Size of most letters of a page. */
function bodySize(lines: readonly PageLine[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of lines) letters.set(Math.round(size * 2) / 2, (letters.get(Math.round(size * 2) / 2) ?? 0) + text.length);
  return [...letters].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
