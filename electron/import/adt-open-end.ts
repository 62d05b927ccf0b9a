import type { AdtEvent } from './types.ts';

const ALWAYS_CUT = Number.POSITIVE_INFINITY;
/** Last field that is read of a segment: a later one must have begun for it to be whole. */
const LAST_READ: Readonly<Record<string, number>> = { EVN: ALWAYS_CUT, PID: ALWAYS_CUT, ZBE: 8, ROL: 4 };
const VISIT_NUMBER = 19;
/** PV1-44 and PV1-45. */
const TIMES = new Set([44, 45]);

/**
 * Whether the last segment of a file, which nothing ends, still says all that is read of it. The number of a stay and
 * its times are read from PV1, and a half one would be another one.
 *
 * @param stay the event is that of a stay: PV1 is read.
 */
export function isWhole(segment: string, event: AdtEvent, stay: boolean): boolean {
  // A merge would lose the groups that follow.
  if (event === 'A40' || !/^[A-Z0-9]{3}[^A-Za-z0-9]/.test(segment)) return false;
  const fields = segment.split(segment.slice(3, 4));
  const last = fields.length - 1;
  const name = fields[0] ?? '';
  if (name !== 'PV1' || !stay) return last > (LAST_READ[name] ?? 0);
  if (last === VISIT_NUMBER) return (fields[last] ?? '').includes('^');
  return last > VISIT_NUMBER && !TIMES.has(last);
}
