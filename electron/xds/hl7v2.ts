import type { ReadCoded } from '../../shared/domain/types.ts';
import type { Cx, XdsInstitution, XdsPerson } from './metadata.ts';

/**
 * HL7 v2 values inside XDS slots, each with its way back. Delimiters inside a value are written as HL7 v2 escape
 * sequences (HL7 v2.5, 2.7.1).
 */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\E\\'],
  ['^', '\\S\\'],
  ['&', '\\T\\'],
  ['|', '\\F\\'],
  ['~', '\\R\\'],
]);
const UNESCAPES: ReadonlyMap<string, string> = new Map([...ESCAPES].map(([plain, sequence]) => [sequence, plain]));

export const escapeHl7 = (value: string): string => value.replaceAll(/[\\^&|~]/g, (c) => ESCAPES.get(c) ?? c);
export const unescapeHl7 = (value: string): string => value.replaceAll(/\\[ESTFR]\\/g, (s) => UNESCAPES.get(s) ?? s);

/** Joins components, without the empty ones at the end. */
const join = (components: readonly (string | null)[]): string =>
  components
    .map((c) => c ?? '')
    .join('^')
    .replace(/\^+$/, '');
const esc = (value: string | null): string | null => (value === null ? null : escapeHl7(value));
const component = (parts: readonly string[], n: number): string | null => {
  const raw = parts[n - 1];
  return raw === undefined || raw === '' ? null : unescapeHl7(raw);
};
const authority = (root: string | null): string | null => (root === null ? null : `&${root}&ISO`);
const rootOf = (parts: readonly string[], n: number): string | null => {
  const oid = parts[n - 1]?.split('&')[1];
  return oid === undefined || oid === '' ? null : oid;
};

/** `899900000017^DURAND^Paule^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS`. */
export const personToXcn = (p: XdsPerson): string =>
  join([
    esc(p.id),
    esc(p.family),
    esc(p.given),
    null,
    esc(p.suffix),
    esc(p.prefix),
    null,
    null,
    authority(p.root),
    p.nameType,
    null,
    null,
    p.idType,
  ]);

export function personFromXcn(xcn: string): XdsPerson {
  const parts = xcn.split('^');
  return {
    id: component(parts, 1),
    family: component(parts, 2),
    given: component(parts, 3),
    suffix: component(parts, 5),
    prefix: component(parts, 6),
    root: rootOf(parts, 9),
    nameType: component(parts, 10),
    idType: component(parts, 13),
  };
}

/** `Cabinet du Port^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^499900000017001`. */
export const institutionToXon = (i: XdsInstitution): string =>
  join([esc(i.name), null, null, null, null, authority(i.root), i.idType, null, null, esc(i.id)]);

export function institutionFromXon(xon: string): XdsInstitution {
  const parts = xon.split('^');
  return { name: component(parts, 1), id: component(parts, 10), root: rootOf(parts, 6), idType: component(parts, 7) };
}

/** `279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH`. */
export const cxToText = (cx: Cx): string => join([escapeHl7(cx.id), null, null, authority(cx.root), cx.type, null, cx.date]);

/** Null when there is no id or no domain. */
export function cxFromText(text: string): Cx | null {
  const parts = text.split('^');
  const id = component(parts, 1);
  const root = rootOf(parts, 4);
  return id === null || root === null ? null : { id, root, type: component(parts, 5), date: component(parts, 7) };
}

/** `G15_10/SM26^Médecin - Qualifié en Médecine Générale (SM)^1.2.250.1.213.1.1.4.5`. */
export const codedToText = (c: ReadCoded): string => join([escapeHl7(c.code), escapeHl7(c.displayName), c.codeSystem]);

export function codedFromText(text: string): ReadCoded {
  const parts = text.split('^');
  const code = component(parts, 1) ?? '';
  return { code, displayName: component(parts, 2) ?? code, codeSystem: component(parts, 3) };
}
