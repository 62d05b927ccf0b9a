/**
 * A French sentence as it is shown: no line begins with its punctuation or ends inside a guillemet. Narrow no-break space
 * (U+202F) before « ; », « ! » and « ? », no-break space (U+00A0) before a colon and inside guillemets.
 */
export const typeset = (text: string): string => text.replaceAll(/ (?=[;!?])/g, '\u202F').replaceAll(/ (?=[:»])|(?<=«) /g, '\u00A0');
