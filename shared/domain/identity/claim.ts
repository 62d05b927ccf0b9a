import { firstOf } from '../ins/names.ts';
import { UNKNOWN_BIRTH_DATE } from '../ins/dates.ts';
import { compareTraits, type OfficialTraits, type TraitComparison } from '../ins/traits.ts';
import type { IdentityStatus, StrictTraits } from '../types.ts';
import { likeness, spelling } from './spelling.ts';

/**
 * The one comparison before anything is taken: whether what came (a line, a message, a card, a scan, an answer of INSi, a
 * merge) is this record's person, and what may then be taken of it. A collision, two people in one record, is the worst
 * identity error (RNIV): whoever is not surely the same person changes nothing.
 */

/** How near two identities are. `near`: one strict trait by one slip, or one that people correct. `unknown`: the record is that of an unknown person. */
export type Agreement = 'identical' | 'near' | 'discordant' | 'unknown';

type Person = StrictTraits & { readonly firstBirthFirstName?: string };

/**
 * identical: every strict trait identical, equivalent or a notice (ins/README 4). near: one alone differs, as a correction
 * makes it: the birth name whole; the first names by a slip of the hand (others are a twin's, or a sibling's); the date by
 * at most two digits and the unit of the year, or day and month swapped (another one is a homonym's); the sex; the place.
 * discordant: anything more, were it a trait to look at only (another commune, more first names).
 */
export function agreementOf(record: Person, other: OfficialTraits): Agreement {
  if (record.birthDate === UNKNOWN_BIRTH_DATE) return 'unknown';
  if (other.birthDate === UNKNOWN_BIRTH_DATE) return 'discordant';
  const rows = compareTraits(record, other);
  const [only, ...others] = rows.filter(({ outcome }) => outcome === 'discordant');
  if (only === undefined) return 'identical';
  // A correction stands alone: another commune, other first names besides make it somebody else's.
  const elsewhere = rows.some(({ outcome, local, insi }) => outcome === 'notice' && local !== null && insi !== null);
  return others.length === 0 && !elsewhere && isCorrection(only) ? 'near' : 'discordant';
}

function isCorrection({ trait, local, insi }: TraitComparison): boolean {
  switch (trait) {
    case 'birthName':
    case 'sex':
    case 'birthPlace':
      return true;
    case 'birthFirstNames':
      return firstNamesSlip(local ?? '', insi ?? '');
    case 'birthDate':
      return dateSlip(local ?? '', insi ?? '');
  }
}

/** One list begins otherwise by a slip, or the two are one but for a slip, words run together or cut. */
function firstNamesSlip(one: string, other: string): boolean {
  const first = likeness(spelling(firstOf(one)), spelling(firstOf(other)));
  return first === 'close' || first === 'phonetic' || likeness(spelling(one), spelling(other)) !== 'different';
}

function dateSlip(one: string, other: string): boolean {
  const [ya, ma, da] = one.split('-');
  const [yb, mb, db] = other.split('-');
  if (ya === yb && ma === db && da === mb) return true;
  // A decade off is a parent's, or a child's.
  return ya?.slice(0, 3) === yb?.slice(0, 3) && [...one].filter((digit, i) => digit !== other[i]).length <= 2;
}

/**
 * How the record was found: by the number of a system, by the matricule, by its traits; or somebody chose it, and INSi
 * answered for it, a card was read for it, a datamatrix was scanned for it.
 */
export type FoundBy = 'number' | 'matricule' | 'traits' | 'insi' | 'card' | 'scan';

/** What came, beside the record it was found to be. */
export interface Claim {
  readonly foundBy: FoundBy;
  /** Whose word it is: the structure's own domain, another, or anybody's where the structure declared none. */
  readonly domain: 'own' | 'foreign' | 'undeclared';
  readonly status: IdentityStatus;
  readonly agreement: Agreement;
  /** The matricule received beside the one held: none when either has none. */
  readonly matricule: 'same' | 'other' | 'none';
}

/** What may be taken: everything; what decides no identity alone (complementary traits, stay, number); nothing. */
type Verdict =
  | { readonly take: 'all' | 'complementary'; readonly conflict: null }
  | { readonly take: 'nothing'; readonly conflict: ClaimConflict };

export type ClaimConflict = 'OTHER_INS' | 'NUMBER_REUSED' | 'CONTRADICTION' | 'SAME_INS' | 'FOREIGN_CORRECTION';

type Cell<K extends keyof Claim> = Claim[K] | readonly Claim[K][] | '*';
type Row = readonly [
  foundBy: Cell<'foundBy'>,
  domain: Cell<'domain'>,
  status: Cell<'status'>,
  agreement: Cell<'agreement'>,
  matricule: Cell<'matricule'>,
  verdict: Verdict,
];

const all: Verdict = { take: 'all', conflict: null };
const complementary: Verdict = { take: 'complementary', conflict: null };
const conflict = (code: ClaimConflict): Verdict => ({ take: 'nothing', conflict: code });
const VERIFIED = ['VALI', 'RECUP', 'QUAL'] as const;

/** The first row that fits decides. */
const claimTable: readonly Row[] = [
  // foundBy     domain  status    agreement     matricule  verdict
  // INSi and the Appli carte Vitale bring the matricule: theirs replaces the one held (INSHISTO), on the same traits alone.
  [['insi', 'card'], '*', '*', 'identical', '*', all],
  [['insi', 'card'], '*', '*', '*', '*', conflict('CONTRADICTION')],
  // Two matricules are two people for INSi, whoever says so.
  ['*', '*', '*', '*', 'other', conflict('OTHER_INS')],
  // A number trusted above the traits that contradict it renames somebody.
  ['number', '*', 'PROV', 'discordant', '*', conflict('NUMBER_REUSED')],
  ['number', '*', VERIFIED, ['near', 'discordant'], '*', conflict('CONTRADICTION')],
  // Another domain corrects nobody of ours.
  ['number', 'foreign', 'PROV', 'near', '*', conflict('FOREIGN_CORRECTION')],
  // Their number is all that tells an unknown person, until somebody names them.
  ['number', '*', 'PROV', ['near', 'unknown'], '*', all],
  ['matricule', '*', '*', ['near', 'discordant', 'unknown'], '*', conflict('SAME_INS')],
  [['traits', 'scan'], '*', '*', ['near', 'discordant', 'unknown'], '*', conflict('CONTRADICTION')],
  ['*', '*', 'PROV', 'identical', '*', all],
  ['*', '*', VERIFIED, 'identical', '*', complementary],
];

/** What may be taken of what came. */
export function judgeClaim(claim: Claim): Verdict {
  const fits = <K extends keyof Claim>(cell: Cell<K>, value: Claim[K]): boolean =>
    cell === '*' || cell === value || (Array.isArray(cell) && cell.includes(value));
  const row = claimTable.find(
    ([foundBy, domain, status, agreement, matricule]) =>
      fits<'foundBy'>(foundBy, claim.foundBy) &&
      fits<'domain'>(domain, claim.domain) &&
      fits<'status'>(status, claim.status) &&
      fits<'agreement'>(agreement, claim.agreement) &&
      fits<'matricule'>(matricule, claim.matricule),
  );
  // Whatever no row says is not taken.
  return row?.[5] ?? conflict('CONTRADICTION');
}

/** What a merge that a message asks for looks at. */
interface AskedMerge {
  readonly domain: 'own' | 'foreign';
  readonly agreement: Agreement;
  /** How many of the two records are not provisional. */
  readonly verified: 0 | 1 | 2;
  /** One of them is known to have a homonym. */
  readonly homonym: boolean;
}

/**
 * Whether two records may be merged without anybody: never on another domain's word unless they bear the same traits and
 * nobody verified either; never two verified people who differ; never somebody and their homonym.
 */
export function mayMergeAlone({ domain, agreement, verified, homonym }: AskedMerge): boolean {
  if (homonym || agreement === 'discordant' || agreement === 'unknown') return false;
  if (domain === 'foreign') return agreement === 'identical' && verified === 0;
  return agreement === 'identical' || verified < 2;
}
