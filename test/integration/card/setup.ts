import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forkService } from '../../../electron/card/fork.ts';
import { startCardService, type CardServiceOptions, type StartedCardService } from '../../../electron/card/client.ts';
import type { ServiceProcess } from '../../../electron/card/service-process.ts';
import type { CardPresence } from '../../../electron/card/types.ts';
import type { PersonRequest } from '../../sandbox/pki/index.ts';
import type { Situation } from '../../sandbox/cards/index.ts';

export const DURAND: PersonRequest = {
  idNat: '899900000017',
  family: 'DURAND',
  given: 'Paule',
  title: 'Médecin',
  profession: '10',
  skill: 'SM26',
  cardId: '0000000017',
  type: 'CPS',
};
export const AUBERT: PersonRequest = { ...DURAND, idNat: '899900000025', family: 'AUBERT', given: 'Luc', cardId: '0000000025' };

/** The gap between 1 and 3 is on purpose: real cards have them. */
export const SITUATIONS: readonly Situation[] = [
  { index: 1, idNat: '499900000017001', name: 'Cabinet du Port', sector: 'SA07' },
  { index: 3, idNat: '10B0999997', name: 'CH des Essais', sector: 'SA01' },
];
export const PIN = '1234';
export const WRONG = '4321';

/** Folders and services of a test file, all closed by {@link Bench.close}. */
export class Bench {
  readonly #folders: string[] = [];
  readonly #services: StartedCardService[] = [];
  /** Service processes started, newest last. */
  readonly processes: ServiceProcess[] = [];

  folder(): string {
    const dir = mkdtempSync(join(tmpdir(), 'poste-card-'));
    this.#folders.push(dir);
    return join(dir, 'card');
  }

  async start(adapter: CardServiceOptions['adapter'], options: Partial<CardServiceOptions> & { readonly env?: Readonly<Record<string, string>> } = {}): Promise<StartedCardService> {
    const { env = {}, ...others } = options;
    const service = startCardService({
      start: (entry) => {
        const process = forkService(entry, env);
        this.processes.push(process);
        return process;
      },
      adapter,
      pollMs: 40,
      hungMs: 15_000,
      ...others,
    });
    this.#services.push(service);
    await service.ready;
    return service;
  }

  async close(): Promise<void> {
    await Promise.all(this.#services.map((service) => service.close()));
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Waits for a presence; the listener and the current value are one race-free look. */
export async function until(service: StartedCardService, suits: (presence: CardPresence) => boolean, ms = 10_000): Promise<CardPresence> {
  return await new Promise((resolve, reject) => {
    const check = (presence: CardPresence): void => {
      if (!suits(presence)) return;
      clearTimeout(late);
      stop();
      resolve(presence);
    };
    const stop = service.onPresence(check);
    const late = setTimeout(() => {
      stop();
      reject(new Error(`presence is still ${service.presence().kind}`));
    }, ms);
    check(service.presence());
  });
}

export const codeOf = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => 'nothing thrown',
    (thrown: unknown) => (thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown)),
  );
