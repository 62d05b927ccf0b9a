import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

/**
 * PKCS#12 (PBES2, AES-256-CBC, SHA-256 MAC) made by OpenSSL: key and certificates on stdin, passphrase on a pipe of
 * its own, nothing on disk nor on the command line.
 */
export async function packPfx(content: {
  readonly keyPem: string;
  readonly certPem: string;
  readonly chainPem: string;
  readonly passphrase: string;
}): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    const child = spawn('openssl', ['pkcs12', '-export', '-passout', 'fd:3'], { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new Error(`openssl pkcs12 ended with ${code}: ${Buffer.concat(errors).toString('utf8')}`));
    });
    // stdio[3] was asked as a pipe, which is writable here.
    (child.stdio[3] as Writable).end(`${content.passphrase}\n`);
    child.stdin?.end(content.keyPem + content.certPem + content.chainPem);
  });
}
