/** A label of a nomenclature as a screen says it: some write « Etablissement ». What travels keeps its letters. */
export const accented = (label: string): string => label.replaceAll(/\bEtablissement/g, 'Établissement');
