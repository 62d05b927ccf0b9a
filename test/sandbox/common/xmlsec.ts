import { X509Certificate } from 'node:crypto';
import { splitPem } from './https.ts';
import { run } from './run.ts';
import { child, children, textOf, type Element } from './soap.ts';
import { withTemporaryFolder } from './temporary.ts';

export const DS = 'http://www.w3.org/2000/09/xmldsig#';

interface VerifyOptions {
  /** Pairs attribute, `namespace:Element` (or `Element`) that name the ID attributes. */
  readonly ids: readonly (readonly [attribute: string, element: string])[];
  /** PEM bundle: self-signed certificates are trusted, the others only help to build the chain. */
  readonly trustedPem: string;
  /** The signature to verify when it is not the first of the document. */
  readonly nodeXPath?: string;
  /** Instant at which certificates must be valid; now by default. */
  readonly at?: Date;
  readonly extraArgs?: readonly string[];
}

/**
 * Verifies one XML signature with xmlsec1: digests, signature value and the certificate chain.
 * It says nothing of *what* was signed: see {@link signedReferences}.
 */
export async function verifyXmlSignature(
  bytes: Uint8Array | string,
  options: VerifyOptions,
): Promise<{ readonly valid: boolean; readonly detail: string }> {
  return await withTemporaryFolder(async (write) => {
    const args = ['--verify', '--enabled-key-data', 'x509'];
    let count = 0;
    for (const pem of splitPem(options.trustedPem)) {
      const path = await write(`${count++}.pem`, pem);
      const certificate = new X509Certificate(pem);
      args.push(certificate.subject === certificate.issuer ? '--trusted-pem' : '--untrusted-pem', path);
    }
    for (const [attribute, element] of options.ids) args.push(`--id-attr:${attribute}`, element);
    if (options.nodeXPath !== undefined) args.push('--node-xpath', options.nodeXPath);
    if (options.at !== undefined) args.push('--verification-time', localTime(options.at));
    args.push(...(options.extraArgs ?? []), await write('signed.xml', bytes));
    const { code, stdout, stderr } = await run('xmlsec1', args);
    return { valid: code === 0, detail: `${stdout.toString('utf8')}${stderr}`.trim() };
  });
}

// xmlsec1 reads "YYYY-MM-DD HH:MM:SS" in the machine's zone.
function localTime(at: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** URIs of the references of a ds:Signature. */
export function signedReferences(signature: Element): string[] {
  return children(child(signature, DS, 'SignedInfo'), DS, 'Reference').map((reference) => reference.getAttribute('URI') ?? '');
}

/** The first certificate of a ds:Signature's KeyInfo, or null. */
export function signingCertificate(signature: Element): X509Certificate | null {
  const base64 = textOf(child(child(child(signature, DS, 'KeyInfo'), DS, 'X509Data'), DS, 'X509Certificate'));
  return base64 === null ? null : new X509Certificate(Buffer.from(base64.replaceAll(/\s/g, ''), 'base64'));
}
