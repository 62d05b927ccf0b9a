import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Authorities } from './authorities.ts';
import { pkiError } from './errors.ts';

const BEGIN = '-----BEGIN ';
const CERTIFICATE = /^CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/;
/** A mark left outside the blocks: one whose other mark is damaged. */
const STRAY = /-----END |BEGIN [A-Z0-9 ]*CERTIFICATE-----/;

/**
 * Reads the trust file (PEM, RFC 7468). Whole or not at all: an authority lost in silence would show as a service that
 * cannot be reached. Dates are judged at use: an authority out of date does not condemn the others.
 *
 * @throws PosteError TRUST_FILE_MISSING, TRUST_FILE_DER, TRUST_FILE_EMPTY, TRUST_FILE_BLOCK (counted from 1), each naming the file
 */
export function readTrustFile(file: string): Authorities {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw pkiError('TRUST_FILE_MISSING', {
      values: { file },
      detail: cause instanceof Error && 'code' in cause ? String(cause.code) : null,
      cause,
    });
  }
  const [before = '', ...blocks] = bytes.toString('latin1').split(BEGIN);
  // A SEQUENCE, as every DER certificate and every PKCS#7 bundle begins.
  if (blocks.length === 0 && bytes[0] === 0x30) throw pkiError('TRUST_FILE_DER', { values: { file } });
  if (STRAY.test(before)) throw broken(file, 1);
  if (blocks.length === 0) throw pkiError('TRUST_FILE_EMPTY', { values: { file } });
  return blocks.map((block, index) => {
    const [whole, base64] = CERTIFICATE.exec(block) ?? [];
    if (whole === undefined || base64 === undefined) throw broken(file, index + 1);
    if (STRAY.test(block.slice(whole.length))) throw broken(file, index + 2);
    try {
      return Uint8Array.from(new X509Certificate(Buffer.from(base64, 'base64')).raw);
    } catch (cause) {
      throw broken(file, index + 1, cause);
    }
  });
}

const broken = (file: string, block: number, cause?: unknown) =>
  pkiError('TRUST_FILE_BLOCK', { values: { file, block }, detail: `block ${block}`, ...(cause === undefined ? {} : { cause }) });
