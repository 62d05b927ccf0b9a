import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fail } from '../../shared/errors.ts';
import { writeFileCard, type Generation } from '../sandbox/cards/index.ts';
import { PAULE_DURAND, type Holder } from '../sandbox/identities.ts';
import { createPki } from '../sandbox/pki/index.ts';

export interface SandboxCardArguments {
  /** Folder to make; must not exist, or be empty. */
  readonly out: string;
  /** CPS3 by default. */
  readonly generation?: Generation;
  /** The doctor by default. */
  readonly holder?: Holder;
}

/** What `sandbox card` answers. */
export interface SandboxCard {
  /** To be given as `--card file:<dir>`. */
  readonly card: string;
  readonly serial: string;
  readonly generation: Generation;
  readonly idNat: string;
  /** Names of the holder; null on a card that names nobody. */
  readonly family: string | null;
  readonly given: string | null;
  /** PEM bundle that the certificates chain to. */
  readonly ca: string;
  /** File of the PIN (0600), for `--pin-file`. */
  readonly pin: string;
}

/**
 * `sandbox card --out dir` (cli/README 13): a file card of a fictitious person, `ca.pem` and `pin`, under a test PKI made for
 * the occasion. The folder appears whole or not at all.
 *
 * @throws PosteError OUT_EXISTS
 */
export async function sandboxCard({ out, generation = 'CPS3', holder = PAULE_DURAND }: SandboxCardArguments): Promise<SandboxCard> {
  const dir = resolve(out);
  if (existsSync(dir) && (await readdir(dir)).length > 0) throw fail('OUT_EXISTS');
  await mkdir(dirname(dir), { recursive: true });
  const pki = await createPki();
  const person = await pki.person(holder.person);
  const draft = await mkdtemp(`${dir}.`);
  try {
    const { serial } = await writeFileCard(draft, person, { pin: holder.pin, generation, situations: holder.situations });
    await writeFile(join(draft, 'ca.pem'), pki.trustPem);
    await writeFile(join(draft, 'pin'), `${holder.pin}\n`, { mode: 0o600 });
    if (existsSync(dir)) await rmdir(dir);
    await rename(draft, dir);
    return {
      card: `file:${dir}`,
      serial,
      generation,
      idNat: holder.person.idNat,
      family: holder.person.family,
      given: holder.person.given === null ? null : capitalise(holder.person.given),
      ca: join(dir, 'ca.pem'),
      pin: join(dir, 'pin'),
    };
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw cause;
  }
}

const capitalise = (name: string): string => name.slice(0, 1) + name.slice(1).toLowerCase();
