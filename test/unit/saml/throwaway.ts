import { execFileSync } from 'node:child_process';
import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import type { Signer } from '../../../electron/card/types.ts';

/** A signer with a self-signed certificate made for this run, and the PEM that trusts it. */
export function throwawaySigner(
  keyUsage = 'nonRepudiation',
  subject = '/C=FR/title=Médecin/GN=PAULE+SN=DURAND+CN=899900000017',
): { readonly signer: Signer; readonly pem: string; readonly subject: string } {
  const output = execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-utf8',
      '-multivalue-rdn',
      '-keyout',
      '-',
      '-subj',
      subject,
      '-addext',
      `keyUsage=critical,${keyUsage}`,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const key = createPrivateKey(output);
  const pem = /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.exec(output)?.[0] ?? '';
  const certificate = new X509Certificate(pem);
  return {
    pem,
    subject: 'CN=899900000017+SN=DURAND+GN=PAULE,title=Médecin,C=FR',
    signer: { certificates: [certificate.raw], sign: (hash, data) => Promise.resolve(sign(hash, data, key)) },
  };
}
