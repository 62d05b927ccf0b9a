/** The words of a text as they are compared: small letters without accents; digits are words. `L’échographie du 12/03` gives l, echographie, du, 12, 03. */
export const plainWords = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
