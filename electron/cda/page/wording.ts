const MONTHS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');

/** A date or an instant as precise as it is, at the place where it was written: « 3 décembre 2019 à 13 h 30 ». */
export function frenchDate(iso: string): string {
  const [, year, month, day, hour, minute] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}):(\d{2}))?/.exec(iso) ?? [];
  if (year === undefined) return iso;
  const name = month === undefined ? undefined : (MONTHS[Number(month) - 1] ?? month);
  const date = [day === undefined ? undefined : day === '01' ? '1er' : String(Number(day)), name, year]
    .filter((p) => p !== undefined)
    .join(' ');
  return hour === undefined || minute === undefined ? date : `${date} à ${Number(hour)} h ${minute}`;
}

/** « 12 Ko », « 3,4 Mo ». */
export function frenchSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} octets`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} Ko`;
  return `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} Mo`;
}
