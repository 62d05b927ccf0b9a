/** How dates, times, sizes and ages read in French. Pure: the present instant is always given. */

/** `2026-03-12` -> `12/03/2026`; lunar parts (`00`) stay; anything else stays as it is. */
export function frenchDate(date: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  return parts === null ? date : `${parts[3]}/${parts[2]}/${parts[1]}`;
}

/** `12/03/1979` typed by hand (also `12031979`, `12.03.1979`, `12-3-1979`) -> `1979-03-12`; null when it is no date. */
export function isoDate(typed: string): string | null {
  const parts = /^\s*(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\s*$/.exec(typed) ?? /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(typed);
  if (parts === null) return null;
  const [, day = '', month = '', year = ''] = parts;
  const d = day.padStart(2, '0');
  const m = month.padStart(2, '0');
  // Lunar dates of the INS: unknown day and month are 00; then only the ranges can be checked.
  if (Number(m) > 12 || Number(d) > 31) return null;
  if (Number(m) > 0 && Number(d) > daysIn(Number(year), Number(m))) return null;
  return `${year}-${m}-${d}`;
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Adds the slashes while digits are typed: `1203` -> `12/03`, `12031979` -> `12/03/1979`; what is deleted stays deleted. */
export function typeDate(before: string, after: string): string {
  if (after.length < before.length || !/^[\d/]*$/.test(after)) return after;
  const digits = after.replaceAll('/', '').slice(0, 8);
  if (/\/\d?\//.test(after) || /^\d\//.test(after)) return after;
  return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)].filter((part) => part !== '').join('/');
}

const dayFormat = new Intl.DateTimeFormat('fr-FR', { day: '2-digit', month: '2-digit', year: 'numeric' });

/** Instant -> `12/03/2026`, in the time of the workstation. */
export const frenchDay = (instant: string): string => dayFormat.format(new Date(instant));

/** Instant -> `14 h 05`, in the time of the workstation. */
function frenchTime(instant: string): string {
  const at = new Date(instant);
  return `${at.getHours()} h ${String(at.getMinutes()).padStart(2, '0')}`;
}

/** Instant -> `12/03/2026 à 14 h 05`, or `aujourd’hui à 14 h 05`. */
export function frenchMoment(instant: string, now: Date): string {
  const day = frenchDay(instant);
  return `${day === dayFormat.format(now) ? 'aujourd’hui' : day} à ${frenchTime(instant)}`;
}

/** Instant -> `14 h 05` when it is of today, else `12/03/2026`. */
export function shortMoment(instant: string, now: Date): string {
  const day = frenchDay(instant);
  return day === dayFormat.format(now) ? frenchTime(instant) : day;
}

/** The time of a moment stays on one line where its day may be on another. */
export const unbroken = (moment: string): string => moment.replace(/ (\d+) h (\d+)$/, ' $1\u00a0h\u00a0$2');

/** Bytes -> `12 Ko`, `1,4 Mo`. */
export function frenchSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} octets`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} Ko`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace('.', ',')} Mo`;
}

/** Milliseconds left -> `12 min`, or `45 s` under a minute, never negative. */
export function frenchLeft(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
