import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../electron/cli/run.ts';
import { compose } from '../../electron/compose.ts';
import type { DocumentForm } from '../../shared/domain/record/document.ts';
import { errorFacts } from '../../shared/errors.ts';
import { ALIX_SIMON, NOE_PERRIN } from '../sandbox/identities.ts';
import { PAULE_DURAND, startSandbox, type Holder, type Sandbox } from '../sandbox/index.ts';
import { clientOf, type Client } from '../setup/client.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { sandboxConfig, type CardChoice, type ConfigChanges } from '../setup/sandbox-config.ts';
import { windowless } from '../setup/windowless.ts';
import { oneOf } from './given.ts';
import { PATIENT } from './main-job.ts';

const USAGE = 'practice-job [--card file|softhsm] [--keep dir] [--json]';

const CONSULTATION = '11488-4';
const PRESCRIPTION = '57833-6';

/** What was refused to whom, and by whom: the workstation before anything left, or the DMP. */
interface Refused {
  readonly actor: string;
  readonly act: string;
  readonly code: string;
  readonly by: 'client' | 'sandbox';
}

/** A practice, without a window: the secretary prepares, the doctor validates, on one workstation whose card changes (cli/README 13). */
export const practiceJob: Command = {
  usage: USAGE,
  values: ['card', 'keep'],
  flags: [],
  async run(given) {
    const card = oneOf(given, 'card', ['softhsm', 'file'], USAGE);
    const result = await runPracticeJob(card, given.option('keep'));
    return { result, positive: result.validated > 0 && result.validated === result.left };
  },
};

async function runPracticeJob(card: 'file' | 'softhsm', keep: string | null) {
  const folder = await mkdtemp(join(tmpdir(), 'poste-practice-job-'));
  const sandbox = await startSandbox({ autoApprove: 0 });
  const kept = new Map<string, Uint8Array>();
  const practice = new Practice({ sandbox, card, folder, kept });
  try {
    const result = await day(practice);
    if (keep !== null) {
      await mkdir(keep, { recursive: true });
      await Promise.all([...kept].map(([name, bytes]) => writeFile(join(keep, name), bytes)));
    }
    return result;
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A day of the practice: each paragraph is one card in the reader. */
async function day(practice: Practice) {
  const alix = nameOf(ALIX_SIMON);
  const paule = PAULE_DURAND.person.idNat;
  // She opens a session once: her doctor may delegate to her from then on.
  const patient = await practice.at(ALIX_SIMON, async (client) => {
    const { id } = await client.call('patients.create', PATIENT);
    const draft = await added(client, id, 'Sans délégation', CONSULTATION);
    await practice.tries(alix, 'documents.validate', client.call('documents.validate', draft));
    await practice.tries(alix, 'documents.prepare', client.call('documents.prepare', { ...draft, for: paule }));
    await client.call('documents.remove', { id: draft.id });
    return id;
  });

  await practice.at(PAULE_DURAND, async (client) => {
    const { proposal } = await client.call('patients.askInsi', { id: patient });
    await client.call('patients.acceptInsi', { id: patient, proposal: proposal?.id ?? '' });
    await client.call('patients.recordIdentityDocument', { id: patient, type: 'CN' });
    await client.call('patients.recordInformation', { id: patient, purpose: 'feeding', state: 'informed' });
    const terms = { to: ALIX_SIMON.person.idNat, since: null, until: null };
    await client.call('delegations.make', { ...terms, acts: ['prepare'], types: [] });
    await client.call('delegations.make', { ...terms, acts: ['TD2.2'], types: [PRESCRIPTION] });
  });

  const prepared = await practice.at(ALIX_SIMON, async (client) => {
    const handed: { readonly id: string; readonly form: DocumentForm }[] = [];
    for (const title of ['Compte rendu de consultation', 'Compte rendu de suivi', 'Compte rendu rendu à relire']) {
      const draft = await added(client, patient, title, CONSULTATION);
      await client.call('documents.prepare', { ...draft, for: paule });
      handed.push(draft);
    }
    const other = await added(client, patient, 'Type non délégué', CONSULTATION);
    await practice.tries(alix, 'TD2.2', client.call('documents.feedFor', { ...other, for: paule }));
    const fed = await added(client, patient, 'Renouvellement d’ordonnance', PRESCRIPTION);
    await client.call('documents.feedFor', { ...fed, for: paule });
    await settled(client, patient, [fed.id]);
    return handed;
  });

  const [toRead, ...good] = prepared.toReversed();
  const validated = await practice.at(PAULE_DURAND, async (client) => {
    const done: string[] = [];
    for (const { id, form } of good) {
      await client.call('documents.validate', { id, form });
      done.push(id);
    }
    await client.call('documents.giveBack', { id: toRead?.id ?? '', reason: 'type' });
    for (const { id, mine, standing } of await client.call('delegations.list', null))
      if (mine && standing === 'in-force') await client.call('delegations.revoke', { id });
    return { done: done.length, left: await settled(client, patient, done) };
  });

  await practice.at(ALIX_SIMON, async (client) => {
    const draft = await added(client, patient, 'Délégation terminée', PRESCRIPTION);
    await practice.tries(alix, 'documents.prepare', client.call('documents.prepare', { ...draft, for: paule }));
    await practice.tries(alix, 'TD2.2', client.call('documents.feedFor', { ...draft, for: paule }));
  });

  await practice.at(NOE_PERRIN, async (client) => {
    const draft = await added(client, patient, 'Hôpital', PRESCRIPTION);
    await practice.tries(nameOf(NOE_PERRIN), 'TD2.2', client.call('documents.feedFor', { ...draft, for: paule }));
  });

  // What the DMP refuses where the workstation lets it through: a document that the secretary answers for.
  await practice.at(PAULE_DURAND, (client) =>
    client.call('delegations.make', { to: ALIX_SIMON.person.idNat, acts: ['TD2.2'], types: [PRESCRIPTION], since: null, until: null }),
  );
  await practice.at(
    ALIX_SIMON,
    async (client) => {
      const draft = await added(client, patient, 'Ordonnance dont la secrétaire répond', PRESCRIPTION);
      await client.call('documents.feedFor', { ...draft, for: paule });
      await settled(client, patient, [draft.id]);
      const row = (await client.call('documents.list', { patientId: patient })).find(({ id }) => id === draft.id);
      const code = row?.sends.find(({ channel }) => channel === 'dmp')?.error?.code;
      if (code !== undefined) practice.refused.push({ actor: alix, act: 'TD2.2', code, by: 'sandbox' });
    },
    { dmp: { staffAuthenticator: 'delegate' } },
  );

  const journal = await practice.at(PAULE_DURAND, async (client) => {
    const { entries } = await client.call('audit.list', { before: null, limit: 500 });
    return entries.toReversed().map(({ act, actor, onBehalfOf }) => ({ act, actor, onBehalfOf }));
  });
  return {
    prepared: prepared.length,
    validated: validated.done,
    left: validated.left,
    refused: practice.refused,
    documents: practice.documents(),
    journal,
  };
}

/** One workstation, its data kept from one card to the next. */
class Practice {
  readonly refused: Refused[] = [];
  readonly #sandbox: Sandbox;
  readonly #card: 'file' | 'softhsm';
  readonly #folder: string;
  readonly #kept: Map<string, Uint8Array>;
  readonly #cards = new Map<Holder, CardChoice>();

  constructor({
    sandbox,
    card,
    folder,
    kept,
  }: {
    sandbox: Sandbox;
    card: 'file' | 'softhsm';
    folder: string;
    kept: Map<string, Uint8Array>;
  }) {
    this.#sandbox = sandbox;
    this.#card = card;
    this.#folder = folder;
    this.#kept = kept;
  }

  /** What somebody does with their card in the reader, from their PIN to the end of their session. */
  async at<T>(holder: Holder, work: (client: Client) => Promise<T>, changes: ConfigChanges = {}): Promise<T> {
    const data = join(this.#folder, 'data');
    const application = await compose(sandboxConfig(this.#sandbox, data, await this.#insert(holder), changes), windowless(data), {
      observe: (service, request) => {
        if (service === 'dmp' && request.body !== null) this.#keep(request.headers, request.body);
      },
    });
    try {
      const client = clientOf(application);
      await client.until('session.changed', async () => (await client.call('session.state', null)).card.generation);
      await client.call('session.open', { pin: holder.pin, lastTry: false, situation: holder.situations[0]?.index ?? null });
      return await work(client);
    } finally {
      await application.close();
    }
  }

  /** An act that ought to be refused before anything leaves. */
  async tries(actor: string, act: string, doing: Promise<unknown>): Promise<void> {
    const code = await doing.then(
      () => null,
      (thrown: unknown) => errorFacts(thrown).code,
    );
    if (code === null) throw new Error(`${actor}: ${act} was done`);
    this.refused.push({ actor, act, code, by: 'client' });
  }

  /** What the DMP holds, by whom and for whom. */
  documents() {
    const entries = this.#sandbox.dmp.records.flatMap((record) => record.entries).filter(({ signature }) => !signature);
    for (const { uniqueId, bytes } of entries) this.#kept.set(`${uniqueId}.xml`, bytes);
    return entries.map(({ uniqueId, author, deposit: { td, signer, legalAuthenticator, dataEnterer } }) => ({
      uniqueId,
      td,
      signer,
      author,
      legalAuthenticator,
      dataEnterer,
    }));
  }

  async #insert(holder: Holder): Promise<CardChoice> {
    const known = this.#cards.get(holder);
    if (known !== undefined) return known;
    const choice = await this.#made(holder);
    this.#cards.set(holder, choice);
    return choice;
  }

  async #made(holder: Holder): Promise<CardChoice> {
    if (this.#card === 'file') return { kind: 'file', folder: await this.#sandbox.fileCard(holder, { name: holder.person.cardId }) };
    const { module, tokenLabel, env } = await this.#sandbox.softHsmCard(holder);
    return { kind: 'pkcs11', module, tokenLabel, env };
  }

  #keep(headers: Readonly<Record<string, string>>, body: Uint8Array): void {
    const name = `dmp-request-${String(this.#kept.size + 1).padStart(3, '0')}`;
    this.#kept.set(name, body);
    this.#kept.set(
      `${name}.headers`,
      Buffer.from(
        Object.entries(headers)
          .map(([key, value]) => `${key}: ${value}\r\n`)
          .join(''),
      ),
    );
  }
}

const nameOf = ({ person: { given, family } }: Holder): string => `${given ?? ''} ${family ?? ''}`;

/** A draft whose form is whole. */
async function added(client: Client, patientId: string, title: string, type: string) {
  const bytes = new Uint8Array(await samplePdf({ title }));
  const { id, form } = await client.call('documents.add', { patientId, fileName: `${title}.pdf`, bytes, again: true });
  return { id, form: { ...form, title, type, recipients: [] } };
}

/** Once nothing waits any more: how many of those documents left by the DMP. */
async function settled(client: Client, patientId: string, ids: readonly string[]): Promise<number> {
  return client.until('records.changed', async () => {
    const rows = (await client.call('documents.list', { patientId })).filter(({ id }) => ids.includes(id));
    const states = rows.map(({ sends }) => sends.find(({ channel }) => channel === 'dmp')?.state);
    return states.every((state) => state === 'sent' || state === 'failed') ? states.filter((state) => state === 'sent').length : null;
  });
}
