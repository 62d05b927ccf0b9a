import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Person } from '../pki/index.ts';
import { buildCardShim } from '../shim/build.ts';
import { cardContent, type CardOptions } from './content.ts';
import { createSoftHsmCard } from './softhsm.ts';

export interface VirtualCardOptions extends CardOptions {
  /** Wrong PINs before the card locks, 1 to 9; 3 by default. */
  readonly maxTries?: number;
}

/** A call that reached the module, whatever the process. */
export interface ModuleCall {
  readonly name: 'C_Initialize' | 'C_Login' | 'C_Sign';
  readonly pid: number;
  /** CKR_*, 0 when it succeeded. */
  readonly result: number;
  /** CKM_* of a signature, 0 for the others. */
  readonly mechanism: number;
}

/** A change in the reader, as a process saw it at one of its calls. */
export interface Sight {
  /** Number of the insertion, negative for a card that is not a CPS; 0: the reader is empty. */
  readonly insertion: number;
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What a hand does to the reader and its card, seen by the module at its next call. */
export interface VirtualReader {
  remove(): void;
  /** Puts the card back: another insertion, even between two looks. */
  insert(): void;
  /** Puts another card in this reader, without the reader being seen empty. @param other a card made with this function */
  swap(other: VirtualCard): void;
  /** The card becomes one that is not of the CPS family, or a CPS again. */
  foreign(on: boolean): void;
  setTries(left: number): void;
  tries(): number;
  /** Tries of a card that refused nothing. */
  maxTries(): number;
  /** Milliseconds that each login and each signature takes. */
  latency(ms: number): void;
  /** Another program resets the PIN state of the card: the next signature of every process is refused (CKR_USER_NOT_LOGGED_IN). */
  forgetPin(): void;
  /** Every call blocks while on; `compute`: those alone that check a PIN or sign; `initialize`: C_Initialize and C_Finalize. */
  hang(on: boolean | 'compute' | 'initialize'): void;
  /**
   * The system's PC/SC service ends, or starts again. It is another one then: a module that has met the former one sees
   * no reader until it is initialised again.
   */
  pcsc(running: boolean): void;
  /** What such a module answers: CKR_* to every call, or null (at first) for no reader and no error, as Cryptolib 5.2.2. */
  deadAnswer(code: number | null): void;
  /** Every change that a process saw in the reader so far, oldest first. */
  sights(): readonly Sight[];
  /** Logins and signatures that the card began so far, ended or not. */
  computations(): number;
  /** C_Initialize calls so far, oldest first. */
  initializations(): readonly ModuleCall[];
  /** C_Login calls so far, oldest first. */
  logins(): readonly ModuleCall[];
  /** C_Sign calls so far, oldest first. */
  signatures(): readonly ModuleCall[];
}

export interface VirtualCard {
  readonly module: string;
  /** To be set in every process that uses the reader. */
  readonly env: { readonly CARD_SHIM_MODULE: string; readonly CARD_SHIM_DIR: string };
  readonly tokenLabel: string;
  /** CKA_ID of the authentication key, for a PKCS#11 URI. */
  readonly authenticationId: Buffer;
  readonly control: VirtualReader;
  /** Folder of the card itself. */
  readonly folder: string;
}

/**
 * A card in a reader of its own, behind a PKCS#11 module that behaves as the Cryptolib does: tries that run out,
 * removal, latency, hang, the mechanisms of its generation (test/sandbox/shim). Needs gcc, libp11-kit-dev and SoftHSM2.
 *
 * @param dir made when missing: `reader` and `card` inside.
 */
export async function createVirtualCard(dir: string, person: Person, options: VirtualCardOptions): Promise<VirtualCard> {
  const maxTries = options.maxTries ?? 3;
  if (!Number.isInteger(maxTries) || maxTries < 1 || maxTries > 9) throw new Error('1 to 9 tries');
  const folder = join(dir, 'card');
  const reader = join(dir, 'reader');
  const [module, token] = await Promise.all([
    buildCardShim(),
    createSoftHsmCard(folder, person, options),
    mkdir(reader, { recursive: true, mode: 0o700 }),
  ]);
  const { serial, model } = cardContent(person, options);
  const facts = { serial, model, no_pss: options.generation === 'CPS4' ? '0' : '1', tries: String(maxTries), max_tries: String(maxTries) };
  await Promise.all(Object.entries(facts).map(([name, text]) => writeFile(join(folder, name), `${text}\n`)));
  const control = readerOf(reader, folder);
  control.insert();
  return {
    module,
    env: { CARD_SHIM_MODULE: token.module, CARD_SHIM_DIR: reader },
    tokenLabel: token.tokenLabel,
    authenticationId: token.authenticationId,
    control,
    folder,
  };
}

function readerOf(reader: string, first: string): VirtualReader {
  let card = first;
  let insertions = 0;
  let resets = 0;
  let services = 1;
  const file = (name: string): string => join(reader, name);
  /** Whole or not at all: the module may read at any time. */
  const write = (path: string, text: string): void => {
    const fresh = `${path}.${randomUUID()}`;
    writeFileSync(fresh, `${text}\n`);
    renameSync(fresh, path);
  };
  const put = (name: string, text: string): void => write(file(name), text);
  const insert = (folder: string): void => {
    card = folder;
    insertions += 1;
    put('present', `${insertions} ${folder}`);
  };
  const calls = (name: ModuleCall['name']): ModuleCall[] => readCalls(file('log')).filter((call) => call.name === name);
  return {
    remove: () => put('present', '0'),
    insert: () => insert(card),
    swap: (other) => insert(other.folder),
    foreign: (on) => put('foreign', on ? '1' : '0'),
    setTries: (left) => write(join(card, 'tries'), String(left)),
    tries: () => Number(readFileSync(join(card, 'tries'), 'utf8')),
    maxTries: () => Number(readFileSync(join(card, 'max_tries'), 'utf8')),
    latency: (ms) => put('latency_ms', String(ms)),
    forgetPin: () => {
      resets += 1;
      put('resets', String(resets));
    },
    hang: (on) => (on === false ? rmSync(file('hang'), { force: true }) : put('hang', on === true ? '1' : on)),
    pcsc: (running) => {
      if (running) services += 1;
      put('pcsc', running ? String(services) : '0');
    },
    deadAnswer: (code) => put('dead', String(code ?? 0)),
    sights: () =>
      linesOf(file('sights')).map((words) => {
        const [insertion, pid, at] = words.map(Number);
        return { insertion: insertion ?? 0, pid: pid ?? 0, at: at ?? 0 };
      }),
    computations: () => linesOf(file('computing')).length,
    initializations: () => calls('C_Initialize'),
    logins: () => calls('C_Login'),
    signatures: () => calls('C_Sign'),
  };
}

function readCalls(log: string): ModuleCall[] {
  return linesOf(log).map(([name, pid, result, mechanism]) => {
    if (name !== 'C_Initialize' && name !== 'C_Login' && name !== 'C_Sign') throw new Error(`unknown call in ${log}`);
    return { name, pid: Number(pid), result: Number(result), mechanism: Number(mechanism) };
  });
}

/** Words of each line; none while nothing was written. */
function linesOf(file: string): string[][] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' '));
}
