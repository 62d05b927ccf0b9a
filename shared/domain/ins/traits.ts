import { fail } from '../../errors.ts';
import { localSexes, type LocalSex, type PersonTraits, type StrictTraits, type Unsaid } from '../types.ts';
import { isBirthDate, isOfficialBirthDate, sameBirthDate, UNKNOWN_BIRTH_DATE } from './dates.ts';
import { firstOf, isFirstNameOf, normaliseName, toLexicalProfile } from './names.ts';
import { mayBeOnePlace } from './place-succession.ts';

/** COG code of a commune (2A and 2B in Corsica), or 99 and the country. */
const COG = /^(?:\d{2}|2[AB])\d{3}$/;
const COG_UNKNOWN = '99999';

export function isCog(code: string): boolean {
  return COG.test(code);
}

const SEXES: ReadonlySet<string> = new Set(localSexes);

/**
 * Strict traits as they are kept: names in the lexical profile of INSi, place in upper case.
 *
 * @param typed outside input.
 * @param today day at the workstation, `YYYY-MM-DD`.
 * @param path JSON pointer of the traits.
 * @param options.official as INSi gives them: « lunaire » dates are accepted.
 * @param options.unknownPerson nothing is known of the person (emergency): {@link UNKNOWN_BIRTH_DATE} is accepted.
 * @throws PosteError TRAIT_EMPTY, TRAIT_CHARACTER, TRAIT_FORM, TRAIT_TOO_LONG, TRAIT_SEX, TRAIT_BIRTH_DATE,
 *   TRAIT_BIRTH_DATE_FUTURE, TRAIT_BIRTH_PLACE, each with the path of its trait
 */
export function strictTraits<S extends LocalSex>(
  typed: StrictTraits<S>,
  today: string,
  path = '/traits',
  { unknownPerson = false, official = false }: { readonly unknownPerson?: boolean; readonly official?: boolean } = {},
): StrictTraits<S> {
  const birthName = toLexicalProfile(typed.birthName, 'family', `${path}/birthName`);
  const birthFirstNames = toLexicalProfile(typed.birthFirstNames, 'given', `${path}/birthFirstNames`);
  if (!SEXES.has(typed.sex)) throw fail('TRAIT_SEX', { path: `${path}/sex` });
  const dated = official
    ? isOfficialBirthDate(typed.birthDate)
    : isBirthDate(typed.birthDate) || (unknownPerson && typed.birthDate === UNKNOWN_BIRTH_DATE);
  if (!dated) throw fail('TRAIT_BIRTH_DATE', { path: `${path}/birthDate` });
  // The month of a « lunaire » date is after every other one.
  if (typed.birthDate > today && isBirthDate(typed.birthDate)) throw fail('TRAIT_BIRTH_DATE_FUTURE', { path: `${path}/birthDate` });
  const place = typed.birthPlace?.trim().toUpperCase() ?? '';
  if (place !== '' && !isCog(place)) throw fail('TRAIT_BIRTH_PLACE', { path: `${path}/birthPlace` });
  return { birthName, birthFirstNames, sex: typed.sex, birthDate: typed.birthDate, birthPlace: place === '' ? null : place };
}

export const strictTraitNames = [
  'birthName',
  'birthFirstNames',
  'sex',
  'birthDate',
  'birthPlace',
] as const satisfies readonly (keyof StrictTraits)[];

/** Traits as INSi (its schema makes each one optional), a card or another system gives them. */
export type OfficialTraits = Unsaid<StrictTraits>;

/**
 * identical; equivalent (same once normalised: the INSi spelling is kept); notice (to look at, does not block);
 * discordant (blocks).
 */
export const traitOutcomes = ['identical', 'equivalent', 'notice', 'discordant'] as const;
type TraitOutcome = (typeof traitOutcomes)[number];

/** A local trait beside that of INSi. */
export interface TraitComparison {
  readonly trait: (typeof strictTraitNames)[number];
  readonly local: string | null;
  readonly insi: string | null;
  readonly outcome: TraitOutcome;
}

/**
 * Local traits beside those of INSi (ins/README 4). A trait that INSi did not give is a notice, which forbids accepting
 * unless it is the place ({@link missingTraits}).
 *
 * @param local.firstBirthFirstName premier prénom as recorded; the first of the list when absent.
 */
export function compareTraits(
  local: StrictTraits & { readonly firstBirthFirstName?: string },
  insi: OfficialTraits,
): readonly TraitComparison[] {
  const row = <T extends keyof OfficialTraits>(
    trait: T,
    outcome: (here: string | null, there: string) => TraitOutcome,
  ): TraitComparison => {
    const [here, there] = [local[trait], insi[trait]];
    return { trait, local: here, insi: there, outcome: there === null ? (here === null ? 'identical' : 'notice') : outcome(here, there) };
  };
  const first = local.firstBirthFirstName ?? firstOf(local.birthFirstNames);
  return [
    row('birthName', (here, there) => spelling(here, there) ?? 'discordant'),
    // Extra or missing later names are a notice (project rule); the first one decides.
    row('birthFirstNames', (here, there) => spelling(here, there) ?? (isFirstNameOf(first, there) ? 'notice' : 'discordant')),
    // Undetermined is no sex that another one contradicts; nor is it the same.
    row('sex', (here, there) => (here !== there && (here === 'I' || there === 'I') ? 'notice' : exact(here, there))),
    row('birthDate', compareDates),
    row('birthPlace', comparePlaces),
  ];
}

/** Traits without which an answer says of nobody who they are: all but the place, which may be missing (ins/README 2). */
export function missingTraits(comparison: readonly TraitComparison[]): readonly TraitComparison['trait'][] {
  return comparison.flatMap(({ trait, insi }) => (insi === null && trait !== 'birthPlace' ? [trait] : []));
}

function spelling(here: string | null, there: string): 'identical' | 'equivalent' | null {
  if (here === there) return 'identical';
  return here !== null && normaliseName(here) === normaliseName(there) ? 'equivalent' : null;
}

const exact = (here: string | null, there: string): TraitOutcome => (here === there ? 'identical' : 'discordant');

/**
 * Filled by convention here, unknown there (31/12/1979, 00/00/1979): the side that filled it says more than it knows, so
 * somebody looks. An unknown person's date contradicts none, and is none.
 */
function compareDates(here: string | null, there: string): TraitOutcome {
  if (here === null || here === UNKNOWN_BIRTH_DATE || there === UNKNOWN_BIRTH_DATE) return 'notice';
  return here !== there && sameBirthDate(here, there) ? 'notice' : exact(here, there);
}

/** Another code that may be the same commune is a notice, so is an unknown place (project rule). */
function comparePlaces(here: string | null, there: string): TraitOutcome {
  if (here === there) return 'identical';
  if (here === null || here === COG_UNKNOWN || there === COG_UNKNOWN) return 'notice';
  return mayBeOnePlace(here, there) ? 'notice' : 'discordant';
}

/** The strict traits that a record holds, premier prénom included: those that INSi gives, a document proves and an edit costs. */
export type HeldTraits = Omit<PersonTraits, 'usedName' | 'usedFirstName'>;

export const heldTraitNames = [
  'birthName',
  'birthFirstNames',
  'firstBirthFirstName',
  'sex',
  'birthDate',
  'birthPlace',
] as const satisfies readonly (keyof HeldTraits)[];

/** Strict traits that changed, as they were and as they became; both name the same ones. */
export interface TraitsChange {
  readonly before: Partial<HeldTraits>;
  readonly after: Partial<HeldTraits>;
}

/** What changed of the strict traits; null when nothing did. */
export function traitsChange(before: HeldTraits, after: HeldTraits): TraitsChange | null {
  const changed = heldTraitNames.filter((name) => before[name] !== after[name]);
  const of = (traits: HeldTraits): Partial<HeldTraits> => Object.fromEntries(changed.map((name) => [name, traits[name]]));
  return changed.length === 0 ? null : { before: of(before), after: of(after) };
}
