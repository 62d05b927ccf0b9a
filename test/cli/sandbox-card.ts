import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fail } from '../../shared/errors.ts';
import { writeFileCard, type Generation } from '../sandbox/cards/index.ts';
import { PAULE_DURAND } from '../sandbox/identities.ts';
import { createPki } from '../sandbox/pki/index.ts';

export interface SandboxCardArguments {
  /** Folder to make; must not exist, or be empty. */
  readonly out: string;
  /** CPS3 by default. */
  readonly generation?: Generation;
}

/** What `sandbox card` answers. */
export interface SandboxCard {
  /** To be given as `--card file:<dir>`. */
  readonly card: string;
  readonly serial: string;
  readonly generation: Generation;
  readonly idNat: string;
  readonly family: string;
  readonly given: string;
  /** PEM bundle that the certificates chain to. */
  readonly ca: string;
  /** File of the PIN (0600), for `--pin-file`. */
  readonly pin: string;
}

/**
 * `sandbox card --out dir` (cli/README 12): a file card of a fictitious doctor, `ca.pem` and `pin`, under a test PKI made for
 * the occasion. The folder appears whole or not at all.
 *
 * @throws PosteError OUT_EXISTS
 */
export async function sandboxCard({ out, generation = 'CPS3' }: SandboxCardArguments): Promise<SandboxCard> {
  const dir = resolve(out);
  if (existsSync(dir) && (await readdir(dir)).length > 0) throw fail('OUT_EXISTS');
  await mkdir(dirname(dir), { recursive: true });
  const pki = await createPki();
  const doctor = await pki.person(PAULE_DURAND.person);
  const draft = await mkdtemp(`${dir}.`);
  try {
    const { serial } = await writeFileCard(draft, doctor, {
      pin: PAULE_DURAND.pin,
      generation,
      situations: [
        { index: 1, idNat: '499900000017001', name: 'Cabinet du Port', sector: 'SA07' },
        { index: 3, idNat: '10B0999997', name: 'CH des Essais', sector: 'SA01' },
      ],
    });
    await writeFile(join(draft, 'ca.pem'), pki.trustPem);
    await writeFile(join(draft, 'pin'), `${PAULE_DURAND.pin}\n`, { mode: 0o600 });
    if (existsSync(dir)) await rmdir(dir);
    await rename(draft, dir);
    return {
      card: `file:${dir}`,
      serial,
      generation,
      idNat: doctor.request.idNat,
      family: 'DURAND',
      given: 'Paule',
      ca: join(dir, 'ca.pem'),
      pin: join(dir, 'pin'),
    };
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw cause;
  }
}
