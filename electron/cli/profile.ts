import { userInfo } from 'node:os';
import { join } from 'node:path';
import { errorFactory } from '../../shared/errors.ts';
import { defaults } from '../config/defaults.ts';
import { loadConfig, policyFile } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { fileSecrets, hasFileKey } from '../platform/chromium/secrets.ts';
import type { Store } from '../store/types.ts';
import type { CommandActing } from '../usecases/office.ts';
import { hasOwnStore, openOwnStore, refuseFileKey } from '../wiring/own-store.ts';

const fail = errorFactory({
  PROFILE_UNKNOWN: ['Ce dossier ne contient pas les données d’un poste.', 'Vérifiez le chemin donné par --profile.'],
  PROFILE_KEYCHAIN: ['La clé de ces données n’est pas dans leur dossier : la ligne de commande ne les ouvre pas.', 'Utilisez l’application qui les a écrites.'],
  PROFILE_FOLDER: ['Le dossier des données ne peut être ni ouvert ni créé.', 'Vérifiez le chemin donné par --profile et vos droits.'],
});

/** The data folder of a stateful command (`--profile`), open. */
export interface Profile {
  readonly config: Config;
  readonly store: Store;
}

/**
 * Opens a data folder without the application: to read, beside whoever has it open; to write, alone, and made when
 * absent. Its `settings.json` over the machine's policy. The key is a file: production refuses it, so a folder that does
 * not say of which profile it is counts as one of the sandbox.
 *
 * @throws PosteError PROFILE_UNKNOWN (to read), PROFILE_LOCKED (to write), PROFILE_KEYCHAIN, PROFILE_FOLDER,
 *   SECRETS_PRODUCTION, SECRETS_UNAVAILABLE, CONFIG_*, STORE_*
 */
export async function openProfile(folder: string, access: 'reading' | 'writing', now: () => Date): Promise<Profile> {
  const config = loadConfig({ policy: policyFile(), user: join(folder, 'settings.json') }, { ...defaults, profile: 'sandbox' });
  refuseFileKey(config.profile, { protection: 'file' });
  const known = hasOwnStore(folder);
  if (access === 'reading' && !known) throw fail('PROFILE_UNKNOWN');
  if (known && !hasFileKey(folder)) throw fail('PROFILE_KEYCHAIN');
  try {
    return { config: { ...config, dataFolder: folder }, store: await openOwnStore({ folder, secrets: fileSecrets(folder), access, now }) };
  } catch (cause) {
    // Errors of the file system have the system's code; ours have their own.
    const system = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && /^E[A-Z]+$/.test(cause.code);
    throw system ? fail('PROFILE_FOLDER', { cause }) : cause;
  }
}

/** Who acts when nobody is logged in: this command, of that account of the system. */
export function commandActing(): CommandActing {
  return { command: { idNat: '', name: `Ligne de commande (${accountName()})` } };
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account that the system does not name (containers).
    return `compte ${process.getuid?.() ?? 'inconnu'}`;
  }
}
