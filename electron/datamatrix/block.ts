import { buildDatamatrix, type DatamatrixOptions } from '../../shared/domain/ins/datamatrix.ts';
import { frenchDate } from '../../shared/domain/ins/dates.ts';
import { isFirstNameOf, normaliseName } from '../../shared/domain/ins/names.ts';
import { insKind, type InsKind } from '../../shared/domain/ins/oids.ts';
import { mayTransmitIns } from '../../shared/domain/identity/status.ts';
import { hasCivilSex, type LocalSex, type Patient } from '../../shared/domain/types.ts';
import { symbolError } from './errors.ts';

/** A piece of printed value; the strong one stands out. */
interface BlockPart {
  readonly text: string;
  readonly strong: boolean;
}

/** A labelled trait. */
export interface BlockLine {
  readonly label: string;
  readonly parts: readonly BlockPart[];
}

/** Identity as documents and labels print it (EXI DIF 02; ins/README 5). */
export interface IdentityBlock {
  readonly lines: readonly BlockLine[];
  /** Payload of the datamatrix; null unless the identity is qualified. */
  readonly payload: string | null;
}

export interface BlockOptions extends DatamatrixOptions {
  /** Print « Identité qualifiée », « Identité validée »…; a setting, no text asks for it. */
  readonly printStatus?: boolean;
  /** Name of the birth place, printed beside its code. */
  readonly birthPlaceName?: string | null;
}

/** Caption of the symbol, as the format words it. */
export const CAPTION = 'INS à scanner';

const NATURE: Readonly<Record<InsKind, string>> = {
  NIR: 'INS-NIR',
  NIA: 'INS-NIA',
  'NIR-TEST': 'INS-NIR de test',
  'NIR-DEMO': 'INS-NIR de démonstration',
};
const STATUS: Readonly<Record<Patient['status'], string>> = {
  PROV: 'Identité provisoire',
  VALI: 'Identité validée',
  RECUP: 'Identité récupérée',
  QUAL: 'Identité qualifiée',
};

/**
 * Lines of the identity block, each trait labelled, the first given name set apart. Matricule, nature and datamatrix for
 * a qualified identity alone.
 *
 * @throws PosteError those of `buildDatamatrix` when a qualified identity cannot be written (wrong key, unknown OID…);
 *   PRINT_CHARACTER
 */
export function identityBlock(patient: Patient<LocalSex>, options: BlockOptions): IdentityBlock {
  const payload = mayTransmitIns(patient.status) && hasCivilSex(patient) ? buildDatamatrix(patient, options) : null;
  const kind = patient.ins === null ? null : insKind(patient.ins.oid);
  const place = [options.birthPlaceName ?? null, patient.birthPlace === null ? null : `code INSEE\u00A0${patient.birthPlace}`].filter(
    (part) => part !== null,
  );
  const lines: readonly (BlockLine | null)[] = [
    line('Nom de naissance', patient.birthName, true),
    givenNames(patient),
    patient.usedName === null ? null : line('Nom utilisé', patient.usedName),
    patient.usedFirstName === null ? null : line('Prénom utilisé', patient.usedFirstName),
    line('Sexe', patient.sex),
    line('Date de naissance', frenchDate(patient.birthDate)),
    place.length === 0 ? null : line('Lieu de naissance', place.join(', ')),
    payload === null || patient.ins === null || kind === null
      ? null
      : line('Matricule INS', `${patient.ins.matricule} [${NATURE[kind].replaceAll(' ', '\u00A0')}]`),
    options.printStatus === true ? line('Statut', STATUS[patient.status]) : null,
  ];
  const kept = lines.filter((one) => one !== null);
  for (const { parts } of kept) for (const { text } of parts) assertPrintable(text);
  return { lines: kept, payload };
}

const line = (label: string, text: string, strong = false): BlockLine => ({ label, parts: [{ text: text.normalize('NFC'), strong }] });

/** The first given name in bold at the head of the list; alone on its line when the list does not open with it as spelt. */
function givenNames({ birthFirstNames, firstBirthFirstName }: Pick<Patient, 'birthFirstNames' | 'firstBirthFirstName'>): BlockLine {
  const [list, first] = [birthFirstNames?.normalize('NFC').trim() ?? '', firstBirthFirstName.normalize('NFC').trim()];
  const head = list.slice(0, first.length);
  const opens = isFirstNameOf(first, list) && normaliseName(head) === normaliseName(first);
  const label = 'Prénom(s) de naissance';
  if (opens)
    return {
      label,
      parts: [
        { text: head, strong: true },
        { text: list.slice(head.length).trim(), strong: false },
      ].filter(({ text }) => text !== ''),
    };
  return { label, parts: [{ text: first, strong: true }, ...(list === '' ? [] : [{ text: `(${list})`, strong: false }])] };
}

/** Blocks of Unicode that the printing font draws: Latin and the signs of French typography. */
const UNPRINTABLE = /[^\u0020-\u007E\u00A0-\u017F\u0218-\u021B\u2010-\u2015\u2018\u2019\u201C\u201D\u2026]/u;

/** A character without a drawing would print as an empty box, on an identity. */
function assertPrintable(text: string): void {
  const wrong = UNPRINTABLE.exec(text)?.[0];
  if (wrong === undefined) return;
  const character = /[\p{C}\p{Z}]/u.test(wrong) ? `U+${(wrong.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}` : wrong;
  throw symbolError('PRINT_CHARACTER', { values: { character } });
}
