import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSoftHsmCard, createVirtualCard, writeFileCard, type Generation, type SoftHsmCard, type VirtualCard } from './cards/index.ts';
import { Clock } from './common/clock.ts';
import { Faults } from './common/faults.ts';
import { startDmp, type DmpSandbox } from './dmp/index.ts';
import type { BreakGlass } from './dmp/vihf.ts';
import { HOLDERS, LUC_AUBERT, PAULE_DURAND, type Holder } from './identities.ts';
import { startInsi, type InsiSandbox } from './insi/index.ts';
import { startPatientPortal, type PatientPortal } from './mes/index.ts';
import { startMss, type MssSandbox } from './mss/index.ts';
import { createPki, type Pki } from './pki/index.ts';
import { startLists, type ListServer } from './pki/lists.ts';
import { startPsc, type Psc } from './psc/index.ts';

export interface SandboxOptions {
  /** Keeps PKI and cards there between runs; a temporary folder, removed at the end, without it. */
  readonly dir?: string;
  /** Milliseconds before Pro Santé Connect approves by itself; null: somebody answers on the phone page. */
  readonly autoApprove: number | null;
  /** Between two questions of the editor's proxy to Pro Santé Connect; 1 s by default. */
  readonly pscIntervalSeconds?: number;
  /** Who may break the glass at the DMP; `P606` by default. */
  readonly breakGlass?: BreakGlass;
}

/** The national services, simulated: loopback only, real protocols, and their own judgement. */
export interface Sandbox {
  readonly dir: string;
  readonly pki: Pki;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly insi: InsiSandbox;
  readonly dmp: DmpSandbox;
  readonly psc: Psc;
  readonly mss: MssSandbox;
  readonly portal: PatientPortal;
  readonly lists: ListServer;
  /** Addresses of the revocation lists. */
  readonly crlUrls: readonly string[];
  /** PEM file with every authority a client must trust. */
  readonly trustFile: string;
  /** Puts a holder's card in a folder, and answers that folder. */
  fileCard(
    holder: Holder,
    options?: { readonly generation?: Generation; readonly name?: string; readonly latencyMs?: number },
  ): Promise<string>;
  softHsmCard(holder: Holder, options?: { readonly generation?: Generation }): Promise<SoftHsmCard>;
  /** A card that runs out of tries, leaves, hangs: behind a module of our own (test/sandbox/shim). */
  virtualCard(holder: Holder, options?: { readonly generation?: Generation }): Promise<VirtualCard>;
  close(): Promise<void>;
}

export { HOLDERS, LUC_AUBERT, PAULE_DURAND, type Holder };

/** Starts every service. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'poste-sandbox-')));
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const pki = await createPki({ dir: join(dir, 'pki') });
  const faults = new Faults();
  const clock = new Clock();
  const trustFile = join(dir, 'ca.pem');
  await writeFile(trustFile, pki.trustPem);
  const common = { pki, faults, clock };
  const [dmp, psc] = await Promise.all([
    startDmp({ ...common, ...(options.breakGlass === undefined ? {} : { breakGlass: options.breakGlass }) }),
    startPsc({
      ...common,
      autoApprove: options.autoApprove,
      ...(options.pscIntervalSeconds === undefined ? {} : { intervalSeconds: options.pscIntervalSeconds }),
    }),
  ]);
  const insi = await startInsi({ ...common, psc });
  const mss = await startMss({ ...common, psc });
  const lists = await startLists({ pki });
  const portal = await startPatientPortal({ dmp, clock });
  let cards = 0;
  const folder = (name: string): string => join(dir, 'cards', `${name}-${(cards += 1)}`);
  return {
    dir,
    pki,
    faults,
    clock,
    insi,
    dmp,
    psc,
    mss,
    portal,
    lists,
    crlUrls: lists.urls,
    trustFile,
    async fileCard(holder, { generation = 'CPS3', name, latencyMs = 0 } = {}) {
      const target = name === undefined ? folder('file') : join(dir, 'cards', name);
      await writeFileCard(target, await pki.person(holder.person), {
        pin: holder.pin,
        situations: holder.situations,
        generation,
        latencyMs,
      });
      return target;
    },
    async softHsmCard(holder, { generation = 'CPS3' } = {}) {
      const person = await pki.person(holder.person);
      return createSoftHsmCard(folder('softhsm'), person, {
        pin: holder.pin,
        situations: holder.situations,
        generation,
        tokenLabel: `${generation}-TEST`,
      });
    },
    async virtualCard(holder, { generation = 'CPS3' } = {}) {
      return createVirtualCard(folder('virtual'), await pki.person(holder.person), {
        pin: holder.pin,
        situations: holder.situations,
        generation,
      });
    },
    async close() {
      await Promise.all([lists.close(), portal.close(), mss.close(), psc.close(), dmp.close(), insi.close()]);
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
