import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';

/** What a server says before any client certificate: everything in clear up to TLS 1.2 (RFC 5246, 7.4). */
interface Hello {
  /** DER, leaf first, as shown. */
  readonly chain: readonly Buffer[];
  /** It asks for a client certificate. */
  readonly asks: boolean;
}

const CERTIFICATE = 11;
const CERTIFICATE_REQUEST = 13;
const HELLO_DONE = 14;

/**
 * Opens a handshake for its first flight alone. Chromium learns the same from BoringSSL, which stops there and asks;
 * Node's TLS cannot stop.
 *
 * @throws Error of node:net or node:tls, when there is no such flight (closed port, no TLS, TLS 1.3 only).
 */
export async function hello(host: string, port: number): Promise<Hello> {
  const socket = connectTcp({ host, port });
  const { promise, resolve, reject } = Promise.withResolvers<Hello>();
  let seen = Buffer.alloc(0);
  const tap = tapOf(socket, (chunk) => {
    seen = Buffer.concat([seen, chunk]);
    const found = readFlight(seen);
    if (found !== null) resolve(found);
  });
  socket.on('error', reject);
  socket.on('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
  const tls = connectTls({
    socket: tap,
    maxVersion: 'TLSv1.2',
    rejectUnauthorized: false,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  });
  tls.on('error', reject);
  try {
    return await promise;
  } finally {
    tls.destroy();
    socket.destroy();
  }
}

function tapOf(socket: Socket, hear: (chunk: Buffer) => void): Duplex {
  const tap = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => void socket.write(chunk, done),
    final: (done) => void socket.end(done),
  });
  socket.on('data', (chunk: Buffer) => {
    hear(chunk);
    tap.push(chunk);
  });
  socket.on('end', () => tap.push(null));
  return tap;
}

/** The handshake messages of the records seen so far; null until the flight is over. */
function readFlight(bytes: Buffer): Hello | null {
  const parts: Buffer[] = [];
  for (let at = 0; at + 5 <= bytes.length;) {
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    if (bytes[at] !== 22 || end > bytes.length) break;
    parts.push(bytes.subarray(at + 5, end));
    at = end;
  }
  const handshake = Buffer.concat(parts);
  let chain: readonly Buffer[] = [];
  let asks = false;
  for (let at = 0; at + 4 <= handshake.length;) {
    const end = at + 4 + handshake.readUIntBE(at + 1, 3);
    if (end > handshake.length) return null;
    const body = handshake.subarray(at + 4, end);
    if (handshake[at] === CERTIFICATE) chain = readChain(body);
    else if (handshake[at] === CERTIFICATE_REQUEST) asks = true;
    else if (handshake[at] === HELLO_DONE) return { chain, asks };
    at = end;
  }
  return null;
}

function readChain(body: Buffer): Buffer[] {
  const chain: Buffer[] = [];
  for (let at = 3; at + 3 <= body.length;) {
    const end = at + 3 + body.readUIntBE(at, 3);
    chain.push(Buffer.from(body.subarray(at + 3, end)));
    at = end;
  }
  return chain;
}
