import { fail, PosteError } from '../../errors.ts';
import { sameBirthDate } from '../ins/dates.ts';
import { checkMatricule } from '../ins/matricule.ts';
import { firstBirthFirstNameOf, isFirstNameOf, normaliseName } from '../ins/names.ts';
import { strictTraits } from '../ins/traits.ts';
import type { Ins, PersonTraits, Sex, StrictTraits } from '../types.ts';

/**
 * Which person of a carte Vitale is the patient, and what the card may give (insi/README 4, identity/README 1,
 * identity/README 4). Pure rules.
 */

/** A NIR as a card writes it: never a matricule INS by itself. */
interface CardNir {
  /** 13 characters. */
  readonly number: string;
  /** 2 digits. */
  readonly key: string;
  /** Day of its certification, `YYYY-MM-DD`; null when the card does not say that it is certified. */
  readonly certifiedOn: string | null;
}

/** INS identity carried by the Appli carte Vitale: what the card itself qualifies (RNIV 1 v2.0, 4.3.4). */
type CardIns = Ins & Pick<StrictTraits, 'birthFirstNames' | 'birthPlace'>;

/** A person written on a card. */
export interface CardPerson {
  readonly birthName: string;
  readonly usedName: string | null;
  readonly firstName: string;
  /** `YYYY-MM-DD`, 00 parts allowed: the date that health insurance bills on. */
  readonly birthDate: string;
  /** *Rang de naissance*, 1 to 9: tells twins apart. */
  readonly rank: number;
  readonly sex: Sex | null;
  /** The person's own; null for a child whose card gives none. */
  readonly nir: CardNir | null;
  /** Appli carte Vitale only. */
  readonly ins: CardIns | null;
}

/** What a reader handed over. The holder (*ouvrant droit*) is among the beneficiaries when the card covers them too. */
export interface CardReading {
  /** Plastic card, or Appli carte Vitale. */
  readonly source: 'vitale' | 'apcv';
  readonly readAt: string;
  readonly holder: CardPerson;
  readonly beneficiaries: readonly CardPerson[];
  /** *Régime*, *caisse*, *centre*; null when not given. */
  readonly regime: string | null;
  readonly fund: string | null;
  readonly centre: string | null;
}

/** A local record, as it is compared with a card. */
export interface LocalRecord extends Omit<PersonTraits, 'firstBirthFirstName' | 'birthPlace'> {
  readonly id: string;
  /** *Rang de naissance*, when a card was read before; null when unknown. */
  readonly rank: number | null;
  readonly matricule: string | null;
}

/** How a card's person and a record go together. `same`: name, given name and date; `twin`: all but the given name; `near`: two of the three, to be looked at. */
type CardMatch = 'same' | 'twin' | 'near' | 'other';

/**
 * Compares a card's person with a record. A birth name equal to the used name only is near: used names decide no
 * identity (ins/README 2).
 */
export function matchRecord(person: CardPerson, record: LocalRecord): CardMatch {
  const date = sameBirthDate(person.birthDate, record.birthDate);
  const name = normaliseName(person.birthName) === normaliseName(record.birthName);
  const first = bearsFirstName(person.firstName, record);
  if (person.sex !== null && record.sex !== 'I' && person.sex !== record.sex) return date && name && !first ? 'twin' : 'other';
  if (date && name) {
    if (!first) return 'twin';
    return record.rank !== null && record.rank !== person.rank ? 'near' : 'same';
  }
  const used = [person.usedName, record.usedName].some(
    (usedName) => usedName !== null && [person, record].some(({ birthName }) => normaliseName(birthName) === normaliseName(usedName)),
  );
  return first && (name || (date && used)) ? 'near' : 'other';
}

/** A card bears one of the given names, or the used one. */
function bearsFirstName(firstName: string, record: LocalRecord): boolean {
  const given = record.birthFirstNames.split(/ +/);
  return (
    isFirstNameOf(firstName, record.birthFirstNames) ||
    [...given, record.usedFirstName ?? ''].some((one) => one !== '' && normaliseName(one) === normaliseName(firstName))
  );
}

/** Someone of the card among whom the user picks. */
interface BeneficiaryCandidate {
  /** Place in the `beneficiaries` of the reading. */
  readonly index: number;
  readonly person: CardPerson;
  /** Is the *ouvrant droit*: their NIR opens the rights of the others. */
  readonly holder: boolean;
  /** Shares date of birth and birth name with another: rank and given name tell them apart. */
  readonly twin: boolean;
  /** Against the open record; null without one. */
  readonly match: CardMatch | null;
}

interface BeneficiaryChoice {
  /** The best match first, then in the card's order. */
  readonly candidates: readonly BeneficiaryCandidate[];
  /** Index to preselect: the only one who is the patient of the open record. The user always confirms. Null: no one is preselected. */
  readonly proposed: number | null;
}

const ORDER: readonly CardMatch[] = ['same', 'twin', 'near', 'other'];

/**
 * Persons of a card for the open record (a child on a parent's card, twins), or for a search when there is none.
 * Someone is proposed only when nobody else of the card could be meant.
 */
export function beneficiaryChoice(reading: CardReading, record: LocalRecord | null): BeneficiaryChoice {
  const candidates = reading.beneficiaries.map((person, index) => ({
    index,
    person,
    holder: isSamePerson(person, reading.holder),
    twin: reading.beneficiaries.some(
      (other) =>
        other !== person &&
        sameBirthDate(other.birthDate, person.birthDate) &&
        normaliseName(other.birthName) === normaliseName(person.birthName),
    ),
    match: record === null ? null : matchRecord(person, record),
  }));
  const same = candidates.filter(({ match }) => match === 'same');
  return {
    candidates: candidates.toSorted(
      (a, b) => (a.match === null || b.match === null ? 0 : ORDER.indexOf(a.match) - ORDER.indexOf(b.match)) || a.index - b.index,
    ),
    proposed: same.length === 1 ? (same[0]?.index ?? null) : null,
  };
}

/** Records that may be a card's person: `same` first, then near. A twin is another person. */
export function recordsOf(
  person: CardPerson,
  records: readonly LocalRecord[],
): readonly { readonly id: string; readonly match: 'same' | 'near' }[] {
  const found = records.map((record) => ({ id: record.id, match: matchRecord(person, record) }));
  return (['same', 'near'] as const).flatMap((wanted) =>
    found.flatMap(({ id, match }) => (match === wanted ? [{ id, match: wanted }] : [])),
  );
}

/** One person written twice on a card: as holder, and among the beneficiaries. */
function isSamePerson(one: CardPerson, other: CardPerson): boolean {
  return (
    sameBirthDate(one.birthDate, other.birthDate) &&
    one.rank === other.rank &&
    normaliseName(one.birthName) === normaliseName(other.birthName) &&
    normaliseName(one.firstName) === normaliseName(other.firstName)
  );
}

/**
 * The person's own NIR, never the holder's: a card or a reader that repeats the *ouvrant droit*'s NIR on a child gives
 * the child none (identity/README 4). 15 characters; null when there is none.
 */
export function ownNir(reading: CardReading, person: CardPerson): string | null {
  const own = nirText(person.nir);
  if (own === null) return isSamePerson(person, reading.holder) ? nirText(reading.holder.nir) : null;
  return own === nirText(reading.holder.nir) && !isSamePerson(person, reading.holder) ? null : own;
}

const nirText = (nir: CardNir | null): string | null => (nir === null ? null : `${nir.number}${nir.key}`.toUpperCase());

/** What WS_INS1 is asked with, for one person of a card (insi/README 4). */
export interface CardSearch {
  /** *MatriculeIndividu*: the person's own certified NIR, 15 characters; null when the card has none. */
  readonly nir: string | null;
  readonly nirCertifiedOn: string | null;
  /** *MatriculeOD*: NIR of the *ouvrant droit*, 15 characters. */
  readonly insuredNir: string;
  readonly birthName: string;
  /** Compared with the answer, never sent. */
  readonly firstName: string;
  readonly birthDate: string;
  readonly birthRank: number;
  readonly regime: string | null;
  readonly fund: string | null;
  readonly centre: string | null;
}

/**
 * Input of WS_INS1 for the picked person: their own NIR only if it is certified, the *ouvrant droit*'s apart, date and
 * rank to tell twins apart.
 *
 * @param index place in the `beneficiaries`.
 * @throws PosteError BENEFICIARY_UNKNOWN, BENEFICIARY_NO_INSURED
 */
export function cardSearch(reading: CardReading, index: number): CardSearch {
  const person = picked(reading, index);
  const insuredNir = nirText(reading.holder.nir);
  if (insuredNir === null) throw fail('BENEFICIARY_NO_INSURED');
  const own = ownNir(reading, person);
  const certifiedOn = person.nir === null ? (own === null ? null : (reading.holder.nir?.certifiedOn ?? null)) : person.nir.certifiedOn;
  const { birthName, firstName, birthDate, rank: birthRank } = person;
  const { regime, fund, centre } = reading;
  return {
    nir: certifiedOn === null ? null : own,
    nirCertifiedOn: own === null ? null : certifiedOn,
    insuredNir,
    birthName,
    firstName,
    birthDate,
    birthRank,
    regime,
    fund,
    centre,
  };
}

/** @throws PosteError BENEFICIARY_UNKNOWN */
function picked(reading: CardReading, index: number): CardPerson {
  const person = reading.beneficiaries[index];
  if (person === undefined) throw fail('BENEFICIARY_UNKNOWN');
  return person;
}

/** Number that reimbursements go under: the *ouvrant droit*'s, kept in its own field and never read as an INS (identity/README 4). */
interface BillingRights {
  /** 13 characters and key; null when the card gives none. */
  readonly nss: string | null;
  /** Whose it is. */
  readonly holder: { readonly birthName: string; readonly firstName: string; readonly birthDate: string };
  /** Of the person picked, as the card has it. */
  readonly birthDate: string;
  readonly rank: number;
}

/** Billing data of the picked person. @throws PosteError BENEFICIARY_UNKNOWN */
export function billingRights(reading: CardReading, index: number): BillingRights {
  const { birthDate: own, rank } = picked(reading, index);
  const { birthName, firstName, birthDate, nir } = reading.holder;
  return { nss: nirText(nir), holder: { birthName, firstName, birthDate }, birthDate: own, rank };
}

/** Traits that a card proposes for a new record; strict traits are copied from an identity document or given by INSi. */
export function proposedTraits(
  person: CardPerson,
): Pick<PersonTraits, 'birthName' | 'birthFirstNames' | 'birthDate' | 'usedName'> & Pick<CardPerson, 'sex'> {
  return {
    birthName: person.birthName,
    birthFirstNames: person.ins?.birthFirstNames ?? person.firstName,
    birthDate: person.birthDate,
    sex: person.sex,
    usedName: person.usedName,
  };
}

/** What a hand-over does to an identity. */
export type CardProof =
  /** Appli carte Vitale with a full INS identity: qualified as it is, INSi is not called. */
  | { readonly event: 'vitaleApp'; readonly ins: Ins; readonly traits: StrictTraits<Sex>; readonly firstBirthFirstName: string }
  /** No status: `plastic` opens the INSi search; `incomplete` and `refused` are said by `error`. */
  | { readonly event: null; readonly reason: 'plastic' | 'incomplete' | 'refused'; readonly error: PosteError | null };

/**
 * Whether the picked person's identity is qualified by the hand-over: the plastic card never does; the Appli carte
 * Vitale does, *ayants droit* included, only with a full INS identity: matricule and right key, known OID, five traits
 * in order (RNIV 1 v2.0, 4.3.4; identity/README 1).
 *
 * @param today `YYYY-MM-DD`.
 * @param options.test accept test and demonstration OIDs.
 * @throws PosteError BENEFICIARY_UNKNOWN
 */
export function cardProof(reading: CardReading, index: number, today: string, options: { readonly test: boolean }): CardProof {
  const person = picked(reading, index);
  if (reading.source === 'vitale') return { event: null, reason: 'plastic', error: null };
  const refused = (reason: 'incomplete' | 'refused', detail: string): CardProof => ({
    event: null,
    reason,
    error: fail('BENEFICIARY_NO_PROOF', { detail }),
  });
  if (person.ins === null || person.sex === null) return refused('incomplete', person.ins === null ? 'ins' : 'sex');
  const ins: Ins = { matricule: person.ins.matricule, oid: person.ins.oid };
  const { reason } = checkMatricule(ins.matricule, ins.oid, options);
  if (reason !== null) return refused('refused', reason);
  // The holder's matricule on somebody else: the app or the reader mixed two people up.
  if (!isSamePerson(person, reading.holder) && [reading.holder.ins?.matricule, nirText(reading.holder.nir)].includes(ins.matricule))
    return refused('refused', 'holder');
  try {
    const traits = strictTraits(
      {
        birthName: person.birthName,
        birthFirstNames: person.ins.birthFirstNames,
        sex: person.sex,
        birthDate: person.birthDate,
        birthPlace: person.ins.birthPlace,
      },
      today,
    );
    return { event: 'vitaleApp', ins, traits, firstBirthFirstName: firstBirthFirstNameOf(person.firstName, traits.birthFirstNames) };
  } catch (thrown) {
    if (thrown instanceof PosteError) return refused('refused', thrown.code);
    throw thrown;
  }
}
