/** Small words of French names of places and persons, which keep their small letters inside a name. */
const SMALL = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'd', 'l', 'en', 'et', 'sur', 'sous', 'lès', 'aux', 'au']);

/**
 * First names kept in capitals as they are read: `JEAN-PIERRE ÉLISE` gives `Jean-Pierre Élise`. A name that has a small
 * letter is as somebody wrote it.
 */
export function properName(name: string): string {
  if (/\p{Ll}/u.test(name)) return name;
  return name
    .toLocaleLowerCase('fr')
    .replaceAll(/\p{L}+/gu, (word, at: number) =>
      at > 0 && SMALL.has(word) ? word : word.charAt(0).toLocaleUpperCase('fr') + word.slice(1),
    );
}
