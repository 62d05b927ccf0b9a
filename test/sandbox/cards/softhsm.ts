import { fork } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Person } from '../pki/index.ts';
import { cardContent, type CardContent, type CardOptions } from './content.ts';

export interface SoftHsmOptions extends CardOptions {
  /** Must contain CPS3 or CPS4; `CPS3-TEST` by default. */
  readonly tokenLabel?: string;
  /** Path of libsofthsm2.so; the Debian one by default. */
  readonly module?: string;
}

export interface SoftHsmCard {
  readonly module: string;
  /** To be set in every process that uses the card. */
  readonly env: { readonly SOFTHSM2_CONF: string };
  readonly tokenLabel: string;
  /** CKA_ID of the authentication key, for a PKCS#11 URI. */
  readonly authenticationId: Buffer;
}

/** What the writer process is told. */
export interface TokenOrder {
  readonly module: string;
  readonly tokenLabel: string;
  readonly pin: string;
  readonly content: CardContent;
}

export const SOFTHSM_MODULE = '/usr/lib/softhsm/libsofthsm2.so';

/**
 * Makes a SoftHSM2 token with the objects of a CPS. One folder = one `softhsm2.conf` = one card, so that tests do not
 * see each other's. It differs from a card: never locks, offers 70 mechanisms, cannot be removed, carries its own
 * serial number (card/README 8). The PIN goes by message, never on a command line.
 */
export async function createSoftHsmCard(dir: string, person: Person, options: SoftHsmOptions): Promise<SoftHsmCard> {
  const content = cardContent(person, options);
  const module = options.module ?? SOFTHSM_MODULE;
  const tokenLabel = options.tokenLabel ?? content.tokenLabel;
  const tokens = join(dir, 'tokens');
  await mkdir(tokens, { recursive: true, mode: 0o700 });
  const conf = join(dir, 'softhsm2.conf');
  await writeFile(conf, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  const env = { SOFTHSM2_CONF: conf };
  await writeToken({ module, tokenLabel, pin: options.pin, content }, env);
  const authentication = content.keys.find((key) => key.role === 'auth');
  if (authentication === undefined) throw new Error('a card has an authentication key');
  return { module, env, tokenLabel, authenticationId: authentication.id };
}

/** PKCS#11 state belongs to a process: the writer has its own, whatever the caller does with the module. */
async function writeToken(order: TokenOrder, env: Readonly<Record<string, string>>): Promise<void> {
  const child = fork(fileURLToPath(new URL('./softhsm-writer.ts', import.meta.url)), [], {
    env: { ...process.env, ...env },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const errors: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
  child.send(order);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`SoftHSM token not written: ${Buffer.concat(errors).toString('utf8')}`);
}
