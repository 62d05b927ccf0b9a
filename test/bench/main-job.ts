import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../../electron/compose.ts';
import { LUC_AUBERT, PAULE_DURAND, startSandbox } from '../sandbox/index.ts';
import { PATIENT } from '../cli/main-job.ts';
import { clientOf, type Client } from '../setup/client.ts';
import { distantServices } from '../setup/delay-proxy.ts';
import { windowless } from '../setup/windowless.ts';
import { sandboxConfig } from '../setup/sandbox-config.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { item, type Benchmark } from './report.ts';

/** The field, as the goal states it: services 150 ms away each way, a card that signs in 500 ms. */
const FAR_MS = 300;
const CARD_MS = 500;

/** From the click on « Valider et envoyer » to both channels acknowledged. */
export async function run(runs: number): Promise<Benchmark> {
  const far = await measure(runs, FAR_MS, CARD_MS);
  const near = await measure(runs, 0, 0);
  const field = `${FAR_MS} ms round trip, ${CARD_MS} ms card`;
  return {
    name: 'main-job',
    runs,
    items: [
      item(`validate to both channels acknowledged, ${field}, warm connections`, 'ms', far.warm, { goal: { atMost: 3000 } }),
      item(`the same, first document of the session (cold)`, 'ms', far.cold),
      item('validate to both channels acknowledged, local, warm', 'ms', near.warm),
      item('the same, cold', 'ms', near.cold),
    ],
  };
}

async function measure(runs: number, rttMs: number, cardMs: number): Promise<{ readonly cold: number[]; readonly warm: number[] }> {
  const cold: number[] = [];
  const warm: number[] = [];
  const pdf = new Uint8Array(await samplePdf({}));
  for (let turn = 0; turn < runs; turn += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'poste-bench-'));
    const sandbox = await startSandbox({ autoApprove: 0 });
    const card = await sandbox.fileCard(PAULE_DURAND, { latencyMs: cardMs });
    const distant = await distantServices(sandboxConfig(sandbox, folder, { kind: 'file', folder: card }), rttMs);
    const application = await compose(distant.config, windowless(folder));
    try {
      const client = clientOf(application);
      const patientId = await qualified(client);
      cold.push(await send(client, patientId, pdf));
      warm.push(await send(client, patientId, pdf));
    } finally {
      await application.close();
      await distant.close();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    }
  }
  return { cold, warm };
}

/** Opens the session of the card, and a patient whose documents may leave. */
export async function qualified(client: Client): Promise<string> {
  await client.call('session.open', { pin: PAULE_DURAND.pin, lastTry: false, situation: 1 });
  await client.call('session.connectMss', null);
  await client.until('session.changed', async () => ((await client.call('session.state', null)).mss.state === 'open' ? true : null));
  const { id } = await client.call('patients.create', PATIENT);
  const { proposal } = await client.call('patients.askInsi', { id });
  if (proposal === null) throw new Error('no identity');
  await client.call('patients.acceptInsi', { id, proposal: proposal.id });
  await client.call('patients.recordIdentityDocument', { id, type: 'CN' });
  await client.call('patients.recordInformation', { id, purpose: 'feeding', state: 'informed' });
  return id;
}

/** Milliseconds from the validation to the last acknowledgement. */
export async function send(client: Client, patientId: string, bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const draft = await client.call('documents.add', { patientId, fileName: 'compte-rendu-de-consultation.pdf', bytes, again: true });
  const start = performance.now();
  await client.call('documents.validate', { id: draft.id, form: { ...draft.form, recipients: [LUC_AUBERT.mailbox] } });
  await client.until('records.changed', async () => {
    const row = (await client.call('documents.list', { patientId })).find((d) => d.id === draft.id);
    if (row?.sends.some((s) => s.state === 'failed') === true) throw new Error('a send failed');
    return row?.sends.length === 2 && row.sends.every((s) => s.state === 'sent') ? true : null;
  });
  return performance.now() - start;
}
