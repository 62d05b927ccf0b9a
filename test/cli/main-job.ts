import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '../../shared/errors.ts';
import type { Command, CommandArguments } from '../../electron/cli/run.ts';
import { compose, type Application } from '../../electron/compose.ts';
import { LUC_AUBERT, PAULE_DURAND, startSandbox, type Sandbox } from '../sandbox/index.ts';
import { clientOf, type Client } from '../setup/client.ts';
import { sandboxConfig, type CardChoice } from '../setup/sandbox-config.ts';
import { distantServices, type DistantServices } from '../setup/delay-proxy.ts';
import { windowless } from '../setup/windowless.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { oneOf } from './given.ts';

/** The patient of the main job: INSi knows her, her DMP is open (person 14 of sandbox/README 1). */
export const PATIENT = {
  traits: { birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE MARIE-LOUISE', sex: 'F', birthDate: '1979-03-28', birthPlace: '51215' },
  usedName: null,
  usedFirstName: null,
} as const;

const USAGE = 'main-job [--card file|softhsm] [--generation CPS3|CPS4] [--pdf f] [--rtt ms] [--card-ms ms] [--keep dir] [--json]';

/** The main job from end to end, without a window: the application's own calls against the sandbox (cli/README 13). */
export const mainJob: Command = {
  usage: USAGE,
  values: ['card', 'generation', 'pdf', 'rtt', 'card-ms', 'keep'],
  flags: [],
  async run(given) {
    const card = oneOf(given, 'card', ['softhsm', 'file'], USAGE);
    const generation = oneOf(given, 'generation', ['CPS3', 'CPS4'], USAGE);
    const cardMs = milliseconds(given, 'card-ms');
    const rttMs = milliseconds(given, 'rtt');
    // SoftHSM2 has no latency of its own to set.
    if (cardMs > 0 && card !== 'file') throw usage();
    const pdfFile = given.option('pdf');
    const pdf = pdfFile === null ? await samplePdf({ patient: 'Dominique PAT-TROIS' }) : await readFile(pdfFile);
    const answer = await runMainJob({ card, generation, cardMs, rttMs, pdf, keep: given.option('keep') });
    return { result: answer, positive: answer.dmp.status === 'sent' && answer.mss.status === 'sent' && answer.ins.status === 'QUAL' };
  },
};

function milliseconds(given: CommandArguments, name: string): number {
  const value = Number(given.option(name) ?? '0');
  if (!Number.isInteger(value) || value < 0 || value > 60_000) throw usage();
  return value;
}

const usage = () => fail('USAGE', { values: { usage: USAGE } });

/** Exchanged bytes, by the names of `--keep`. */
type Kept = Map<string, Uint8Array>;

async function runMainJob(options: {
  readonly card: 'file' | 'softhsm';
  readonly generation: 'CPS3' | 'CPS4';
  readonly cardMs: number;
  readonly rttMs: number;
  readonly pdf: Uint8Array;
  readonly keep: string | null;
}) {
  const folder = await mkdtemp(join(tmpdir(), 'poste-main-job-'));
  const sandbox = await startSandbox({ autoApprove: 0 });
  const clock = performance.now.bind(performance);
  const kept: Kept = new Map();
  let application: Application | null = null;
  let far: DistantServices | null = null;
  try {
    const choice = await insertCard(sandbox, options);
    const started = clock();
    far = await distantServices(sandboxConfig(sandbox, join(folder, 'data'), choice), options.rttMs);
    application = await compose(far.config, windowless(join(folder, 'data')), {
      observe: (service, request) => keepRequest(kept, service, request.headers, request.body),
    });
    const client = clientOf(application);
    const ready = await cardReady(client);
    const startMs = clock() - started;

    const loginAt = clock();
    await client.call('session.open', { pin: PAULE_DURAND.pin, lastTry: false, situation: 1 });
    await client.call('session.connectMss', null);
    await client.until('session.changed', async () => {
      const { mss } = await client.call('session.state', null);
      if (mss.state === 'failed') throw new Error(`Pro Santé Connect: ${mss.error?.code ?? ''}`);
      return mss.state === 'open' ? mss : null;
    });
    const loginMs = clock() - loginAt;

    const insAt = clock();
    const created = await client.call('patients.create', PATIENT);
    const { proposal } = await client.call('patients.askInsi', { id: created.id });
    if (proposal === null) throw new Error('INSi answered without an identity');
    await client.call('patients.acceptInsi', { id: created.id, proposal: proposal.id });
    const patient = await client.call('patients.recordIdentityDocument', { id: created.id, type: 'CN' });
    const insMs = clock() - insAt;
    await client.call('patients.recordInformation', { id: created.id, purpose: 'feeding', state: 'informed' });

    const draft = await client.call('documents.add', {
      patientId: created.id,
      fileName: 'compte-rendu-de-consultation.pdf',
      bytes: new Uint8Array(options.pdf),
    });
    await client.call('patients.setMedecinTraitant', {
      id: created.id,
      medecinTraitant: { name: 'Dr Luc AUBERT', address: LUC_AUBERT.mailbox },
    });
    const validateAt = clock();
    await client.call('documents.validate', { id: draft.id, form: { ...draft.form, recipients: [LUC_AUBERT.mailbox] } });
    const sends = await client.until('records.changed', async () => {
      const document = (await client.call('documents.list', { patientId: created.id })).find((d) => d.id === draft.id);
      const over = document?.sends.length === 2 && document.sends.every((s) => s.state === 'sent' || s.state === 'failed');
      return document !== undefined && over ? document.sends : null;
    });
    const validateMs = clock() - validateAt;

    const audit = await client.call('audit.verify', null);
    const ins = patient.ins;
    const view = ins === null ? null : sandbox.dmp.patientView({ matricule: ins.matricule, oid: ins.oid });
    const delivery = sandbox.mss.deliveries(LUC_AUBERT.mailbox).at(-1);
    if (delivery !== undefined) {
      kept.set('message.eml', delivery.raw);
      const zip = delivery.attachments.find((a) => a.name === 'IHE_XDM.zip');
      if (zip !== undefined) kept.set('IHE_XDM.zip', zip.bytes);
    }
    kept.set('ca.pem', await readFile(sandbox.trustFile));
    if (options.keep !== null) await writeKept(options.keep, kept);

    const dmp = sends.find((s) => s.channel === 'dmp');
    const mss = sends.find((s) => s.channel === 'mss');
    return {
      card: { module: options.card === 'file' ? 'file' : choice.kind === 'pkcs11' ? choice.module : null, generation: ready },
      ins: { status: patient.status, matricule: ins?.matricule ?? null, oid: ins?.oid ?? null },
      dmp: { status: dmp?.state ?? null, uniqueId: view?.documents.at(-1)?.uniqueId ?? null, error: dmp?.error ?? null },
      mss: {
        status: mss?.state ?? null,
        messageId: delivery?.messageId ?? null,
        headers: delivery?.headers ?? {},
        error: mss?.error ?? null,
      },
      patientView: {
        documents: (view?.documents ?? []).map(({ uniqueId, entryUUID, title, author, sha1 }) => ({
          uniqueId,
          entryUUID,
          title,
          author,
          sha1,
        })),
        accesses: view?.accesses ?? [],
      },
      audit: { length: audit.length, valid: audit.valid },
      sha1: createHash('sha1').update(options.pdf).digest('hex'),
      ms: {
        start: Math.round(startMs),
        login: Math.round(loginMs),
        ins: Math.round(insMs),
        validate: Math.round(validateMs),
        total: Math.round(clock() - started),
      },
    };
  } finally {
    await application?.close();
    await far?.close();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function insertCard(
  sandbox: Sandbox,
  options: { card: 'file' | 'softhsm'; generation: 'CPS3' | 'CPS4'; cardMs: number },
): Promise<CardChoice> {
  if (options.card === 'file') {
    return { kind: 'file', folder: await sandbox.fileCard(PAULE_DURAND, { generation: options.generation, latencyMs: options.cardMs }) };
  }
  const { module, tokenLabel, env } = await sandbox.softHsmCard(PAULE_DURAND, { generation: options.generation });
  return { kind: 'pkcs11', module, tokenLabel, env };
}

/** Generation of the card in the reader, once there is one. */
async function cardReady(client: Client): Promise<'CPS3' | 'CPS4'> {
  return client.until('session.changed', async () => (await client.call('session.state', null)).card.generation);
}

function keepRequest(kept: Kept, service: 'insi' | 'dmp', headers: Readonly<Record<string, string>>, body: Uint8Array | null): void {
  if (body === null) return;
  const bytes = Buffer.from(body);
  if (service === 'insi') kept.set('insi-request.xml', bytes);
  else if (/multipart\/related/.test(headers['content-type'] ?? '')) {
    kept.set('td2.1-request.mime', bytes);
    for (const part of mimeParts(bytes)) {
      if (part.includes('<ClinicalDocument')) kept.set('document.xml', part);
      else if (/^\s*(<\?xml[^>]*>\s*)?<(ds:)?Signature/.test(part.subarray(0, 300).toString())) kept.set('xades.xml', part);
    }
  } else {
    kept.set('td0.2-request.xml', bytes);
    const assertion = /<(\w+:)?Assertion[\s>][\s\S]*<\/\1?Assertion>/.exec(bytes.toString())?.[0];
    if (assertion !== undefined) kept.set('vihf.xml', Buffer.from(assertion));
  }
}

/** Bodies of the parts, as sent. */
function mimeParts(message: Buffer): Buffer[] {
  const boundary = /^--(\S+)/m.exec(message.subarray(0, 1000).toString('latin1'))?.[1];
  if (boundary === undefined) return [];
  const parts: Buffer[] = [];
  const mark = Buffer.from(`--${boundary}`);
  for (let at = message.indexOf(mark); at !== -1;) {
    const next = message.indexOf(mark, at + mark.length);
    if (next === -1) break;
    const part = message.subarray(at + mark.length, next);
    const body = part.indexOf('\r\n\r\n');
    if (body !== -1) parts.push(part.subarray(body + 4, part.length - 2));
    at = next;
  }
  return parts;
}

async function writeKept(dir: string, kept: Kept): Promise<void> {
  await mkdir(dir, { recursive: true });
  await Promise.all([...kept].map(([name, bytes]) => writeFile(join(dir, name), bytes)));
}
