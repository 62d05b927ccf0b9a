/** Servers echo addresses; a citizen's address is a matricule INS, which no detail may hold. */
export function withoutMatricule(text: string): string {
  return text.replaceAll(/\b\d{6}[\dAB]\d{8}(?=@)/gi, '***').slice(0, 500);
}
