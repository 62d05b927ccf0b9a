/**
 * DTM of XDS: UTC, digits only (Structuration minimale 3.5.4; dmp/README 3). An hour whose offset is unknown is dropped: the day is
 * all that is sure.
 */
export function toDtm(iso: string): string {
  if (!iso.includes('T')) return iso.replaceAll('-', '');
  if (!/(Z|[+-]\d{2}:\d{2})$/.test(iso)) return iso.slice(0, 10).replaceAll('-', '');
  return new Date(iso).toISOString().slice(0, 19).replaceAll(/[-T:]/g, '');
}

/** ISO 8601 of a DTM, as precise as it is: `2025-03-07T09:15:30Z`, `2025-03-07`. Null when it is not one. */
export function fromDtm(dtm: string): string | null {
  const parts = /^(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:\.\d+)?$/.exec(dtm);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const date = [year, month, day].filter((p) => p !== undefined).join('-');
  return hour === undefined ? date : `${date}T${hour}:${minute ?? '00'}:${second ?? '00'}Z`;
}
