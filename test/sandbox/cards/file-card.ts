import { createPrivateKey } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Person } from '../pki/index.ts';
import { cardContent, type CardOptions } from './content.ts';

export interface FileCardOptions extends CardOptions {
  /** Wrong PINs before the card locks, 3 by default. */
  readonly maxTries?: number;
  /** Tries left now; `maxTries` by default. */
  readonly triesLeft?: number;
  /** Milliseconds that a login or a signature takes, like a slow card; 0 by default. */
  readonly latencyMs?: number;
}

/**
 * Writes a file card (card/README 10): `card.json`, certificates in clear, private keys as
 * PKCS#8 encrypted (PBES2) under the PIN. Test use only: a 4-digit passphrase protects nothing.
 */
export async function writeFileCard(
  dir: string,
  person: Person,
  options: FileCardOptions,
): Promise<{ readonly dir: string; readonly serial: string; readonly tokenLabel: string }> {
  const content = cardContent(person, options);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const write = (name: string, text: string | Buffer): Promise<void> => writeFile(join(dir, name), text, { mode: 0o600 });
  for (const key of content.keys) {
    const sealed = createPrivateKey(key.keyPem).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: options.pin });
    await write(`${key.role}.key`, sealed);
    await write(`${key.role}.pem`, key.certPem);
  }
  await write('chain.pem', person.chainPem);
  const maxTries = options.maxTries ?? 3;
  const card = {
    generation: options.generation ?? 'CPS3',
    tokenLabel: content.tokenLabel,
    model: content.model,
    serial: content.serial,
    triesLeft: options.triesLeft ?? maxTries,
    maxTries,
    latencyMs: options.latencyMs ?? 0,
    data: content.data.map((object) => ({ label: object.label, private: object.private, hex: object.value.toString('hex') })),
  };
  // Last: a folder without card.json is an empty reader.
  await write('card.json', `${JSON.stringify(card, null, 1)}\n`);
  return { dir, serial: content.serial, tokenLabel: content.tokenLabel };
}
