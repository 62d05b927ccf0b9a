import { checkMatricule, hasRightKey } from '../../shared/domain/ins/matricule.ts';
import { insKind } from '../../shared/domain/ins/oids.ts';
import { notice, type Noticed } from './adt-notices.ts';
import { fail } from '../../shared/errors.ts';
import type { Hl7Message, Hl7Repetition } from './hl7-message.ts';
import { plainText, type RawPatient } from './patient.ts';
import type { MergePair } from './types.ts';

/** What a CX of PID-3 identifies the patient by. */
type CxKind = 'ins' | 'nss' | 'former-ins' | 'local';

/** INS-A, and INS-C calculated from real, test and demonstration cards: no longer used, never a matricule. */
const FORMER_INS = new Set(['1.2.250.1.213.1.4.1', '1.2.250.1.213.1.4.2', '1.2.250.1.213.1.4.6', '1.2.250.1.213.1.4.7']);
/** Numéros de sécurité sociale, NIR and NIA (Interop-Sante/hl7.fhir.fr.core, 2026). */
const NSS = new Set(['1.2.250.1.213.1.4.13', '1.2.250.1.213.1.4.14']);
const MAX_IPP = 64;

/**
 * Before those new OIDs, the NIR of reimbursement has the OID of the INS: its type NH alone tells it apart, unless the
 * authority says INS (PAM.FR 2.11.1, 6.6.1; IHE France data types 1.8.1, N.1).
 */
function kindOf(one: Hl7Repetition): CxKind {
  const [authority, oid, type] = [one.value(4, 1) ?? '', one.value(4, 2) ?? '', one.value(5) ?? ''];
  if (NSS.has(oid)) return 'nss';
  if (FORMER_INS.has(oid)) return 'former-ins';
  const known = insKind(oid) !== null;
  if ((type === 'NH' || type === 'SS') && !(known && /\bINS\b/.test(authority))) return 'nss';
  if (known) return 'ins';
  if (type === 'INS-C' || type === 'INS-A') return 'former-ins';
  return /^INS(?:-|$)/.test(type) ? 'ins' : 'local';
}

interface Identifiers extends Noticed, Pick<RawPatient, 'ipp' | 'matricule' | 'billingNss' | 'authorities'> {}

/**
 * CX: id in 1, authority in 4 (name, OID, type), type in 5, last day in 8. A matricule whose nature is not told keeps a
 * null OID; of two active ones that differ, none is taken.
 *
 * @param ippAuthority OID or name of the authority of the IPP; null = the only local number.
 * @param today `YYYY-MM-DD`.
 * @throws PosteError HL7_IPP
 */
export function identifiersOf(
  list: readonly Hl7Repetition[],
  { ippAuthority, today }: { readonly ippAuthority: string | null; readonly today: string },
): Identifiers {
  const active = list.filter((one) => !isPast(one.value(8) ?? '', today));
  const { matricule, ...ins } = matriculeOf(active.filter((one) => kindOf(one) === 'ins'));
  const { billingNss, ...nss } = billingNssOf(active.filter((one) => kindOf(one) === 'nss'));
  // A number that is no more designates nobody; one that two systems give says two things.
  const numbers = localNumbers(active, ippAuthority);
  const ipp = numbers[0] ?? null;
  if (numbers.length > 1 || (ippAuthority === null && isOfTwo(active, ipp))) throw fail('HL7_IPP', { path: '/PID/3' });
  return { ipp, matricule, billingNss, authorities: authoritiesOf(active, ipp), notices: [...ins.notices, ...nss.notices] };
}

function matriculeOf(list: readonly Hl7Repetition[]): Pick<RawPatient, 'matricule'> & Noticed {
  const read = list.flatMap((one) => {
    const [matricule, oid] = [one.value(1), one.value(4, 2)];
    return matricule === null ? [] : [{ matricule, oid: insKind(oid ?? '') === null ? null : oid }];
  });
  // A number given again without its nature says nothing more.
  const told = read.filter(
    (one) => one.oid !== null || !read.some((other) => other.oid !== null && bare(other.matricule) === bare(one.matricule)),
  );
  const several = new Set(told.map(({ matricule, oid }) => `${oid ?? ''} ${bare(matricule)}`)).size > 1;
  if (several) return { matricule: null, notices: [notice('HL7_INS_SEVERAL')] };
  const matricule = told[0] ?? null;
  return { matricule, notices: matricule === null && list.some((one) => one.isNull(1)) ? [notice('HL7_INS_REMOVED')] : [] };
}

const bare = (matricule: string): string => matricule.replaceAll(/[^0-9A-Za-z]/g, '');

function billingNssOf(list: readonly Hl7Repetition[]): Pick<RawPatient, 'billingNss'> & Noticed {
  const numbers = [...new Set(list.flatMap((one) => one.value(1) ?? []))];
  const usable = numbers.flatMap((number) => {
    const { normalised } = checkMatricule(number, null, { test: true });
    return normalised !== null && hasRightKey({ matricule: normalised, oid: '' }) ? [normalised] : [];
  });
  const [only] = usable;
  if (only !== undefined && numbers.length === 1) return { billingNss: only, notices: [] };
  return { billingNss: null, notices: numbers.length === 0 ? [] : [notice('HL7_NSS_DROPPED')] };
}

/** `day` is the last one on which the number is valid, `YYYYMMDD…` (HL7 v2.5 2.A.14.8). */
const isPast = (day: string, today: string): boolean => /^\d{8}/.test(day) && day.slice(0, 8) < today.replaceAll('-', '');

const isInternal = (one: Hl7Repetition): boolean => (one.value(5) ?? 'PI') === 'PI';

/** Numbers of type PI; without authority expected, one without type when no other could be meant. */
function localNumbers(list: readonly Hl7Repetition[], authority: string | null): readonly string[] {
  const locals = list.filter((one) => kindOf(one) === 'local');
  const mine = locals.filter((one) =>
    authority === null
      ? one.value(5) === 'PI' || (one.value(5) === null && locals.length === 1)
      : isInternal(one) && [one.value(4, 1), one.value(4, 2)].includes(authority),
  );
  return [...new Set(mine.flatMap((one) => one.value(1) ?? []))];
}

const bearing = (list: readonly Hl7Repetition[], number: string | null): readonly Hl7Repetition[] =>
  number === null ? [] : list.filter((one) => kindOf(one) === 'local' && one.value(1) === number && isInternal(one));

/** The name of an authority is no OID beside the OID it gives. */
const authorityOf = (one: Hl7Repetition): readonly string[] => {
  const [name, oid] = [one.value(4, 1), one.value(4, 2)];
  return [...(name === null || (oid !== null && /^\d+(?:\.\d+)+$/.test(name)) ? [] : [name]), ...(oid === null ? [] : [oid])];
};

function authoritiesOf(list: readonly Hl7Repetition[], number: string | null): readonly string[] {
  return [...new Set(bearing(list, number).flatMap(authorityOf))];
}

/** Whether two systems give that same number: nothing says which of the two the message is about. */
function isOfTwo(list: readonly Hl7Repetition[], number: string | null): boolean {
  return new Set(bearing(list, number).flatMap((one) => one.value(4, 2) ?? [])).size > 1;
}

/** What a pair says but its traits. */
type MergeNumbers = Omit<MergePair, 'traits'>;

/**
 * The numbers of the pairs of an A40, in order: each group { PID [PD1] MRG [PV1] } is one. Nothing is taken of a message of which one is wrong.
 *
 * @throws PosteError HL7_IPP, HL7_MERGE
 */
export function pairsOf(
  message: Hl7Message,
  options: { readonly ippAuthority: string | null; readonly today: string },
): readonly MergeNumbers[] {
  const pairs = message.groups('PID').map((group) => pairOf(group, options));
  if (new Set(pairs.map(({ mergedIpp }) => mergedIpp)).size < pairs.length) throw wrongMerge('un même numéro y est fusionné deux fois');
  return pairs;
}

function pairOf(group: Hl7Message, options: { readonly ippAuthority: string | null; readonly today: string }): MergeNumbers {
  const { ipp, authorities } = identifiersOf(group.repetitions('PID', 3), options);
  if (ipp === null) throw fail('HL7_IPP', { path: '/PID/3' });
  if (group.all('MRG').length !== 1) throw wrongMerge('un patient n’y a pas un seul segment MRG');
  const list = group.repetitions('MRG', 1);
  const [mergedIpp, ...others] = localNumbers(list, options.ippAuthority);
  if (mergedIpp === undefined || others.length > 0) throw wrongMerge('il ne donne pas un seul numéro à fusionner (MRG-1)');
  if (mergedIpp === ipp) throw wrongMerge('le même numéro s’y trouve des deux côtés');
  const merged = authoritiesOf(list, mergedIpp);
  if (merged.length > 0 && authorities.length > 0 && !merged.some((one) => authorities.includes(one)))
    throw wrongMerge('les deux numéros n’ont pas la même autorité');
  return { ipp: plainText(ipp, '/PID/3', MAX_IPP), mergedIpp: plainText(mergedIpp, '/MRG/1', MAX_IPP), authorities };
}

const wrongMerge = (why: string): Error => fail('HL7_MERGE', { path: '/MRG/1', values: { why } });
