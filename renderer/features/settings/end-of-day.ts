/** The first instant after a day of the workstation, `YYYY-MM-DD`; null when it is over, or is no day. */
export function endOf(day: string | null, now: Date): string | null {
  const [year, month, date] = (day ?? '').split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const end = new Date(year, month - 1, date + 1);
  return end.getTime() > now.getTime() ? end.toISOString() : null;
}
