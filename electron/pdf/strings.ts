/** Characters of a string that are kept: what an address begins with. */
const KEPT = 16;
/** Its longest spelling: three digits and a backslash each. */
const SPELT = KEPT * 4;
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The first characters of a literal string (ISO 32000-1, 7.3.4.2). @param raw from after its bracket, Latin-1 */
export function literalHead(raw: string): string {
  const head = raw.slice(0, SPELT).replaceAll(/\\([0-7]{1,3}|\r\n|[\s\S])/g, (_whole, escaped: string) => {
    if (/^[0-7]/.test(escaped)) return String.fromCodePoint(Number.parseInt(escaped, 8) & 0xff);
    return /^[\r\n]/.test(escaped) ? '' : (ESCAPED[escaped] ?? escaped);
  });
  return head.slice(0, KEPT);
}

/** The first characters of a hexadecimal string (7.3.4.3). @param raw from after its bracket */
export function hexHead(raw: string): string {
  return Buffer.from(raw.slice(0, SPELT).replaceAll(/[^0-9A-Fa-f]/g, ''), 'hex')
    .toString('latin1')
    .slice(0, KEPT);
}
