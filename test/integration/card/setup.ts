import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forkService } from '../../../electron/card/fork.ts';
import { startCardService, type CardServicePorts, type StartedCardService } from '../../../electron/card/client.ts';
import type { ServiceProcess } from '../../../electron/card/service-process.ts';
import type { CardPresence } from '../../../electron/card/types.ts';
import { LUC_AUBERT, PAULE_DURAND } from '../../sandbox/identities.ts';

export const DURAND = PAULE_DURAND.person;
export const AUBERT = LUC_AUBERT.person;

/** The gap between 1 and 3 is on purpose: real cards have them. */
export const SITUATIONS = PAULE_DURAND.situations;
export const PIN = PAULE_DURAND.pin;
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

  async start(
    adapter: CardServicePorts['adapter'],
    options: Partial<CardServicePorts> & { readonly env?: Readonly<Record<string, string>> } = {},
  ): Promise<StartedCardService> {
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
