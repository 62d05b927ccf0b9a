import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import { someAuthority } from '../../../electron/pki/authorities.ts';
import { readTrustFile } from '../../../electron/pki/trust-file.ts';
import { PosteError } from '../../../shared/errors.ts';
import { createPki } from '../../sandbox/pki/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'poste-trust-'));
const file = join(folder, 'autorites.pem');
let first = '';
let second = '';
let whole = '';
beforeAll(async () => {
  whole = (await createPki()).trustPem;
  [first = '', second = ''] = whole.split(/(?<=-----END CERTIFICATE-----\n)/);
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (content: string | Uint8Array): readonly Uint8Array[] => {
  writeFileSync(file, content);
  return readTrustFile(file);
};
const refusal = (content: string | Uint8Array): PosteError => {
  try {
    read(content);
  } catch (thrown) {
    if (thrown instanceof PosteError) return thrown;
    throw thrown;
  }
  throw new Error('accepted');
};

describe('the trust file', () => {
  it('gives its certificates in their order, whatever stands between them and whatever ends its lines', () => {
    expect(read(whole)).toEqual(certificatesOfPem(whole));
    expect(read(`\uFEFF# IGC-Santé -----\n${first}\n--- AC émettrice ---\n${second}fin`)).toEqual(certificatesOfPem(first + second));
    expect(read(`0 : AC racine\n${first}`)).toEqual(certificatesOfPem(first));
    expect(read((first + second).replaceAll('\n', '\r\n'))).toEqual(certificatesOfPem(first + second));
  });

  it('is refused when it holds no certificate, or is not PEM', () => {
    const der = certificatesOfPem(first)[0] ?? new Uint8Array();
    const answers = ['', '\n', 'à compléter par l’administrateur', Buffer.from(first, 'utf16le')].map((content) => refusal(content).code);
    expect(answers).toEqual(Array(4).fill('TRUST_FILE_EMPTY'));
    expect(refusal(der).code).toBe('TRUST_FILE_DER');
  });

  it('is refused when it cannot be read', () => {
    for (const path of [join(folder, 'none.pem'), folder])
      expect(() => readTrustFile(path)).toThrow(
        expect.objectContaining({ code: 'TRUST_FILE_MISSING', message: expect.stringContaining(path) }),
      );
  });

  const cut = (pem: string): string => pem.slice(0, Math.floor(pem.length / 2));
  it.each<[string, number, () => string]>([
    ['of four letters', 2, () => `${first}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`],
    ['that is empty', 1, () => `-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n${first}`],
    ['cut before its end', 2, () => `${first}${cut(second)}`],
    ['cut before the next one', 1, () => `${cut(first)}\n${second}`],
    ['whose beginning is damaged', 2, () => `${first}${second.replace('-----BEGIN', '----BEGIN')}`],
    ['whose beginning is damaged, alone', 1, () => first.replace('-----BEGIN', '----BEGIN')],
    ['whose beginning is lost', 2, () => `${first}${second.slice(second.indexOf('\n') + 1)}`],
    ['of OpenSSL’s own kind', 2, () => `${first}${second.replaceAll(' CERTIFICATE', ' TRUSTED CERTIFICATE')}`],
    ['of a private key', 2, () => `${first}${second.replaceAll('CERTIFICATE', 'PRIVATE KEY')}`],
    ['with a letter that is not of base64', 1, () => first.replace(/\n(.)/, '\n*')],
    [
      'of the Base64 of something else',
      1,
      () => `-----BEGIN CERTIFICATE-----\n${Buffer.from('bonjour').toString('base64')}\n-----END CERTIFICATE-----`,
    ],
  ])('is refused whole for a block %s, named by its rank (%i)', (_what, block, content) => {
    expect(refusal(content())).toMatchObject({
      code: 'TRUST_FILE_BLOCK',
      detail: `block ${block}`,
      message: expect.stringMatching(new RegExp(`^Le bloc ${block} .*\\(${file}\\)\\.$`)),
    });
  });

  it('without any authority nobody is vouched for, and nothing has left', () => {
    expect(() => someAuthority([])).toThrow(expect.objectContaining({ code: 'TRUST_EMPTY', detail: 'sent=no' }));
    const some = [new Uint8Array([1])];
    expect(someAuthority(some)).toBe(some);
  });
});
