import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPki, type Authority, type Pki } from './index.ts';

/** What the addresses answer. `forged`: a list of the same names, signed by another hierarchy. */
type ListMode = 'good' | 'down' | 'garbage' | 'forged';

/** The revocation lists, over plain HTTP on loopback as authorities publish them. */
export interface ListServer {
  /** One address per authority: persons first, then services. */
  readonly urls: readonly string[];
  mode: ListMode;
  /** End of the lists from now on; 7 days after their making by default. */
  until: Date | null;
  close(): Promise<void>;
}

const AUTHORITIES: readonly Authority[] = [
  'FORT_PERSONNES',
  'FORT_RACINE',
  'STANDARD_PERSONNES',
  'STANDARD_RACINE',
  'ELEMENTAIRE_PERSONNES',
  'ELEMENTAIRE_ORGANISATIONS',
  'ELEMENTAIRE_RACINE',
];

export async function startLists({ pki }: { readonly pki: Pki }): Promise<ListServer> {
  let forger: Promise<Pki> | null = null;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const authority = AUTHORITIES.find((one) => request.url === `/CRL/${one}.crl`);
    if (lists.mode === 'down' || authority === undefined) {
      request.socket.destroy();
      return;
    }
    if (lists.mode === 'garbage') {
      response.end('<html><body>Portail captif</body></html>');
      return;
    }
    const issuer = lists.mode === 'forged' ? await (forger ??= createPki()) : pki;
    const pem = issuer.crlPem(authority, lists.until);
    response.setHeader('content-type', 'application/pkix-crl');
    response.end(Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64'));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is never a path.
  const { port } = server.address() as AddressInfo;
  const lists: ListServer = {
    urls: AUTHORITIES.map((authority) => `http://127.0.0.1:${port}/CRL/${authority}.crl`),
    mode: 'good',
    until: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return lists;
}
