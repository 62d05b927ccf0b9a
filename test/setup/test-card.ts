import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DEBIAN_ENGINE } from '../../electron/net/engine.ts';
import {
  createVirtualCard,
  SOFTHSM_MODULE,
  writeFileCard,
  type CardOptions,
  type VirtualCard,
  type VirtualReader,
} from '../sandbox/cards/index.ts';
import type { Holder, Sandbox } from '../sandbox/index.ts';
import type { Person } from '../sandbox/pki/index.ts';
import { PKCS11_HEADER } from '../sandbox/shim/build.ts';
import { cardProfile, type CardProfile } from './card-profile.ts';
import { needs } from './needs.ts';
import type { CardChoice } from './sandbox-config.ts';

/** Whether this machine has what the virtual card and its mutual TLS are made of; asked of the system once. */
export async function canPlayVirtualCards(): Promise<boolean> {
  const found = [needs.file(SOFTHSM_MODULE), needs.file(PKCS11_HEADER), needs.tool('gcc'), needs.file(DEBIAN_ENGINE)];
  return (
    !found.includes(null) &&
    (await import('pkcs11js').then(
      () => true,
      () => false,
    ))
  );
}

/** Whether the card of the profile can be played here. */
export const cardPlayable: boolean = cardProfile === 'file' || (await canPlayVirtualCards());

/** A reader of one's own and the card in it, whatever plays them. */
export interface TestReader {
  /** For the configuration of the workstation. */
  readonly choice: CardChoice;
  /** What only a virtual card does (hang, calls counted, another application); null with a file card. */
  readonly virtual: VirtualReader | null;
  remove(): Promise<void>;
  insert(): Promise<void>;
  /** Takes the card out and puts that person's in. */
  swap(holder: Holder): Promise<void>;
  /** Takes the card out and puts in one that is not of the CPS family. */
  swapForeign(): Promise<void>;
  /** Takes the card out, gives all its tries back as CPS-Gestion does, and puts it in again. */
  unblock(): Promise<void>;
  /** As the card itself counts them. */
  triesLeft(): number;
}

interface TestReaderOptions {
  readonly profile?: CardProfile;
  /** Milliseconds that the card takes to check a PIN or sign. */
  readonly latencyMs?: number;
  /** Certificates of the card in the reader; good ones of the sandbox by default. */
  readonly person?: Person;
}

/** Puts a holder's card in a reader of its own, both removed with the sandbox. The card is that of the profile. */
export async function testReader(sandbox: Sandbox, holder: Holder, options: TestReaderOptions = {}): Promise<TestReader> {
  const { profile = cardProfile, latencyMs = 0, person = await sandbox.pki.person(holder.person) } = options;
  const readers = join(sandbox.dir, 'readers');
  await mkdir(readers, { recursive: true });
  const folder = await mkdtemp(join(readers, 'reader-'));
  return profile === 'file'
    ? fileReader(sandbox, folder, holder, person, latencyMs)
    : virtualReader(sandbox, folder, holder, person, { generation: profile, latencyMs });
}

/** Long enough for a reader that is polled to be seen empty, as by hand. */
const BY_HAND_MS = 150;

async function fileReader(sandbox: Sandbox, folder: string, first: Holder, person: Person, latencyMs: number): Promise<TestReader> {
  const absent = join(folder, 'absent');
  const card = join(folder, 'card.json');
  const put = async (holder: Holder, whose: Person): Promise<void> => {
    await writeFileCard(folder, whose, { pin: holder.pin, situations: holder.situations, generation: 'CPS3', latencyMs });
  };
  const change = async (work: () => Promise<void>): Promise<void> => {
    await writeFile(absent, '');
    await wait(BY_HAND_MS);
    await work();
    await rm(absent);
  };
  const read = (text: string): { readonly triesLeft: number; readonly maxTries: number } =>
    JSON.parse(text) as { readonly triesLeft: number; readonly maxTries: number };
  await put(first, person);
  return {
    choice: { kind: 'file', folder },
    virtual: null,
    remove: () => writeFile(absent, ''),
    insert: () => rm(absent),
    swap: (holder) => change(async () => put(holder, await sandbox.pki.person(holder.person))),
    swapForeign: () => change(() => writeFile(card, '{"kind":"another card"}')),
    unblock: () =>
      change(async () => {
        const now = read(await readFile(card, 'utf8'));
        await writeFile(card, JSON.stringify({ ...now, triesLeft: now.maxTries }));
      }),
    triesLeft: () => read(readFileSync(card, 'utf8')).triesLeft,
  };
}

async function virtualReader(
  sandbox: Sandbox,
  folder: string,
  first: Holder,
  person: Person,
  { generation, latencyMs }: { readonly generation: NonNullable<CardOptions['generation']>; readonly latencyMs: number },
): Promise<TestReader> {
  const make = async (holder: Holder, whose: Person): Promise<VirtualCard> =>
    createVirtualCard(await mkdtemp(join(folder, 'card-')), whose, { pin: holder.pin, situations: holder.situations, generation });
  const inReader = await make(first, person);
  const { control } = inReader;
  const cards = new Map([[first.person.idNat, inReader]]);
  if (latencyMs > 0) control.latency(latencyMs);
  const now = (work: () => void): Promise<void> => {
    work();
    return Promise.resolve();
  };
  return {
    choice: { kind: 'pkcs11', module: inReader.module, tokenLabel: inReader.tokenLabel, env: inReader.env },
    virtual: control,
    remove: () => now(() => control.remove()),
    insert: () => now(() => control.insert()),
    async swap(holder) {
      const other = cards.get(holder.person.idNat) ?? (await make(holder, await sandbox.pki.person(holder.person)));
      cards.set(holder.person.idNat, other);
      control.foreign(false);
      control.swap(other);
    },
    swapForeign: () =>
      now(() => {
        control.foreign(true);
        control.insert();
      }),
    unblock: () =>
      now(() => {
        control.remove();
        control.setTries(control.maxTries());
        control.insert();
      }),
    triesLeft: () => control.tries(),
  };
}
