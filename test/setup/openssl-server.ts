import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A TLS server by openssl on the loopback: unlike Node's, it says by an alert that it refuses the client's certificate.
 *
 * @param folder where its files go.
 * @param keys its own key and certificate, and what client certificates must chain to (PEM).
 */
export async function opensslServer(
  folder: string,
  keys: { readonly keyPem: string; readonly certPem: string; readonly clientsPem: string },
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const args = [
    '-accept',
    '127.0.0.1:0',
    '-Verify',
    '3',
    '-verify_return_error',
    '-key',
    file('key.pem', keys.keyPem),
    '-cert',
    file('cert.pem', keys.certPem),
    '-CAfile',
    file('ca.pem', keys.clientsPem),
  ];
  const server = spawn('openssl', ['s_server', ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  return { port: await portOf(server), close: () => Promise.resolve(void server.kill()) };
}

function portOf(server: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`openssl s_server ended: ${code}`)));
    let said = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /ACCEPT 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
  });
}
