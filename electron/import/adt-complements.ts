import type { ClearedTrait } from '../../shared/domain/identity/received.ts';
import { PosteError } from '../../shared/errors.ts';
import { notice, type Noticed } from './adt-notices.ts';
import { dayOf } from './adt-time.ts';
import type { Hl7Message, Hl7Repetition, Hl7Segment } from './hl7-message.ts';
import { plainText, type RawPatient } from './patient.ts';

/** Complementary traits: none of them decides of an identity, so that what is wrong with one costs that one alone. */
interface Complements extends Noticed, Pick<RawPatient, 'phone' | 'address' | 'medecinTraitant' | 'death'> {
  readonly cleared: readonly ClearedTrait[];
}

type Complement = 'phone' | 'address' | 'medecinTraitant';

/** What is said of each, and the longest that a record keeps. */
const COMPLEMENTS: Readonly<Record<Complement, { readonly what: string; readonly max: number }>> = {
  phone: { what: 'Le téléphone', max: 30 },
  address: { what: 'Le texte de l’adresse', max: 200 },
  medecinTraitant: { what: 'Le nom du médecin traitant', max: 100 },
};

/** @param today `YYYY-MM-DD`. */
export function complementsOf(message: Hl7Message, today: string): Complements {
  const phone = complement('phone', () => phoneOf(message));
  const address = complement('address', () => addressOf(message));
  const doctor = complement('medecinTraitant', () => doctorOf(message, today));
  const { death, notices } = deathOf(message);
  return {
    phone: phone.value,
    address: address.value,
    medecinTraitant: doctor.value,
    death,
    cleared: [phone, address, doctor].flatMap((one) => one.cleared),
    notices: [...[phone, address, doctor].flatMap((one) => one.notices), ...notices],
  };
}

/** Null when the message gives none; `cleared` when it says to remove it. */
interface Read {
  readonly text: string | null;
  readonly cleared: boolean;
}

function complement(
  name: Complement,
  read: () => Read,
): { readonly value: string | null; readonly cleared: readonly ClearedTrait[] } & Noticed {
  const { what, max } = COMPLEMENTS[name];
  try {
    const { text, cleared } = read();
    const value = text === null ? null : plainText(oneLine(text), `/${name}`, max);
    return { value, cleared: value === null && cleared ? [name] : [], notices: [] };
  } catch (thrown) {
    if (!(thrown instanceof PosteError)) throw thrown;
    return {
      value: null,
      cleared: [],
      notices: [notice('HL7_COMPLEMENT_DROPPED', { what, why: `${thrown.message.slice(0, 1).toLowerCase()}${thrown.message.slice(1)}` })],
    };
  }
}

const oneLine = (text: string): string => text.replaceAll(/[\s\u00A0]+/g, ' ').trim();

/** Codes of tables 0201 and 0202 that are no telephone: mail, fax, beeper, modem. */
const NO_PHONE = new Set(['NET', 'BPN', 'FX', 'BP', 'MD', 'Internet']);

/** XTN: number in 12 (in 1 before PAM.FR), use in 2, equipment in 3. Home first, then work. */
function phoneOf(message: Hl7Message): Read {
  const phones = [13, 14]
    .flatMap((field) => message.repetitions('PID', field))
    .filter((one) => ![one.value(2), one.value(3)].some((code) => code !== null && NO_PHONE.has(code)));
  const text = phones.map((one) => one.value(12) ?? one.value(1)).find((number) => number !== null) ?? null;
  return { text, cleared: message.isNull('PID', 13) || phones.some((one) => one.isNull(12) || one.isNull(1)) };
}

/** Types of XAD that are not where the patient lives: birth (BDL, BR, N, F), bad, work, billing, before or after a stay. */
const NOT_HOME = new Set(['BDL', 'BR', 'N', 'F', 'BA', 'B', 'O', 'BI', 'ORI', 'DST']);

/** XAD: street in 1, complement in 2 (whose lines are joined by `\S\`), town in 3, postal code in 5, country in 6, type in 7. */
function addressOf(message: Hl7Message): Read {
  const all = message.repetitions('PID', 11);
  const lived = all.filter((one) => !NOT_HOME.has(one.value(7) ?? ''));
  const home = lived.find((one) => one.value(7) === 'H' && lineOf(one) !== '') ?? lived.find((one) => lineOf(one) !== '');
  return { text: home === undefined ? null : lineOf(home), cleared: message.isNull('PID', 11) || lived.some((one) => one.isNull(1)) };
}

function lineOf(one: Hl7Repetition): string {
  const [street, complement, town, code, country] = [1, 2, 3, 5, 6].map((component) => one.value(component)?.replaceAll('^', ' ') ?? '');
  return [street, complement, `${code} ${town}`.trim(), country === 'FRA' ? '' : country].filter((part) => part !== '').join(', ');
}

/** ROL of role ODRP, « médecin traitant » (PAM.FR 2.11.1, 6.8): « Dr Prénom NOM ». DE in ROL-2 removes it. */
function doctorOf(message: Hl7Message, today: string): Read {
  const roles = message.all('ROL').filter((role) => role.value(3) === 'ODRP');
  const current = roles.filter((role) => role.value(2) !== 'DE' && !role.isNull(4) && !isOver(role, today));
  const names = current
    .flatMap((role) => role.repetitions(4)[0] ?? [])
    .map((one) => [one.value(3), one.value(2)?.toLocaleUpperCase('fr')].filter((part) => part !== undefined && part !== null));
  const name = names.find((parts) => parts.length > 0);
  return { text: name === undefined ? null : ['Dr', ...name].join(' '), cleared: roles.length > 0 && current.length === 0 };
}

/** ROL-6: end of the role. */
const isOver = (role: Hl7Segment, today: string): boolean => {
  const end = dayOf(role.value(6) ?? '');
  return end !== null && end <= today;
};

/** PID-29, when; PID-30, whether. */
function deathOf(message: Hl7Message): Pick<RawPatient, 'death'> & Noticed {
  const [time, told] = [message.value('PID', 29), message.value('PID', 30)];
  if (told === 'N' || (told !== 'Y' && time === null)) return { death: null, notices: [] };
  const on = time === null ? null : dayOf(time);
  return {
    death: { on },
    notices:
      time !== null && on === null && !/^\d{4}(?:\d{2})?$/.test(time)
        ? [notice('HL7_DATE_DROPPED', { what: 'La date de décès (PID-29)' })]
        : [],
  };
}
