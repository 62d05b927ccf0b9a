import { ACTIVITY_TAG } from './constants.ts';
import { readTlv } from './der.ts';
import type { CardSituation } from './types.ts';

/**
 * Reads a CPS_ACTIVITY_nn_PS object: `EE { 84 name, 85 Struct_IdNat, 86 sector }`, other tags skipped
 * (card/README 5). Structure and sector stay together: they must come from one situation. A sector that is none leaves it empty:
 * a session opens there, for identities alone.
 *
 * @param index 1 to 16.
 * @returns null when the object is not such a situation.
 */
export function readSituation(index: number, value: Uint8Array): CardSituation | null {
  try {
    const container = readTlv(value).find(({ tag }) => tag === ACTIVITY_TAG.container);
    if (container === undefined) return null;
    const parts = new Map(readTlv(container.content).map(({ tag, content }) => [tag, content]));
    const idNat = textOf(parts.get(ACTIVITY_TAG.idNat));
    const sector = textOf(parts.get(ACTIVITY_TAG.sector));
    if (!/^[0-9][0-9A-Z/]{5,}$/.test(idNat)) return null;
    return { index, structureIdNat: idNat, structureName: textOf(parts.get(ACTIVITY_TAG.name)), sector: SECTOR.test(sector) ? sector : '' };
  } catch {
    // A damaged object is not a situation; the others remain usable.
    return null;
  }
}

/** A code, of whatever list (TRE_R02: `SA07`). */
const SECTOR = /^[A-Z]{1,4}\d{1,4}$/;

/** UTF-8, else Latin-1: the public sources do not say which the card uses. */
function textOf(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
  } catch {
    return Buffer.from(bytes).toString('latin1').trim();
  }
}

/** Skill code at the end of CPS_INFO_PS (`…SM26`), null for professions without one (card/README 5). */
export function readSkill(value: Uint8Array): string | null {
  return /(?<![A-Z])(SM|SCD|SI|CEX|PAC|DNQ|C)\d{2,3}$/.exec(Buffer.from(value).toString('latin1'))?.[0] ?? null;
}
