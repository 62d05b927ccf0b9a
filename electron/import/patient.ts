import { hiddenCharacter, shownCharacter } from '../../shared/domain/hidden-character.ts';
import { checkMatricule } from '../../shared/domain/ins/matricule.ts';
import { assertFirstName, firstOf, usedName } from '../../shared/domain/ins/names.ts';
import { strictTraits } from '../../shared/domain/ins/traits.ts';
import { receivedMatricule } from '../../shared/domain/identity/received.ts';
import type { PersonTraits } from '../../shared/domain/types.ts';
import { fail } from '../../shared/errors.ts';
import { assertSound, beforeGarbling } from './garbled.ts';
import { notice, type NoticeCode } from './notices.ts';
import type { ImportedPatient, ImportNotice, ImportOptions } from './types.ts';

/** Fields as the file gives them, decoded and otherwise untouched. */
export interface RawPatient extends Omit<PersonTraits, 'firstBirthFirstName'> {
  readonly ipp: string | null;
  /** Null = the first of the list. */
  readonly firstBirthFirstName: string | null;
  readonly matricule: { readonly matricule: string; readonly oid: string | null } | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly billingNss: string | null;
  readonly medecinTraitant: string | null;
  readonly death: ImportedPatient['death'];
  readonly cleared: ImportedPatient['cleared'];
  readonly unknownPerson: boolean;
  readonly proof: ImportedPatient['proof'];
  readonly consent: ImportedPatient['consent'];
  readonly notices: ImportedPatient['notices'];
  readonly reliability: readonly string[];
  readonly authorities: readonly string[];
}

const MAX_IPP = 64;
const MAX_PHONE = 30;
const MAX_COMPLEMENT = 199;
const INS_C = /^\d{22}$/;

/**
 * The traits of a file, checked: what is outside the lexical profile refuses the line, with the JSON pointer of the
 * field, never a value but the name that a spoilt one would be. What is wrong with a complementary trait or a matricule
 * costs that one alone, and is said.
 *
 * @throws PosteError TRAIT_*, USED_NAME_CHARACTER, IMPORT_*
 */
export function importedPatient(raw: RawPatient, { today, test }: Pick<ImportOptions, 'today' | 'test'>): ImportedPatient {
  for (const name of NAMES) {
    const text = raw[name];
    if (text !== null) assertSound(text, `/${name}`);
  }
  const known = { unknownPerson: raw.unknownPerson };
  const traits = strictTraits(raw, today, '', known);
  const first =
    raw.firstBirthFirstName === null
      ? firstOf(traits.birthFirstNames)
      : strictTraits({ ...raw, birthFirstNames: raw.firstBirthFirstName }, today, '', known).birthFirstNames;
  assertFirstName(first, traits.birthFirstNames, '/firstBirthFirstName');
  const said: ImportNotice[] = [];
  const dropped = (code: NoticeCode): null => {
    said.push(notice(code));
    return null;
  };
  const complement = (text: string | null, code: NoticeCode, max = MAX_COMPLEMENT): string | null =>
    text !== null && (text.length > max || hiddenCharacter(text) !== null || beforeGarbling(text) !== null) ? dropped(code) : text;
  const patient: ImportedPatient = {
    ipp: raw.ipp === null ? null : plainText(raw.ipp, '/ipp', MAX_IPP),
    ...traits,
    firstBirthFirstName: first,
    usedName: usedName(raw.usedName, '/usedName'),
    usedFirstName: usedName(raw.usedFirstName, '/usedFirstName'),
    matricule:
      raw.matricule === null
        ? null
        : INS_C.test(raw.matricule.matricule.replaceAll(/\s/g, ''))
          ? dropped('IMPORT_INS_C')
          : receivedMatricule(raw.matricule, test),
    phone: complement(raw.phone, 'IMPORT_PHONE_DROPPED', MAX_PHONE),
    address: complement(raw.address, 'IMPORT_ADDRESS_DROPPED'),
    billingNss: raw.billingNss === null ? null : (nss(raw.billingNss) ?? dropped('IMPORT_NSS_DROPPED')),
    medecinTraitant: complement(raw.medecinTraitant, 'IMPORT_DOCTOR_DROPPED'),
    death: raw.death,
    cleared: raw.cleared,
    unknownPerson: raw.unknownPerson,
    proof: raw.proof,
    consent: raw.consent,
    notices: raw.notices,
    reliability: raw.reliability,
    authorities: raw.authorities,
    transliterated: (['birthName', 'birthFirstNames'] as const).filter((trait) => traits[trait] !== raw[trait].trim()),
  };
  return said.length === 0 ? patient : { ...patient, notices: [...raw.notices, ...said] };
}

const NAMES = ['birthName', 'birthFirstNames', 'firstBirthFirstName', 'usedName', 'usedFirstName'] as const;

/** Text that is kept as it is. @throws PosteError IMPORT_CONTROL_CHARACTER, IMPORT_TOO_LONG */
export function plainText(text: string, path: string, max: number): string {
  const hidden = hiddenCharacter(text);
  if (hidden !== null) throw fail('IMPORT_CONTROL_CHARACTER', { path, values: { character: shownCharacter(hidden) } });
  if (text.length > max) throw fail('IMPORT_TOO_LONG', { path, values: { max } });
  return text;
}

/** Null unless its form and key are right: a wrong number would bill somebody else. */
function nss(text: string): string | null {
  const { valid, normalised } = checkMatricule(text, null, { test: true });
  return valid ? normalised : null;
}
