import type { CertificateFacts } from './certificate.ts';

const OIDS: Readonly<Record<string, string>> = {
  C: '2.5.4.6',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  T: '2.5.4.12',
  TITLE: '2.5.4.12',
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  GN: '2.5.4.42',
  PSEUDONYM: '2.5.4.65',
};

/**
 * Whether a text is the subject of a certificate. Tools write names differently (RFC 2253 order or the other, `OID.2.5.4.4`,
 * `#hex`, spaces around): only the attributes and their values count.
 */
export function isSubject(text: string, { subject }: CertificateFacts): boolean {
  const written = split(text).map(attribute).toSorted();
  const expected = subject.map(({ oid, value }) => `${oid}=${value}`).toSorted();
  return written.length === expected.length && expected.every((one, i) => one === written[i]);
}

/** `2.5.4.4=DURAND`, whatever the spelling. */
function attribute(text: string): string {
  const equal = text.indexOf('=');
  const name = text
    .slice(0, equal)
    .trim()
    .replace(/^OID\./i, '');
  const value = text.slice(equal + 1).trim();
  // After `#` stands the DER of the value: a tag and a length of one byte each for a short text.
  const plain = /^#([\da-f]{2}){3,}$/i.test(value) ? Buffer.from(value.slice(5), 'hex').toString('utf8') : value.replaceAll(/\\(.)/g, '$1');
  return `${OIDS[name.toUpperCase()] ?? name}=${plain}`;
}

/** Splits at the separators that are not escaped. */
const split = (text: string): string[] => text.match(/(?:\\.|[^\\,+])+/gsu) ?? [];
