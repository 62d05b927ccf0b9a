/** A matricule as an answer cuts it. */
export interface Matricule {
  /** 13 characters. */
  readonly number: string;
  readonly key: string;
  readonly oid: string;
}

export const OID = {
  NIR: '1.2.250.1.213.1.4.8',
  NIA: '1.2.250.1.213.1.4.9',
  NIR_TEST: '1.2.250.1.213.1.4.10',
  NIR_DEMO: '1.2.250.1.213.1.4.11',
} as const;

/** Key of 13 characters: 97 - (n mod 97), 2A counting as 19 and 2B as 18. */
export function keyOf(number: string): string {
  return String(97 - (Number(number.replace('2A', '19').replace('2B', '18')) % 97)).padStart(2, '0');
}

/** The number with its key. */
export function keyed(number: string, oid: string): Matricule {
  return { number, key: keyOf(number), oid };
}

/** A published matricule, key as published even when it is wrong: `2751263220749 74`. */
export function published(written: string, oid: string): Matricule {
  const [number = '', key = ''] = written.split(' ');
  return { number, key, oid };
}

/**
 * The 13 characters that such a birth would give: sex, year, month (20 when unknown), département and commune or
 * country, order. Corsica is 20 before 1976.
 *
 * @param order 1 to 999; ours are 9xx.
 */
export function numberOf(
  birth: { readonly sex: 'M' | 'F'; readonly birthDate: string; readonly birthPlace: string | null },
  order: number,
): string {
  const [year = '', month = ''] = birth.birthDate.split('-');
  const place = birth.birthPlace ?? '99999';
  const corsica = Number(year) < 1976 ? place.replace(/^2[AB]/, '20') : place;
  return `${birth.sex === 'M' ? 1 : 2}${year.slice(2)}${month === '00' ? '20' : month}${corsica}${String(order).padStart(3, '0')}`;
}
