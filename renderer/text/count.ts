/** `3`, `document` -> `3 documents`; 0 and 1 take the singular in French. */
export const count = (n: number, word: string, plural = `${word}s`): string => `${n} ${n < 2 ? word : plural}`;
