import { createPrivateKey, sign as signWith, type KeyObject } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { CardAdapter } from './adapter.ts';
import { certificatesOfPem } from './certificate.ts';
import { LABEL, SITUATIONS } from './constants.ts';
import { describeCard } from './describe.ts';
import type { CardHash } from './digest-info.ts';
import { cardError, wrongPin } from './errors.ts';
import { presenceError } from './presence-error.ts';
import { readSituation } from './situation.ts';
import type { ReaderPresence } from './protocol.ts';
import type { CardSituation, SignatureRole } from './types.ts';

const cardFile = z.looseObject({
  generation: z.enum(['CPS3', 'CPS4']),
  tokenLabel: z.string(),
  model: z.string(),
  serial: z.string().min(1),
  triesLeft: z.int().min(0),
  maxTries: z.int().min(1),
  latencyMs: z.int().min(0).max(60_000).default(0),
  data: z.array(z.object({ label: z.string(), private: z.boolean(), hex: z.string().regex(/^([0-9a-f]{2})*$/i) })),
});
type CardFile = z.infer<typeof cardFile>;

const KEY_FILE: Readonly<Record<SignatureRole, string>> = { signature: 'sign.key', authentication: 'auth.key' };

/**
 * The demonstration card: a folder (card/README 10). Same rules as a card: the tries left are
 * on disk before the answer, 0 locks, private data only after the PIN. « Removed » = no folder, no `card.json`, or a
 * file named `absent` beside it. A 4-digit passphrase protects nothing: refused in production by configuration.
 *
 * @param issuers DER of CAs that may complete the chain.
 */
export function fileCard(dir: string, issuers: readonly Uint8Array[]): CardAdapter {
  const file = (name: string): string => join(dir, name);
  let seen: { readonly stamp: string; readonly presence: ReaderPresence } | null = null;
  let keys: ReadonlyMap<SignatureRole, KeyObject> | null = null;

  const present = (): boolean => existsSync(file('card.json')) && !existsSync(file('absent'));

  const readCard = (): CardFile => cardFile.parse(JSON.parse(readFileSync(file('card.json'), 'utf8')));

  /** Says whether the same card is still there; a written tries counter is not another card. */
  const stampOf = (): string | null => {
    const stat = statSync(file('card.json'), { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? null : `${stat.ino} ${stat.mtimeNs}`;
  };

  const describe = (): ReaderPresence => {
    try {
      const card = readCard();
      const described = describeCard(
        {
          serial: card.serial,
          tokenLabel: card.tokenLabel,
          model: card.model,
          pssMechanism: card.generation === 'CPS4',
          demonstration: true,
          certificates: [
            ...pemFile('auth.pem').map((der) => ({ der, label: LABEL.authentication, id: null })),
            ...pemFile('sign.pem').map((der) => ({ der, label: LABEL.signature, id: null })),
            ...pemFile('chain.pem').map((der) => ({ der, label: '', id: null })),
          ],
          info: dataOf(card, LABEL.info),
          triesLeft: card.triesLeft,
        },
        issuers,
      );
      return described === null ? { kind: 'foreign' } : { kind: 'present', card: { ...described, generation: card.generation } };
    } catch {
      // A folder that is not a card, as a reader meets a card that is not a CPS.
      return { kind: 'foreign' };
    }
  };

  const pemFile = (name: string): Uint8Array[] => certificatesOfPem(readFileSync(file(name), 'utf8'));

  const look = (): ReaderPresence => {
    const stamp = present() ? stampOf() : null;
    if (stamp === null) {
      keys = null;
      if (seen?.presence.kind !== 'empty') seen = { stamp: '', presence: { kind: 'empty' } };
      return seen.presence;
    }
    if (seen !== null && seen.stamp === stamp) return seen.presence;
    const before = seen?.presence;
    const presence = describe();
    if (presence.kind !== 'present' || before?.kind !== 'present' || before.card.serial !== presence.card.serial) keys = null;
    seen = { stamp, presence };
    return presence;
  };

  const requirePresent = (): void => {
    const presence = look();
    if (presence.kind !== 'present') throw presenceError(presence);
  };

  const requireLogin = (): ReadonlyMap<SignatureRole, KeyObject> => {
    const wasOpen = keys !== null;
    const presence = look();
    if (presence.kind !== 'present') throw wasOpen ? cardError('CARD_REMOVED') : presenceError(presence);
    if (keys === null) throw cardError('CARD_NOT_LOGGED_IN');
    return keys;
  };

  /** Whole or not at all, and on disk before the caller goes on: a power cut gives no try back. */
  const writeTries = (card: CardFile, triesLeft: number): void => {
    const next = file('card.json.new');
    const handle = openSync(next, 'w', 0o600);
    try {
      writeFileSync(handle, `${JSON.stringify({ ...card, triesLeft }, null, 1)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(next, file('card.json'));
    // Windows cannot open a folder; its renames are journaled.
    if (process.platform === 'win32') return;
    const folder = openSync(dir, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  };

  return {
    look,

    async login(pin, lastTry) {
      requirePresent();
      keys = null;
      const card = readCard();
      if (card.triesLeft === 0) throw wrongPin(0);
      if (card.triesLeft === 1 && !lastTry) throw cardError('PIN_FINAL_TRY', { detail: 'triesLeft=1' });
      await wait(card.latencyMs);
      if (!present()) throw cardError('CARD_REMOVED');
      // Taken before the check and given back after it: no way to try and not pay.
      writeTries(card, card.triesLeft - 1);
      const open = new Map<SignatureRole, KeyObject>();
      const passphrase = Buffer.from(pin);
      try {
        for (const role of ['signature', 'authentication'] as const) {
          open.set(role, createPrivateKey({ key: readFileSync(file(KEY_FILE[role])), format: 'pem', passphrase }));
        }
      } catch (cause) {
        if (!present()) throw cardError('CARD_REMOVED');
        throw isWrongPassphrase(cause) ? wrongPin(card.triesLeft - 1) : cardError('CARD_FAILED');
      } finally {
        passphrase.fill(0);
      }
      writeTries(card, card.maxTries);
      look();
      keys = open;
    },

    logout() {
      keys = null;
    },

    situations() {
      requireLogin();
      const card = readCard();
      return Array.from({ length: SITUATIONS }, (_, i) => i + 1).flatMap((index): CardSituation[] => {
        const value = dataOf(card, LABEL.activity(index));
        const situation = value === null ? null : readSituation(index, value);
        return situation === null ? [] : [situation];
      });
    },

    async sign(role: SignatureRole, hash: CardHash, data: Uint8Array) {
      const key = requireLogin().get(role);
      if (key === undefined) throw cardError('CARD_FAILED');
      await wait(readCard().latencyMs);
      // A card pulled out while it works gives nothing.
      if (look().kind !== 'present' || keys === null) throw cardError('CARD_REMOVED');
      return Uint8Array.from(signWith(hash, data, key));
    },

    close() {
      keys = null;
    },
  };
}

function dataOf(card: CardFile, label: string): Uint8Array | null {
  const found = card.data.find((object) => object.label === label);
  return found === undefined ? null : Buffer.from(found.hex, 'hex');
}

/** OpenSSL says « bad decrypt »; a wrong key may also decrypt into something that is not a key. */
function isWrongPassphrase(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && cause.code.startsWith('ERR_OSSL_');
}
