/** `Colonne « Sexe » : le sexe n’est ni M, ni F, ni indéterminé (I).` */
export const inWords = (where: string, sentence: string): string => `${where} : ${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`;
