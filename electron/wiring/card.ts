import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../shared/errors.ts';
import { certificateToPem } from '../card/certificate.ts';
import { startCardService, type StartedCardService } from '../card/client.ts';
import { usualModule } from '../card/module-path.ts';
import { pinBytes } from '../card/pin.ts';
import { presenceError } from '../card/presence-error.ts';
import type { CardService, PublicCard } from '../card/types.ts';
import type { Config } from '../config/schema.ts';
import { DEBIAN_ENGINE, engineTransport } from '../net/engine.ts';
import { netError } from '../net/errors.ts';
import { pemTransport } from '../net/https.ts';
import type { TlsTrust } from '../net/tls.ts';
import type { Authorities } from '../pki/authorities.ts';
import type { Platform } from '../platform/types.ts';
import { CardTransport, type UnlockedTransport } from '../session/card-key.ts';

/** The card service of the configured reader. @param authorities complete the chain of a card that holds its own certificates alone. */
export function startCard(config: Config, platform: Platform, authorities: Authorities): StartedCardService {
  const { adapter, pollMs, hungMs } = config.card;
  const env = adapter.kind === 'pkcs11' ? adapter.env : {};
  return startCardService({
    start: (entry) => platform.startService(entry, env, 'carte'),
    adapter:
      adapter.kind === 'file'
        ? { kind: 'file', dir: adapter.folder }
        : { kind: 'pkcs11', module: adapter.module ?? usualModule(), tokenLabel: adapter.tokenLabel },
    pollMs,
    hungMs,
    issuersPem: authorities.length === 0 ? null : authorities.map(certificateToPem).join(''),
  });
}

/** Mutual TLS under the key of the card, while a session is open. */
export const cardKeyOf = (config: Config, platform: Platform, trust: TlsTrust, card: CardService): CardTransport =>
  new CardTransport(
    (pin, inserted, signal) => lendKey(config, platform, trust, pin, inserted, signal),
    () => stillOpen(card),
  );

/** What the card signs to say that it is still open: means nothing to anybody, whatever is done with it. */
const STILL_OPEN = Buffer.from('Poste Sante : carte ouverte ?', 'latin1');

/**
 * Asks the card whether its authentication key can still be used, by one signature. A card whose PIN state another
 * program reset refuses it, and the session then ends (card/README 7).
 *
 * @throws PosteError CARD_NOT_LOGGED_IN, CARD_REMOVED, CARD_HUNG...
 */
async function stillOpen(service: CardService): Promise<void> {
  await service.sign('authentication', 'sha256', STILL_OPEN);
}

/**
 * Mutual TLS with the card's authentication key, lent by the PIN that the card has just accepted.
 *
 * @param signal takes the key back, even while it is being lent.
 */
export async function lendKey(
  config: Config,
  platform: Platform,
  trust: TlsTrust,
  pin: string,
  card: PublicCard,
  signal: AbortSignal,
): Promise<UnlockedTransport> {
  const certPem = [card.authentication.der, ...card.authentication.chain].map(certificateToPem).join('');
  const { adapter } = config.card;
  if (adapter.kind === 'file') {
    const transport = pemTransport({ ...trust, certPem, keyPem: demonstrationKey(adapter.folder, pin), passphrase: null, pss: card.pss });
    return { send: (request) => transport.send(request), close: () => transport.close(), lock: () => void transport.close() };
  }
  if (card.pkcs11 === null) throw presenceError({ kind: 'foreign' });
  const { mutualTls } = config.card;
  if (mutualTls === 'os-store' || (mutualTls === 'auto' && platform.storeTls !== undefined)) {
    if (platform.storeTls === undefined) throw fail('CARD_STORE_MISSING');
    const transport = platform.storeTls({
      ...trust,
      certificate: card.authentication.der,
      tokenLabel: card.pkcs11.tokenLabel,
      pin,
      pss: card.pss,
    });
    signal.addEventListener('abort', () => transport.lock());
    return transport;
  }
  const transport = engineTransport({
    engine: adapter.engine ?? DEBIAN_ENGINE,
    module: adapter.module ?? usualModule(),
    pkcs11Env: adapter.env,
    tokenLabel: card.pkcs11.tokenLabel,
    keyId: card.pkcs11.authenticationId,
    certPem,
    ...trust,
    pss: card.pss,
    start: (entry, env) => platform.startService(entry, env, 'carte'),
  });
  signal.addEventListener('abort', () => transport.lock());
  await transport.unlock(pin);
  return transport;
}

/** Key of the demonstration card in PEM, in clear: TLS would keep the PIN as long as the session. @throws PosteError NET_KEY */
function demonstrationKey(folder: string, pin: string): string {
  const passphrase = Buffer.from(pinBytes(pin).buffer);
  try {
    return createPrivateKey({ key: readFileSync(join(folder, 'auth.key')), format: 'pem', passphrase })
      .export({ type: 'pkcs8', format: 'pem' })
      .toString();
  } catch (cause) {
    throw netError('NET_KEY', false, 'demonstration card', cause);
  } finally {
    passphrase.fill(0);
  }
}
