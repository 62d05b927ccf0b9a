import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorFactory } from '../../shared/errors.ts';
import { defaults } from './defaults.ts';
import { configSchema, type Config } from './schema.ts';

const fail = errorFactory({
  CONFIG_INVALID: [
    'La configuration de l’application est invalide ({file}).',
    'Corrigez l’entrée indiquée, ou retirez ce fichier pour revenir aux valeurs par défaut.',
  ],
  CONFIG_PRODUCTION: [
    'Ce réglage est refusé en production : {what}.',
    'Corrigez la configuration du poste, ou utilisez le profil de démonstration.',
  ],
});

/** Machine-wide settings, written by the administrator; they win over defaults, the user's win over them. */
export function policyFile(): string {
  if (process.platform === 'win32') return join(process.env['ProgramData'] ?? 'C:\\ProgramData', 'Poste Santé', 'policy.json');
  if (process.platform === 'darwin') return '/Library/Application Support/Poste Santé/policy.json';
  return '/etc/poste-sante/policy.json';
}

/**
 * Defaults < machine policy < user settings (< `override`, for the demonstration and tests).
 *
 * @param base first layer; a command has its own.
 * @throws PosteError CONFIG_INVALID (path = JSON pointer of the wrong entry), CONFIG_PRODUCTION.
 */
export function loadConfig(files: { readonly policy: string; readonly user: string | null }, base: Config = defaults): Config {
  let merged: unknown = base;
  const layers = [files.policy, files.user ?? join(defaults.dataFolder, 'settings.json')];
  for (const file of layers) {
    if (existsSync(file)) merged = merge(merged, readJson(file));
  }
  return checkConfig(merged, layers.at(-1) ?? '');
}

/** Validates a merged configuration and refuses what production must not accept. */
export function checkConfig(value: unknown, file: string): Config {
  const parsed = configSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw fail('CONFIG_INVALID', { values: { file }, path: `/${issue?.path.join('/') ?? ''}`, cause: parsed.error });
  }
  const config = parsed.data;
  if (config.profile === 'production' && config.card.adapter.kind === 'file') {
    throw fail('CONFIG_PRODUCTION', { values: { what: 'la carte de démonstration' }, path: '/card/adapter' });
  }
  if (config.profile === 'production' && config.insi.substituteTestOid) {
    throw fail('CONFIG_PRODUCTION', { values: { what: 'le remplacement de l’OID d’INSi par celui des matricules de test' }, path: '/insi/substituteTestOid' });
  }
  if (config.profile === 'production' && config.insi.verification === 'simulated') {
    throw fail('CONFIG_PRODUCTION', { values: { what: 'la vérification simulée des identités' }, path: '/insi/verification' });
  }
  return config;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw fail('CONFIG_INVALID', { values: { file }, cause });
  }
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

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
