import { fail } from '../../errors.ts';
import { mayTransmitIns } from '../identity/status.ts';
import type { Ins, Patient, Sex, StrictTraits } from '../types.ts';
import { isBirthDate } from './dates.ts';
import { hasRightKey } from './matricule.ts';
import { toLexicalProfile } from './names.ts';
import { insKind, isTestOid, type InsKind } from './oids.ts';
import { isCog } from './traits.ts';

/** Payload of the datamatrix INS (ANS, Format datamatrix INS v2.2, §3 to §5; ins/README 5). */

/** `IS01`, then the 22 characters that this version leaves at zero. */
export const DATAMATRIX_HEADER = `IS01${'0'.repeat(22)}`;
/** Group separator: closes a variable field that is shorter than its limit and not the last one. */
export const GS = '\u001D';
/** Longest text looked at, in characters; the longest payload of the format has 298. */
export const DATAMATRIX_MAX_LENGTH = 400;

interface Block {
  readonly label: string;
  readonly min: number;
  readonly max: number;
}

/** Blocks in the order they are written. A block whose `min` is its `max` is of fixed size. */
const BLOCKS = {
  S1: { label: 'matricule INS', min: 15, max: 15 },
  S2: { label: 'OID', min: 19, max: 20 },
  S3: { label: 'prénoms de naissance', min: 1, max: 100 },
  S4: { label: 'nom de naissance', min: 1, max: 100 },
  S5: { label: 'sexe', min: 1, max: 1 },
  S6: { label: 'date de naissance', min: 10, max: 10 },
  S7: { label: 'lieu de naissance', min: 5, max: 5 },
} as const satisfies Readonly<Record<string, Block>>;

type BlockId = keyof typeof BLOCKS;
const isBlockId = (id: string): id is BlockId => Object.hasOwn(BLOCKS, id);

/** What a datamatrix INS says. Traits to verify by INSi, never a status (identity/README 1). */
export interface ReadDatamatrix {
  readonly ins: Ins;
  readonly kind: InsKind;
  /** False: shown as an error and never qualified, but the traits can still be searched with. */
  readonly keyValid: boolean;
  /** As written: lexical profile, `YYYY-MM-DD`; place null when the symbol has none. */
  readonly traits: StrictTraits<Sex>;
}

export interface DatamatrixOptions {
  /** Accept the test and demonstration OIDs: off in production. */
  readonly test: boolean;
}

/**
 * Reads the payload of a datamatrix INS: blocks in any order, taken one after the other by size and separator, never
 * searched for. Some readers write the separator as `<GS>`, `[GS]`, `{GS}` or `␝`; a separator after a full or fixed field, and line
 * ends after the last one, are tolerated.
 *
 * @throws PosteError DATAMATRIX_EMPTY, _TOO_LONG, _NOT_INS, _VERSION, _CONTROL, _BLOCK, _DUPLICATE, _MISSING, _LENGTH,
 *   _VALUE, _SEPARATOR, _OID, _OID_TEST
 */
export function parseDatamatrix(text: string, options: DatamatrixOptions): ReadDatamatrix {
  if (text.length > DATAMATRIX_MAX_LENGTH) throw fail('DATAMATRIX_TOO_LONG');
  const payload = withSeparators(text.replace(/[\r\n]+$/, ''));
  if (payload === '') throw fail('DATAMATRIX_EMPTY');
  if (!payload.startsWith(DATAMATRIX_HEADER)) throw fail(/^IS\d\d/.test(payload) ? 'DATAMATRIX_VERSION' : 'DATAMATRIX_NOT_INS');
  if (/\p{C}/u.test(payload.replaceAll(GS, ''))) throw fail('DATAMATRIX_CONTROL');
  const fields = cut(payload.slice(DATAMATRIX_HEADER.length));
  const required = (id: BlockId): string => {
    const value = fields.get(id);
    if (value === undefined) throw fail('DATAMATRIX_MISSING', { path: `/${id}`, values: { label: BLOCKS[id].label } });
    return value;
  };
  const matricule = checked('S1', required('S1'), (value) => /^\d{5}(?:\d{2}|2[AB])\d{8}$/.test(value));
  const oid = required('S2');
  const kind = knownOid(oid, options);
  const ins: Ins = { matricule, oid };
  const [, day = '', month = '', year = ''] = /^(\d{2})-(\d{2})-(\d{4})$/.exec(required('S6')) ?? [];
  const place = fields.get('S7');
  return {
    ins,
    kind,
    keyValid: hasRightKey(ins),
    traits: {
      birthName: readName('S4', required('S4')),
      birthFirstNames: readName('S3', required('S3')),
      sex: checked('S5', required('S5'), (value) => value === 'M' || value === 'F') === 'M' ? 'M' : 'F',
      birthDate: checked('S6', `${year}-${month}-${day}`, isBirthDate),
      birthPlace: place === undefined ? null : checked('S7', place, isCog),
    },
  };
}

/** The identity that a datamatrix carries. */
export type DatamatrixSource = Pick<Patient, 'ins' | 'status' | 'birthName' | 'birthFirstNames' | 'sex' | 'birthDate' | 'birthPlace'>;

/**
 * Payload of the datamatrix of a qualified identity, separators as 0x1D: an OID of 19 characters takes one, one of 20
 * none (ins/README 5).
 *
 * @throws PosteError DATAMATRIX_NOT_QUALIFIED, DATAMATRIX_KEY, DATAMATRIX_OID, DATAMATRIX_OID_TEST, DATAMATRIX_TRAIT
 *   (diacritic or anything else outside the lexical profile, shortened date, date of no calendar, unofficial place)
 */
export function buildDatamatrix(patient: DatamatrixSource, options: DatamatrixOptions): string {
  const { ins, status } = patient;
  if (!mayTransmitIns(status) || ins === null) throw fail('DATAMATRIX_NOT_QUALIFIED');
  if (!hasRightKey(ins) || ins.matricule.length !== BLOCKS.S1.max) throw fail('DATAMATRIX_KEY', { path: '/S1' });
  knownOid(ins.oid, options);
  const [year, month, day] = isBirthDate(patient.birthDate) ? patient.birthDate.split('-') : [];
  const values: readonly (readonly [BlockId, string | null])[] = [
    ['S1', ins.matricule],
    ['S2', ins.oid],
    ['S3', writtenName('S3', patient.birthFirstNames ?? '')],
    ['S4', writtenName('S4', patient.birthName)],
    ['S5', patient.sex],
    ['S6', year === undefined ? unwritable('S6') : `${day}-${month}-${year}`],
    ['S7', patient.birthPlace === null || isCog(patient.birthPlace) ? patient.birthPlace : unwritable('S7')],
  ];
  const blocks = values.filter((entry): entry is readonly [BlockId, string] => entry[1] !== null);
  // The last one, date or place, is of fixed size: it needs no separator.
  return blocks.reduce((payload, [id, value]) => `${payload}${id}${value}${value.length < BLOCKS[id].max ? GS : ''}`, DATAMATRIX_HEADER);
}

/** Separators as the control character, whichever way the reader wrote them. */
export const withSeparators = (text: string): string => text.replaceAll(/<GS>|\[GS\]|\{GS\}|␝/g, GS);

/** Longest value of a block, in characters; null when there is no such block. */
export const blockMax = (id: string): number | null => (isBlockId(id) ? BLOCKS[id].max : null);

/** Values by block, each within its limits of length. */
function cut(body: string): ReadonlyMap<BlockId, string> {
  const fields = new Map<BlockId, string>();
  for (let at = 0; at < body.length;) {
    const id = body.slice(at, at + 2);
    if (!isBlockId(id)) throw fail('DATAMATRIX_BLOCK');
    const { label, min, max } = BLOCKS[id];
    const window = body.slice(at + 2, at + 2 + max);
    const separator = window.indexOf(GS);
    const value = separator === -1 ? window : window.slice(0, separator);
    if (fields.has(id)) throw fail('DATAMATRIX_DUPLICATE', { path: `/${id}`, values: { label } });
    if (value.length < min) throw fail('DATAMATRIX_LENGTH', { path: `/${id}`, values: { label } });
    if (swallowed(id, value)) throw fail('DATAMATRIX_SEPARATOR', { path: `/${id}` });
    fields.set(id, value);
    at += 2 + value.length;
    if (body.startsWith(GS, at)) at += GS.length;
  }
  return fields;
}

/** The next block ran into this one: an OID has no letter, a name no digit. */
const swallowed = (id: BlockId, value: string): boolean =>
  (id === 'S2' && value.endsWith('S')) || ((id === 'S3' || id === 'S4') && /S[1-7]/.test(value));

function checked(id: BlockId, value: string, valid: (value: string) => boolean): string {
  if (!valid(value)) throw fail('DATAMATRIX_VALUE', { path: `/${id}`, values: { label: BLOCKS[id].label } });
  return value;
}

function knownOid(oid: string, { test }: DatamatrixOptions): InsKind {
  const kind = insKind(oid);
  if (kind === null) throw fail('DATAMATRIX_OID', { path: '/S2' });
  if (isTestOid(oid) && !test) throw fail('DATAMATRIX_OID_TEST', { path: '/S2' });
  return kind;
}

const readName = (id: 'S3' | 'S4', value: string): string => checked(id, value, (name) => inProfile(id, name));

const writtenName = (id: 'S3' | 'S4', value: string): string => (inProfile(id, value) ? value : unwritable(id));

function inProfile(id: 'S3' | 'S4', name: string): boolean {
  try {
    return toLexicalProfile(name, id === 'S4' ? 'family' : 'given', `/${id}`) === name;
  } catch {
    return false;
  }
}

function unwritable(id: BlockId): never {
  throw fail('DATAMATRIX_TRAIT', { path: `/${id}`, values: { label: BLOCKS[id].label } });
}
