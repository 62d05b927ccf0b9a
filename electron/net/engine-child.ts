import { errorFacts, PosteError } from '../../shared/errors.ts';
import { parentChannel } from '../card/parent-channel.ts';
import { noneRevoked, type Revocations } from '../pki/revocations.ts';
import { identifierOf } from './engine-key.ts';
import { engineRequestSchema, type EngineEvent, type EngineRequest } from './engine-protocol.ts';
import { netError } from './errors.ts';
import { HttpsTransport } from './https.ts';
import { clientTls } from './tls.ts';
import type { Transport } from './types.ts';

/**
 * Entry of the process that does TLS with the card's authentication key, through OpenSSL's pkcs11 engine. A process of
 * its own because the engine signs on the calling thread (a slow card would stall the application), and because
 * killing it is how the key is taken back.
 */
const channel = parentChannel();
const tell = (event: EngineEvent): void => channel.post(event);
const running = new Map<number, AbortController>();
let transport: Transport | null = null;
let revocations: Revocations = noneRevoked();

channel.onMessage((message) => {
  const parsed = engineRequestSchema.safeParse(message);
  // Only our own parent speaks here; what it would not say is not answered.
  if (!parsed.success) return;
  const request = parsed.data;
  if (request.op === 'unlock') unlock(request);
  else if (request.op === 'send') void send(request);
  else if (request.op === 'revocations') revocations = request.revocations;
  else running.get(request.id)?.abort();
});

function unlock(request: Extract<EngineRequest, { op: 'unlock' }>): void {
  const { engine, keyUri, pin, certPem, authorities, maxBytes } = request;
  const identifier = identifierOf(keyUri, pin);
  revocations = request.revocations;
  try {
    const trust = { authorities, maxBytes, revocations: () => revocations };
    const tls = clientTls(trust, { cert: certPem, privateKeyEngine: engine, privateKeyIdentifier: identifier }, request);
    transport = new HttpsTransport(() => tls, trust);
    tell({ event: 'unlocked' });
  } catch (cause) {
    // The text of an engine's error may quote the URI, PIN included: only its code is repeated.
    const reason = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
    tell({ event: 'refused', error: errorFacts(cause instanceof PosteError ? cause : netError('NET_KEY', false, reason)) });
  }
}

async function send({ id, url, method, headers, body, timeoutMs, fresh = false }: Extract<EngineRequest, { op: 'send' }>): Promise<void> {
  const abort = new AbortController();
  running.set(id, abort);
  try {
    if (transport === null) throw netError('NET_LOCKED', false, null);
    const answer = await transport.send({ url, method, headers, body, timeoutMs, fresh, signal: abort.signal });
    tell({ event: 'answer', id, ...answer });
  } catch (thrown) {
    tell({ event: 'failed', id, error: errorFacts(thrown) });
  } finally {
    running.delete(id);
  }
}
