import { normaliseName } from './names.ts';

/** A commune or a country of the Code officiel géographique, as it was for a time. */
interface Place {
  /** 5 characters: commune (2A and 2B in Corsica), 99 and the country, 99999 unknown. */
  readonly cog: string;
  readonly name: string;
  readonly kind: 'commune' | 'country' | 'unknown';
  /** Département or collectivité of a commune at that time. */
  readonly department: { readonly code: string; readonly name: string } | null;
  /** First day, `YYYY-MM-DD`; null = before 1943, or unknown. */
  readonly validFrom: string | null;
  /** First day it was no more; null = still is. */
  readonly validTo: string | null;
  /** Commune of today, when this one ended. */
  readonly today: { readonly cog: string; readonly name: string } | null;
}

/** A place that a search found. */
interface FoundPlace extends Place {
  /** Whether it was so on the day of birth; null when no day was given. */
  readonly inForce: boolean | null;
}

export interface Places {
  /**
   * Places whose name holds every word typed, words by their beginnings, accents, hyphens and « St » apart: those in
   * force on the day of birth first, then the nearest name. A whole code finds its places.
   *
   * @param on day of birth, `YYYY-MM-DD`; unknown parts are 00.
   * @param limit 20 by default.
   */
  readonly searchPlaces: (text: string, options?: { readonly on?: string; readonly limit?: number }) => readonly FoundPlace[];
  /** The place of that code, as it was on that day (the last one known otherwise); null for an unknown code. */
  readonly placeOf: (cog: string, on?: string) => Place | null;
  /**
   * The only place in force that day which bears exactly that name, accents, hyphens and « St » apart; null when none or
   * several do. A département, by its code or name, in parentheses, after a comma or at the end, tells them apart.
   *
   * @param on day of birth, `YYYY-MM-DD`; unknown parts are 00.
   */
  readonly onlyPlaceNamed: (text: string, on: string) => Place | null;
  /**
   * Whether the code is of the list, whatever the day. A code that is not deserves a notice, never a refusal: the list
   * may be older than the commune.
   */
  readonly isKnownPlace: (cog: string) => boolean;
}

export const unknownPlace: Place = {
  cog: '99999',
  name: 'Lieu de naissance inconnu',
  kind: 'unknown',
  department: null,
  validFrom: null,
  validTo: null,
  today: null,
};

interface Entry {
  readonly place: Place;
  /** Normalised names: the first one, then other ones of a country. */
  readonly keys: readonly string[];
}

/** What the code of a département meant before it was given to another one: Corsica in 1976, the Seine in 1968. */
const FORMER_DEPARTMENTS: Readonly<Record<string, readonly [until: string, name: string]>> = {
  '20': ['1976-01-01', 'Corse'],
  '75': ['1968-01-01', 'Seine'],
  '78': ['1968-01-01', 'Seine-et-Oise'],
};

/** « ST DENIS » and « STE MARIE » are searched as written in full. */
const wordsOf = (text: string): string =>
  normaliseName(text.replaceAll(/[(),]/g, ' '))
    .replaceAll(/\bSTE\b/g, 'SAINTE')
    .replaceAll(/\bST\b/g, 'SAINT');

/**
 * The directory of places, from the texts of `resources/cog` (made by `test/setup/cog.ts`).
 *
 * @param communes `code, name, first day, first day after, code today`, and `D code name`, separated by tabs.
 * @param countries `code, name, first day, first day after, other names` separated by tabs, names by `;`.
 */
export function placeDirectory(communes: string, countries: string): Places {
  const entries = [...communesOf(communes), ...countriesOf(countries)];
  const byCode = Map.groupBy([UNKNOWN, ...entries], ({ place }) => place.cog);
  let named: ReadonlyMap<string, readonly Entry[]> | null = null;
  return {
    searchPlaces: (text, { on, limit = 20 } = {}) => {
      const coded = byCode.get(text.trim().toUpperCase());
      const found = coded === undefined ? searched(entries, text, on).slice(0, limit) : inForceFirst(coded, on);
      return found.map(({ place }) => ({ ...place, inForce: on === undefined ? null : isInForce(place, on) }));
    },
    placeOf: (cog, on) => {
      const all = byCode.get(cog.toUpperCase());
      const then = on === undefined ? undefined : all?.find(({ place }) => isInForce(place, on));
      return (then ?? all?.at(-1))?.place ?? null;
    },
    onlyPlaceNamed: (text, on) => {
      named ??= byName(entries);
      const { name, department } = namedPlace(text);
      const found = (named.get(name) ?? []).filter(({ place }) => isInForce(place, on) && (department === null || isIn(place, department)));
      const [only] = found;
      return found.length === 1 && only !== undefined ? only.place : null;
    },
    isKnownPlace: (cog) => byCode.has(cog.toUpperCase()),
  };
}

const UNKNOWN: Entry = { place: unknownPlace, keys: ['INCONNU'] };

const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));

const day = (text: string): string | null => (text === '' ? null : text);

/** Every commune, as it was for each of its times, with its département then and what it is today. */
function communesOf(text: string): readonly Entry[] {
  const departments = new Map<string, string>([['985', 'Mayotte']]);
  const rows: (readonly string[])[] = [];
  for (const row of rowsOf(text)) {
    if (row[0] === 'D') departments.set(row[1] ?? '', row[2] ?? '');
    else rows.push(row);
  }
  const standing = new Map(rows.filter(([, , , to]) => (to ?? '') === '').map(([code = '', name = '']) => [code, name]));
  return rows.map(([cog = '', name = '', from = '', to = '', next = '']) => ({
    place: {
      cog,
      name,
      kind: 'commune',
      department: departmentOf(cog, to, departments),
      validFrom: day(from),
      validTo: day(to),
      today: to === '' ? null : todayOf(next === '' ? cog : next, standing),
    },
    keys: [wordsOf(name)],
  }));
}

/** @param until first day the commune was no more; empty: it still is. */
function departmentOf(commune: string, until: string, departments: ReadonlyMap<string, string>): Place['department'] {
  const code = /^9[78]/.test(commune) ? commune.slice(0, 3) : commune.slice(0, 2);
  const former = FORMER_DEPARTMENTS[code];
  const name = former !== undefined && until !== '' && until <= former[0] ? former[1] : departments.get(code);
  return name === undefined ? null : { code, name };
}

function todayOf(cog: string, standing: ReadonlyMap<string, string>): Place['today'] {
  const name = standing.get(cog);
  return name === undefined ? null : { cog, name };
}

function countriesOf(text: string): readonly Entry[] {
  return rowsOf(text).map(([cog = '', name = '', from = '', to = '', others = '']) => ({
    place: { cog, name, kind: 'country', department: null, validFrom: day(from), validTo: day(to), today: null },
    keys: [name, ...others.split(';')].filter((one) => one !== '').map(wordsOf),
  }));
}

const inForceFirst = (entries: readonly Entry[], on: string | undefined): readonly Entry[] =>
  on === undefined ? entries : entries.toSorted((a, b) => Number(isInForce(b.place, on)) - Number(isInForce(a.place, on)));

/** Those that the words may name, the likeliest first. */
function searched(entries: readonly Entry[], text: string, on: string | undefined): readonly Entry[] {
  const { words, department } = queryOf(text);
  if (words.length === 0 || words.join('').length < 2) return [];
  const scored: { readonly entry: Entry; readonly score: number }[] = [];
  for (const entry of entries) {
    if (department !== null && entry.place.department?.code !== department) continue;
    const nearest = Math.min(...entry.keys.map((key) => rank(key, words)));
    const inForce = on === undefined ? entry.place.validTo === null : isInForce(entry.place, on);
    if (Number.isFinite(nearest)) scored.push({ entry, score: nearest + (inForce ? 0 : 10) });
  }
  scored.sort(
    (a, b) =>
      a.score - b.score || a.entry.place.name.length - b.entry.place.name.length || (a.entry.place.cog < b.entry.place.cog ? -1 : 1),
  );
  return scored.map(({ entry }) => entry);
}

/** @param department code or name, in words. */
const isIn = ({ department: held }: Place, department: string): boolean =>
  held !== null && [held.code, wordsOf(held.name)].includes(department);

/** Unknown parts of the day (00) are given the benefit of the doubt. */
function isInForce({ validFrom, validTo }: Place, on: string): boolean {
  const [earliest, latest] = [on, on.replaceAll('-00', '-99')];
  return (validFrom === null || validFrom <= latest) && (validTo === null || earliest < validTo);
}

function byName(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const named = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const key of new Set(entry.keys)) {
      const same = named.get(key);
      if (same === undefined) named.set(key, [entry]);
      else same.push(entry);
    }
  }
  return named;
}

/** `Saint-Denis (93)`, `Saint-Denis, Réunion`, `Saint-Denis 93`. */
function namedPlace(text: string): { readonly name: string; readonly department: string | null } {
  const [, name, bracketed, after] = /^([^(,]*)(?:\(([^()]*)\)|,(.*))\s*$/.exec(text) ?? [];
  if (name !== undefined) return { name: wordsOf(name), department: wordsOf(bracketed ?? after ?? '') };
  const { words, department } = queryOf(text);
  return { name: words.join(' '), department };
}

/** `Saint-Denis 93`: words, and the département when one ends the text. */
function queryOf(text: string): { readonly words: readonly string[]; readonly department: string | null } {
  const words = wordsOf(text)
    .split(' ')
    .filter((word) => word !== '');
  const last = words.at(-1) ?? '';
  return words.length > 1 && /^(?:\d{2}|2[AB]|9[78]\d)$/.test(last)
    ? { words: words.slice(0, -1), department: last }
    : { words, department: null };
}

/** 0 the whole name, 1 its beginning, 2 words of it by their beginnings; Infinity otherwise. */
function rank(key: string, words: readonly string[]): number {
  const whole = words.join(' ');
  if (key === whole) return 0;
  if (key.startsWith(whole)) return 1;
  const parts = key.split(' ');
  return words.every((word) => parts.some((part) => part.startsWith(word))) ? 2 : Infinity;
}
