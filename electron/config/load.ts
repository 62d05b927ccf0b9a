import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Decider } from '../../shared/contract/services.ts';
import { defaults } from './defaults.ts';
import { configError } from './errors.ts';
import { MACHINE_ENTRIES, policySchema } from './policy.ts';
import { refuseInProduction } from './production.ts';
import { configSchema, type Config } from './schema.ts';

/** Levels of a file: the deepest entry of the configuration is at 4. */
const MAX_DEPTH = 16;

export interface LoadedConfig {
  readonly config: Config;
  /** `policy` too for what the policy locks and leaves at its default. @param pointer JSON pointer of an entry. */
  readonly decidedBy: (pointer: string) => Decider;
  /** Whether an entry is not the user's to change, by the policy or by what production leaves to the machine. */
  readonly isLocked: (pointer: string) => boolean;
  /** JSON pointers of the user's settings that were not taken, because they would change what is not theirs to decide. */
  readonly notTaken: readonly string[];
}

/**
 * Machine-wide settings, written by the administrator. A fixed path, whatever the environment says: a user can set
 * `ProgramData` there.
 */
export function policyFile(): string {
  if (process.platform === 'win32') return String.raw`C:\ProgramData\Poste Santé\policy.json`;
  if (process.platform === 'darwin') return '/Library/Application Support/Poste Santé/policy.json';
  return '/etc/poste-sante/policy.json';
}

/**
 * Defaults < machine policy < user settings, but for what is locked: what the policy says to lock, and in production the
 * entries of {@link MACHINE_ENTRIES}. A user's value there is not taken, without refusing the rest.
 *
 * The profile is the machine's as soon as it has a policy (`production` unless that policy says otherwise): a user's
 * file cannot turn a workstation in service into a sandbox. Without any policy file (development, demonstration) the
 * user's settings may choose it.
 *
 * @param files `user`: null for the usual place.
 * @param base first layer; a command has its own.
 * @throws PosteError CONFIG_POLICY, CONFIG_INVALID (path = JSON pointer of the wrong entry, or line of what is not JSON),
 *   CONFIG_PRODUCTION, CONFIG_AUTHORITIES.
 */
export function loadConfig(files: { readonly policy: string; readonly user: string | null }, base: Config = defaults): LoadedConfig {
  const userFile = files.user ?? join(defaults.dataFolder, 'settings.json');
  const policy = readPolicy(files.policy);
  const machine = policy === null ? base : validated(configSchema, merge(base, policy.layer), files.policy);
  const user: unknown = existsSync(userFile) ? readUser(userFile) : {};

  const profile = policy === null && isRecord(user) && user['profile'] !== undefined ? user['profile'] : machine.profile;
  const locked = [...(policy === null ? [] : ['/profile', ...policy.locked]), ...(profile === 'production' ? MACHINE_ENTRIES : [])];
  const { kept, dropped } = without(user, locked);
  const config = checkConfig(merge(machine, kept), userFile);
  return {
    config,
    decidedBy: (pointer) => {
      if (decides(kept, pointer)) return 'user';
      return policy !== null && (decides(policy.layer, pointer) || policy.locked.some((one) => covers(one, pointer)))
        ? 'policy'
        : 'defaults';
    },
    isLocked: (pointer) => locked.some((one) => covers(one, pointer)),
    notTaken: dropped
      .filter(({ pointer, value }) => !isDeepStrictEqual(merge(valueAt(machine, pointer), value), valueAt(machine, pointer)))
      .map(({ pointer }) => pointer),
  };
}

/** Validates a merged configuration and refuses what production must not accept. */
export function checkConfig(value: unknown, file: string): Config {
  const config = validated(configSchema, value, file);
  refuseInProduction(config);
  return config;
}

interface Policy {
  readonly layer: Readonly<Record<string, unknown>>;
  /** JSON pointers. */
  readonly locked: readonly string[];
}

/**
 * @returns null where the machine has no policy: when nothing of that name is there, and for no other reason. One that
 *   cannot be read still rules.
 * @throws PosteError CONFIG_POLICY, CONFIG_INVALID
 */
function readPolicy(file: string): Policy | null {
  try {
    lstatSync(file);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw configError('CONFIG_POLICY', { values: { file }, detail: codeOf(cause), cause });
  }
  let text: string;
  try {
    text = readText(file);
  } catch (cause) {
    throw configError('CONFIG_POLICY', { values: { file }, detail: codeOf(cause), cause });
  }
  const { locked = [], ...layer } = validated(policySchema, parse(text, file), file);
  return { layer: { profile: 'production', ...layer }, locked };
}

function readUser(file: string): unknown {
  let text: string;
  try {
    text = readText(file);
  } catch (cause) {
    throw configError('CONFIG_INVALID', { values: { file }, path: 'fichier entier, illisible', detail: codeOf(cause), cause });
  }
  return parse(text, file);
}

/** @throws the system's error; EINVAL for what is no file, a pipe whose reading would wait for ever among them. */
function readText(file: string): string {
  if (!statSync(file).isFile()) throw Object.assign(new Error('not a file'), { code: 'EINVAL' });
  return readFileSync(file, 'utf8');
}

const codeOf = (thrown: unknown): string | null => (thrown instanceof Error && 'code' in thrown ? String(thrown.code) : null);

function validated<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  throw configError('CONFIG_INVALID', {
    values: { file },
    path: `/${[...(issue?.path ?? []), ...unknown].join('/')}`,
    cause: parsed.error,
  });
}

function parse(text: string, file: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(cause instanceof Error ? cause.message : '') ?? [];
    throw configError('CONFIG_INVALID', {
      values: { file },
      path: line === undefined ? 'fichier entier, qui n’est pas du JSON' : `ligne ${line}, colonne ${column}`,
      cause,
    });
  }
  const deep = tooDeep(value, '', MAX_DEPTH);
  if (deep !== null) throw configError('CONFIG_INVALID', { values: { file }, path: deep, detail: 'depth' });
  return value;
}

/** Pointer of the first thing below so many levels; null when there is none: each is a call of what reads the layers. */
function tooDeep(value: unknown, at: string, levels: number): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (levels === 0) return at;
  for (const [key, below] of Object.entries(value)) {
    const found = tooDeep(below, `${at}/${key}`, levels - 1);
    if (found !== null) return found;
  }
  return null;
}

/** Objects are merged key by key; anything else is replaced. A change of `kind` replaces the whole object. */
export function merge(below: unknown, above: unknown): unknown {
  if (!isRecord(below) || !isRecord(above)) return above;
  if (above['kind'] !== undefined && above['kind'] !== below['kind']) return above;
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (key === '__proto__') continue;
    merged[key] = key in below ? merge(below[key], value) : value;
  }
  return merged;
}

interface Dropped {
  readonly pointer: string;
  readonly value: unknown;
}

/** A layer without what these pointers hold, and what they held. */
function without(layer: unknown, pointers: readonly string[], at = ''): { readonly kept: unknown; readonly dropped: readonly Dropped[] } {
  if (!isRecord(layer)) return { kept: layer, dropped: [] };
  const dropped: Dropped[] = [];
  const kept = Object.entries(layer).flatMap(([key, value]) => {
    const pointer = `${at}/${key}`;
    if (pointers.includes(pointer)) {
      dropped.push({ pointer, value });
      return [];
    }
    const below = without(value, pointers, pointer);
    dropped.push(...below.dropped);
    return [[key, below.kept] as const];
  });
  return { kept: Object.fromEntries(kept), dropped };
}

const covers = (above: string, pointer: string): boolean => pointer === above || pointer.startsWith(`${above}/`);

/** Whether a layer says something of an entry, of what it is part of or of a part of it. */
function decides(layer: unknown, pointer: string): boolean {
  let at = layer;
  for (const key of pointer.slice(1).split('/')) {
    if (!isRecord(at)) return at !== undefined;
    at = at[key];
  }
  return at !== undefined;
}

function valueAt(config: Config, pointer: string): unknown {
  return pointer
    .slice(1)
    .split('/')
    .reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), config);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
