import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { compose } from '../../electron/compose.ts';
import { PATIENT } from '../cli/main-job.ts';
import { ALIX_SIMON } from '../sandbox/identities.ts';
import { PAULE_DURAND, startSandbox, type Holder } from '../sandbox/index.ts';
import { clientOf, type Client } from '../setup/client.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { sandboxConfig } from '../setup/sandbox-config.ts';
import { testReader, type TestReader } from '../setup/test-card.ts';
import { windowless } from '../setup/windowless.ts';
import { item, type Benchmark, type Item } from './report.ts';

const measured = z.object({ heldMs: z.number(), overMiB: z.number(), ms: z.number() });
type Lot = z.infer<typeof measured>;

const DOCUMENTS = 100;
/** As the field has it: a card that signs in half a second. */
const CARD_MS = 500;
const GOAL_HELD_MS = 100;
const GOAL_MIB = 150;

/** Documents that a secretary prepared, validated together by their doctor in the window. */
export async function validationItems(runs: number): Promise<readonly Item[]> {
  const held: number[] = [];
  const memory: number[] = [];
  const seconds: number[] = [];
  for (let turn = 0; turn < runs; turn += 1) {
    const one = await validated();
    held.push(one.heldMs);
    memory.push(one.overMiB);
    seconds.push(one.ms / 1000);
  }
  const what = `${DOCUMENTS} prepared documents validated together, ${CARD_MS} ms card`;
  return [
    item(`${what}, longest task of the window`, 'ms', held, { goal: { atMost: GOAL_HELD_MS } }),
    item(`${what}, memory over what the screen takes`, 'MiB', memory, { goal: { atMost: GOAL_MIB } }),
    item(`${what}, from the press to the last one`, 's', seconds),
  ];
}

export const run = async (runs: number): Promise<Benchmark> => ({ name: 'validation', runs, items: [...(await validationItems(runs))] });

/** The lot is validated in a process of its own: its tree is the workstation, and not the services that it speaks to. */
async function validated(): Promise<Lot> {
  const folder = await mkdtemp(join(tmpdir(), 'poste-bench-'));
  const sandbox = await startSandbox({ autoApprove: null });
  try {
    const reader = await testReader(sandbox, ALIX_SIMON, { profile: 'file', latencyMs: CARD_MS });
    const config = sandboxConfig(sandbox, folder, reader.choice);
    const application = await compose(config, windowless(folder));
    try {
      await prepared(clientOf(application), reader);
    } finally {
      await application.close();
    }
    const file = join(folder, 'config.json');
    await writeFile(file, JSON.stringify(config), { mode: 0o600 });
    return await child([file, PAULE_DURAND.pin, String(DOCUMENTS)]);
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function child(args: readonly string[]): Promise<Lot> {
  return new Promise((resolve, reject) => {
    const bench = fork(fileURLToPath(new URL('./validation-child.ts', import.meta.url)), args, { execArgv: [] });
    let answer: Lot | null = null;
    bench.on('message', (message) => (answer = measured.parse(message)));
    bench.on('error', reject);
    bench.on('exit', (code) => {
      if (answer === null) reject(new Error(`validation: exit ${code}`));
      else resolve(answer);
    });
  });
}

/** The doctor delegates, the secretary prepares, and the doctor is back. */
async function prepared(client: Client, reader: TestReader): Promise<void> {
  const enter = async ({ person, pin }: Holder, swap: boolean): Promise<void> => {
    if (swap) await reader.swap(person.idNat === ALIX_SIMON.person.idNat ? ALIX_SIMON : PAULE_DURAND);
    await client.until('session.changed', async () => {
      const { holder } = (await client.call('session.state', null)).card;
      return holder?.includes(person.family ?? '') === true ? true : null;
    });
    await client.call('session.open', { pin, lastTry: false, situation: 1 });
  };
  await enter(ALIX_SIMON, false);
  await enter(PAULE_DURAND, true);
  const to = ALIX_SIMON.person.idNat;
  await client.call('delegations.make', { to, acts: ['prepare'], types: [], since: null, until: null });
  const { id: patientId } = await client.call('patients.create', PATIENT);
  const { proposal } = await client.call('patients.askInsi', { id: patientId });
  await client.call('patients.acceptInsi', { id: patientId, proposal: proposal?.id ?? '' });
  await client.call('patients.recordIdentityDocument', { id: patientId, type: 'CN' });
  await enter(ALIX_SIMON, true);
  const bytes = new Uint8Array(await samplePdf({}));
  for (let n = 1; n <= DOCUMENTS; n += 1) {
    const { id, form } = await client.call('documents.add', { patientId, fileName: `courrier-${n}.pdf`, bytes, again: true });
    await client.call('documents.prepare', {
      id,
      form: { ...form, type: '11488-4', title: `Courrier ${n}` },
      for: PAULE_DURAND.person.idNat,
    });
  }
  await reader.swap(PAULE_DURAND);
}
