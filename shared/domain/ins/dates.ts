/** Birth dates are text (`YYYY-MM-DD`), never a Date: lunar dates hold `00` parts (ins.md 2.1). */

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const TYPED = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/;
const DIGITS = /^(\d{2})(\d{2})(\d{4})$/;

/**
 * A date as people type it (`12/03/1979`, `12.3.1979`, `12 03 1979`, `12031979`, `1979-03-12`) as `1979-03-12`.
 * Years of two digits are refused: they do not say the century.
 *
 * @returns null when it is not a date of the calendar.
 */
export function parseTypedDate(typed: string): string | null {
  const text = typed.trim();
  if (isBirthDate(text)) return text;
  const [, day, month, year] = TYPED.exec(text) ?? DIGITS.exec(text) ?? [];
  if (day === undefined || month === undefined || year === undefined) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isBirthDate(date) ? date : null;
}

/** Whether the text is `YYYY-MM-DD`, of the calendar, unknown day or month as `00`. */
export function isBirthDate(date: string): boolean {
  const [, y, m, d] = ISO.exec(date) ?? [];
  if (y === undefined || m === undefined || d === undefined) return false;
  const [year, month, day] = [Number(y), Number(m), Number(d)];
  return year >= 1850 && month <= 12 && day <= daysIn(year, month);
}

/** Whether every part of the date is known. */
export function isComplete(date: string): boolean {
  return isBirthDate(date) && !date.includes('-00');
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** `1979-03-12` as `12/03/1979`; unknown parts stay `00`. */
export function frenchDate(date: string): string {
  const [, year, month, day] = ISO.exec(date) ?? [];
  return year === undefined ? date : `${day}/${month}/${year}`;
}

/**
 * Age in whole years. Unknown day or month count as the INS fills them: day 01; month 01; both 31/12 (EXI ID 11/12).
 *
 * @param birthDate `YYYY-MM-DD`, 00 parts allowed.
 * @param on the day at the workstation, `YYYY-MM-DD`.
 * @returns 0 for a birth after that day.
 */
export function ageAt(birthDate: string, on: string): number {
  const [, year = '0', month = '00', day = '00'] = ISO.exec(birthDate) ?? [];
  const birthday = month === '00' && day === '00' ? '12-31' : `${month === '00' ? '01' : month}-${day === '00' ? '01' : day}`;
  const years = Number(on.slice(0, 4)) - Number(year);
  return Math.max(0, on.slice(5, 10) < birthday ? years - 1 : years);
}

/** @param ageOfMajority a DMP parameter (EX_GEN-1550), 18 by default. */
export function isMinor(birthDate: string, on: string, ageOfMajority: number): boolean {
  return ageAt(birthDate, on) < ageOfMajority;
}

/**
 * The same day some calendar months later, or the last day of that month: `2026-01-31` + 1 = `2026-02-28`.
 *
 * @param date `YYYY-MM-DD`, complete.
 */
export function addMonths(date: string, months: number): string {
  const [, y = '0', m = '1', d = '1'] = ISO.exec(date) ?? [];
  const index = Number(y) * 12 + Number(m) - 1 + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  const day = Math.min(Number(d), daysIn(year, month));
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}
