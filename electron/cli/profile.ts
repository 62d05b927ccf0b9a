import { userInfo } from 'node:os';
import { join } from 'node:path';
import { canByCommand, type OfficeAct } from '../../shared/domain/rights/office.ts';
import { fail } from '../../shared/errors.ts';
import { applicationCommand } from '../application-command.ts';
import { defaults } from '../config/defaults.ts';
import { loadConfig, policyFile } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { fileSecrets, hasFileKey } from '../platform/chromium/secrets.ts';
import type { Secrets } from '../platform/types.ts';
import type { Store } from '../store/types.ts';
import { act, type CommandActing } from '../usecases/acting.ts';
import { requireAllowed } from '../usecases/rights/rights.ts';
import { leaveAct } from '../wiring/acts-beside.ts';
import { hasOwnStore, openOwnStore, refuseFileKey } from '../wiring/own-store.ts';

/** The data folder of a stateful command (`--profile`), open. */
interface Profile {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly store: Store;
}

/** A data folder and what opens it, not open yet. */
interface ProfileFolder {
  readonly folder: string;
  readonly config: Config;
  readonly secrets: Secrets;
}

/** What opens data folders: a key beside them for the script, the system's keychain for the application. */
export interface ProfileOpener {
  /** @throws PosteError CONFIG_*, SECRETS_PRODUCTION */
  configOf(folder: string): Config;
  /** @param known whether the folder holds data. @throws PosteError PROFILE_KEYCHAIN, SECRETS_* */
  secretsOf(folder: string, known: boolean): Secrets;
}

/**
 * The script's: the `settings.json` of the folder over the machine's policy. The key is a file: production refuses it, so a
 * folder that does not say of which profile it is counts as one of the sandbox, on a machine without any policy.
 */
export const fileKeyOpener: ProfileOpener = {
  configOf(folder) {
    const { config } = loadConfig({ policy: policyFile(), user: join(folder, 'settings.json') }, { ...defaults, profile: 'sandbox' });
    refuseFileKey(config.profile, { protection: 'file' });
    return config;
  },
  secretsOf(folder, known) {
    if (known && !hasFileKey(folder)) throw fail('PROFILE_KEYCHAIN', { values: { application: applicationCommand() } });
    return fileSecrets(folder);
  },
};

/**
 * The data folder of a stateful command.
 *
 * @param there whether it must hold data already.
 * @throws PosteError PROFILE_UNKNOWN, PROFILE_FOLDER, those of the opener
 */
export function profileFolder(folder: string, there: boolean, opener: ProfileOpener): ProfileFolder {
  const config = opener.configOf(folder);
  const known = hasOwnStore(folder);
  if (there && !known) throw fail('PROFILE_UNKNOWN');
  return { folder, config: { ...config, dataFolder: folder }, secrets: orSystemError(() => opener.secretsOf(folder, known)) };
}

/**
 * Opens a data folder without the window: to read, beside whoever has it open; to write, alone, and made when absent.
 *
 * @throws PosteError PROFILE_LOCKED (to write), those of {@link profileFolder}, STORE_*
 */
export async function openProfile(
  folder: string,
  access: 'reading' | 'writing',
  now: () => Date,
  opener: ProfileOpener = fileKeyOpener,
): Promise<Profile> {
  const { config, secrets } = profileFolder(folder, access === 'reading', opener);
  try {
    return { config, secrets, store: await openOwnStore({ folder, stateFolder: config.stateFolder, secrets, access, now }) };
  } catch (cause) {
    throw ofSystem(cause);
  }
}

/**
 * Leaves the act of a command that only reads, for the journal of whoever writes there: what is read is traced, or is not read. A
 * full disk stops no reading.
 *
 * @throws PosteError PROFILE_FOLDER
 */
export function traceReading({ folder, secrets }: Pick<ProfileFolder, 'folder' | 'secrets'>, entry: Parameters<typeof act>[2]): void {
  try {
    leaveAct(folder, secrets, act(commandActing('read'), new Date(), entry));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')) return;
    throw ofSystem(cause);
  }
}

function orSystemError<T>(act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw ofSystem(cause);
  }
}

/** Errors of the file system have the system's code; ours have their own. */
function ofSystem(cause: unknown): unknown {
  const system = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && /^E[A-Z]+$/.test(cause.code);
  return system ? fail('PROFILE_FOLDER', { cause }) : cause;
}

/**
 * Who acts when nobody is logged in: this command, of that account of the system, when a command may do that at all.
 *
 * @throws PosteError RIGHTS_NOBODY what needs somebody's card
 */
export function commandActing(right: OfficeAct): CommandActing {
  requireAllowed(canByCommand(right));
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
