import { contentType, facilityType } from '../../shared/codes/index.ts';
import type { Coded } from '../../shared/domain/types.ts';

/** Sectors whose activity is told apart by the kind of encounter: hospitals (codes/README 2). */
const HOSPITALS: ReadonlySet<string> = new Set(['SA01', 'SA02', 'SA03', 'SA04']);
/** JDV_J142 to JDV_J59: stay to 03, consultation or emergency to 07 (codes/README 2). */
const BY_ENCOUNTER: ReadonlyMap<string, string> = new Map([
  ['IMP', '03'],
  ['AMB', '07'],
  ['EMER', '07'],
  ['EXTERNE', '07'],
  ['SEANCE', '19'],
]);

/**
 * contentTypeCode of a submission set: outside hospitals the sector itself, in hospitals the activity, « 97 » when
 * nothing says which (JDV_J59; codes/README 2).
 */
export function contentTypeFor(sector: string | null, encounter: string | null): Coded | null {
  if (sector !== null && !HOSPITALS.has(sector)) {
    const found = facilityType(sector);
    if (found !== null) return found;
  }
  return contentType(BY_ENCOUNTER.get(encounter ?? '') ?? '97');
}
