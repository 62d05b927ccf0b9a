import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificateToPem } from '../card/certificate.ts';
import { startCardService, type StartedCardService } from '../card/client.ts';
import { usualModule } from '../card/module-path.ts';
import { presenceError } from '../card/presence-error.ts';
import type { PublicCard } from '../card/types.ts';
import type { Config } from '../config/schema.ts';
import { DEBIAN_ENGINE, engineTransport } from '../net/engine.ts';
import { pemTransport } from '../net/https.ts';
import type { TlsTrust } from '../net/tls.ts';
import type { Platform } from '../platform/types.ts';
import type { UnlockedTransport } from '../session/card-key.ts';

/** The card service of the configured reader. */
export function startCard(config: Config, platform: Platform, trustPem: string): StartedCardService {
  const { adapter, pollMs } = config.card;
  const env = adapter.kind === 'pkcs11' ? adapter.env : {};
  return startCardService({
    start: (entry) => platform.startService(entry, env),
    adapter:
      adapter.kind === 'file'
        ? { kind: 'file', dir: adapter.folder }
        : { kind: 'pkcs11', module: adapter.module ?? usualModule(), tokenLabel: adapter.tokenLabel },
    pollMs,
    issuersPem: trustPem === '' ? null : trustPem,
  });
}

/** Mutual TLS with the card's authentication key, lent by the PIN that the card has just accepted. */
export async function lendKey(config: Config, platform: Platform, trust: TlsTrust, pin: string, card: PublicCard): Promise<UnlockedTransport> {
  const certPem = [card.authentication.der, ...card.authentication.chain].map(certificateToPem).join('');
  const { adapter } = config.card;
  if (adapter.kind === 'file') {
    const keyPem = readFileSync(join(adapter.folder, 'auth.key'), 'utf8');
    const transport = pemTransport({ ...trust, certPem, keyPem, passphrase: pin, pss: card.pss });
    return { send: (request) => transport.send(request), close: () => transport.close(), lock: () => void transport.close() };
  }
  if (card.pkcs11 === null) throw presenceError({ kind: 'foreign' });
  const transport = engineTransport({
    engine: adapter.engine ?? DEBIAN_ENGINE,
    module: adapter.module ?? usualModule(),
    pkcs11Env: adapter.env,
    tokenLabel: card.pkcs11.tokenLabel,
    keyId: card.pkcs11.authenticationId,
    certPem,
    ...trust,
    pss: card.pss,
    start: (entry, env) => platform.startService(entry, env),
  });
  await transport.unlock(pin);
  return transport;
}
