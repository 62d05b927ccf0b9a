import { checkMatricule } from '../../shared/domain/ins/matricule.ts';
import { assertFirstName, firstOf, usedName } from '../../shared/domain/ins/names.ts';
import { strictTraits } from '../../shared/domain/ins/traits.ts';
import type { Ins, LocalSex } from '../../shared/domain/types.ts';
import { fail } from './errors.ts';
import type { ImportedPatient, ImportOptions } from './types.ts';

/** Fields as the file gives them, decoded and otherwise untouched. */
export interface RawPatient {
  readonly ipp: string | null;
  readonly birthName: string;
  readonly birthFirstNames: string;
  /** Null = the first of the list. */
  readonly firstBirthFirstName: string | null;
  readonly usedName: string | null;
  readonly usedFirstName: string | null;
  readonly sex: LocalSex;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly birthPlace: string | null;
  readonly ins: Ins | null;
  readonly reliability: readonly string[];
  readonly authorities: readonly string[];
}

const MAX_IPP = 64;

/**
 * The traits of a file, checked: what is outside the lexical profile refuses the line, with the JSON pointer of the
 * field, never a value.
 *
 * @throws PosteError TRAIT_*, USED_NAME_CHARACTER, IMPORT_*
 */
export function importedPatient(raw: RawPatient, { today, test }: Pick<ImportOptions, 'today' | 'test'>): ImportedPatient {
  const traits = strictTraits(raw, today, '');
  const first = raw.firstBirthFirstName === null ? firstOf(traits.birthFirstNames) : strictTraits({ ...raw, birthFirstNames: raw.firstBirthFirstName }, today, '').birthFirstNames;
  assertFirstName(first, traits.birthFirstNames, '/firstBirthFirstName');
  return {
    ipp: raw.ipp === null ? null : plainText(raw.ipp, '/ipp', MAX_IPP),
    ...traits,
    firstBirthFirstName: first,
    usedName: usedName(raw.usedName, '/usedName'),
    usedFirstName: usedName(raw.usedFirstName, '/usedFirstName'),
    ins: raw.ins === null ? null : importedIns(raw.ins, test),
    reliability: raw.reliability,
    authorities: raw.authorities,
    transliterated: (['birthName', 'birthFirstNames'] as const).filter((trait) => traits[trait] !== raw[trait].trim()),
  };
}

/** Text that is kept as it is. @throws PosteError IMPORT_CONTROL_CHARACTER, IMPORT_TOO_LONG */
export function plainText(text: string, path: string, max: number): string {
  const control = /[\p{Cc}\p{Cf}\u2028\u2029]/u.exec(text)?.[0];
  if (control !== undefined) {
    const code = (control.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw fail('IMPORT_CONTROL_CHARACTER', { path, values: { character: `U+${code}` } });
  }
  if (text.length > max) throw fail('IMPORT_TOO_LONG', { path, values: { max } });
  return text;
}

const FORMS = { CHARACTER: 'un caractère n’est ni un chiffre, ni A, ni B', LENGTH: 'il n’a pas 15 caractères', STRUCTURE: 'ses groupes ne sont pas ceux d’un matricule' } as const;

function importedIns({ matricule, oid }: Ins, test: boolean): Ins {
  const { reason, normalised } = checkMatricule(matricule, oid, { test });
  if (reason === 'OID') throw fail('IMPORT_INS_OID', { path: '/ins/oid' });
  if (reason === 'KEY') throw fail('IMPORT_INS_KEY', { path: '/ins/matricule' });
  if (reason !== null || normalised === null) throw fail('IMPORT_INS_FORM', { path: '/ins/matricule', values: { reason: FORMS[reason ?? 'LENGTH'] } });
  return { matricule: normalised, oid };
}
