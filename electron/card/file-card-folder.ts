import { createPrivateKey, type KeyObject } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { certificatesOfPem } from './certificate.ts';
import type { SignatureRole } from './types.ts';

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
export type CardFile = z.infer<typeof cardFile>;

const KEY_FILE: Readonly<Record<SignatureRole, string>> = { signature: 'sign.key', authentication: 'auth.key' };

/** The folder of a demonstration card (card/README 10): what is on its disk, and nothing of who has it open. */
export class FileCardFolder {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  present(): boolean {
    return existsSync(this.#file('card.json')) && !existsSync(this.#file('absent'));
  }

  /** Says whether the same card is still there, null when none is; a written tries counter is not another card. */
  stamp(): string | null {
    const stat = statSync(this.#file('card.json'), { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? null : `${stat.ino} ${stat.mtimeNs}`;
  }

  /** @throws Error what the file system or the shape of the file says */
  read(): CardFile {
    return cardFile.parse(JSON.parse(readFileSync(this.#file('card.json'), 'utf8')));
  }

  /** DER of each certificate of a file. */
  certificates(name: 'auth.pem' | 'sign.pem' | 'chain.pem'): Uint8Array[] {
    return certificatesOfPem(readFileSync(this.#file(name), 'utf8'));
  }

  /** @throws Error of OpenSSL when the passphrase is wrong */
  key(role: SignatureRole, passphrase: Buffer): KeyObject {
    return createPrivateKey({ key: readFileSync(this.#file(KEY_FILE[role])), format: 'pem', passphrase });
  }

  /** Whole or not at all, and on disk before the caller goes on: a power cut gives no try back. */
  writeTries(card: CardFile, triesLeft: number): void {
    const next = this.#file('card.json.new');
    const handle = openSync(next, 'w', 0o600);
    try {
      writeFileSync(handle, `${JSON.stringify({ ...card, triesLeft }, null, 1)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(next, this.#file('card.json'));
    // Windows cannot open a folder; its renames are journaled.
    if (process.platform === 'win32') return;
    const folder = openSync(this.#dir, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }

  #file(name: string): string {
    return join(this.#dir, name);
  }
}
