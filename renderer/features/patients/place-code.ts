/** The COG code that is typed instead of a name (`51215`, `2a004`), as it is written; empty for a name. */
export function typedCode(text: string): string {
  const code = text.trim().toUpperCase();
  return /^\d[\dAB]\d{3}$/.test(code) ? code : '';
}

/** A place that is written and has no code: none was chosen in the list. */
export const isPlaceToChoose = ({
  birthPlace,
  birthPlaceName,
}: {
  readonly birthPlace: string;
  readonly birthPlaceName: string;
}): boolean => birthPlace.trim() === '' && birthPlaceName.trim() !== '';
