import { sign as signWith, type KeyObject } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { CardAdapter } from './adapter.ts';
import { LABEL, SITUATIONS } from './constants.ts';
import { describeCard } from './describe.ts';
import type { CardHash } from './digest-info.ts';
import { cardError, wrongPin } from './errors.ts';
import { FileCardFolder, type CardFile } from './file-card-folder.ts';
import { presenceError } from './presence-error.ts';
import { readSituation } from './situation.ts';
import type { ReaderPresence } from './protocol.ts';
import type { CardSituation, SignatureRole } from './types.ts';

type Keys = ReadonlyMap<SignatureRole, KeyObject>;

/**
 * The demonstration card: a folder (card/README 10). Same rules as a card: the tries left are
 * on disk before the answer, 0 locks, private data only after the PIN. « Removed » = no folder, no `card.json`, or a
 * file named `absent` beside it. A 4-digit passphrase protects nothing: refused in production by configuration.
 *
 * @param issuers DER of CAs that may complete the chain.
 */
export function fileCard(dir: string, issuers: readonly Uint8Array[]): CardAdapter {
  return new FileCard(new FileCardFolder(dir), issuers);
}

class FileCard implements CardAdapter {
  readonly #folder: FileCardFolder;
  readonly #issuers: readonly Uint8Array[];
  #seen: { readonly stamp: string; readonly presence: ReaderPresence } | null = null;
  #keys: Keys | null = null;

  constructor(folder: FileCardFolder, issuers: readonly Uint8Array[]) {
    this.#folder = folder;
    this.#issuers = issuers;
  }

  look(): ReaderPresence {
    const stamp = this.#folder.present() ? this.#folder.stamp() : null;
    if (stamp === null) {
      this.#keys = null;
      if (this.#seen?.presence.kind !== 'empty') this.#seen = { stamp: '', presence: { kind: 'empty' } };
      return this.#seen.presence;
    }
    if (this.#seen !== null && this.#seen.stamp === stamp) return this.#seen.presence;
    const before = this.#seen?.presence;
    const presence = describe(this.#folder, this.#issuers);
    if (presence.kind !== 'present' || before?.kind !== 'present' || before.card.serial !== presence.card.serial) this.#keys = null;
    this.#seen = { stamp, presence };
    return presence;
  }

  async login(pin: Uint8Array, lastTry: boolean): Promise<void> {
    const presence = this.look();
    if (presence.kind !== 'present') throw presenceError(presence);
    this.#keys = null;
    const card = this.#folder.read();
    if (card.triesLeft === 0) throw wrongPin(0);
    if (card.triesLeft === 1 && !lastTry) throw cardError('PIN_FINAL_TRY', { detail: 'triesLeft=1' });
    await wait(card.latencyMs);
    if (!this.#folder.present()) throw cardError('CARD_REMOVED');
    // Taken before the check and given back after it: no way to try and not pay.
    this.#folder.writeTries(card, card.triesLeft - 1);
    const open = this.#unlock(pin, card);
    this.#folder.writeTries(card, card.maxTries);
    this.look();
    this.#keys = open;
  }

  logout(): void {
    this.#keys = null;
  }

  situations(): CardSituation[] {
    this.#requireLogin();
    const card = this.#folder.read();
    return Array.from({ length: SITUATIONS }, (_, i) => i + 1).flatMap((index): CardSituation[] => {
      const value = dataOf(card, LABEL.activity(index));
      const situation = value === null ? null : readSituation(index, value);
      return situation === null ? [] : [situation];
    });
  }

  async sign(role: SignatureRole, hash: CardHash, data: Uint8Array): Promise<Uint8Array> {
    const key = this.#requireLogin().get(role);
    if (key === undefined) throw cardError('CARD_FAILED');
    await wait(this.#folder.read().latencyMs);
    // A card pulled out while it works gives nothing.
    if (this.look().kind !== 'present' || this.#keys === null) throw cardError('CARD_REMOVED');
    return Uint8Array.from(signWith(hash, data, key));
  }

  close(): void {
    this.#keys = null;
  }

  /** The keys, when the PIN opens them; the try is already paid. */
  #unlock(pin: Uint8Array, card: CardFile): Keys {
    const passphrase = Buffer.from(pin);
    try {
      return new Map((['signature', 'authentication'] as const).map((role) => [role, this.#folder.key(role, passphrase)]));
    } catch (cause) {
      if (!this.#folder.present()) throw cardError('CARD_REMOVED');
      throw isWrongPassphrase(cause) ? wrongPin(card.triesLeft - 1) : cardError('CARD_FAILED');
    } finally {
      passphrase.fill(0);
    }
  }

  #requireLogin(): Keys {
    const wasOpen = this.#keys !== null;
    const presence = this.look();
    if (presence.kind !== 'present') throw wasOpen ? cardError('CARD_REMOVED') : presenceError(presence);
    if (this.#keys === null) throw cardError('CARD_NOT_LOGGED_IN');
    return this.#keys;
  }
}

function describe(folder: FileCardFolder, issuers: readonly Uint8Array[]): ReaderPresence {
  try {
    const card = folder.read();
    const described = describeCard(
      {
        serial: card.serial,
        tokenLabel: card.tokenLabel,
        model: card.model,
        pssMechanism: card.generation === 'CPS4',
        demonstration: true,
        certificates: [
          ...folder.certificates('auth.pem').map((der) => ({ der, label: LABEL.authentication, id: null })),
          ...folder.certificates('sign.pem').map((der) => ({ der, label: LABEL.signature, id: null })),
          ...folder.certificates('chain.pem').map((der) => ({ der, label: '', id: null })),
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
}

function dataOf(card: CardFile, label: string): Uint8Array | null {
  const found = card.data.find((object) => object.label === label);
  return found === undefined ? null : Buffer.from(found.hex, 'hex');
}

/** OpenSSL says « bad decrypt »; a wrong key may also decrypt into something that is not a key. */
function isWrongPassphrase(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && cause.code.startsWith('ERR_OSSL_');
}
