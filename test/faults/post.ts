import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, vi, type MockInstance } from 'vitest';
import { compose, type Application, type ComposeOptions } from '../../electron/compose.ts';
import { merge } from '../../electron/config/load.ts';
import type { Config } from '../../electron/config/schema.ts';
import { fileSecrets } from '../../electron/platform/chromium/secrets.ts';
import type { Store } from '../../electron/store/types.ts';
import { openOwnStore } from '../../electron/wiring/own-store.ts';
import type { DocumentRow, SendView } from '../../shared/contract/documents.ts';
import type { AuditRow } from '../../shared/domain/record/audit.ts';
import type { DocumentForm } from '../../shared/domain/record/document.ts';
import type { SendState } from '../../shared/domain/record/send.ts';
import { PosteError } from '../../shared/errors.ts';
import type { Entry } from '../sandbox/dmp/index.ts';
import { YANN_LEROUX } from '../sandbox/identities.ts';
import { startSandbox, type Holder, type Sandbox } from '../sandbox/index.ts';
import { clientOf, type Client } from '../setup/client.ts';
import { needs } from '../setup/needs.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { sandboxConfig, type CardChoice, type ConfigChanges } from '../setup/sandbox-config.ts';
import { cardPlayable, testReader, type TestReader } from '../setup/test-card.ts';
import { windowless } from '../setup/windowless.ts';
import { FAST, LUC, PAULE, PEOPLE, type Person } from './people.ts';

export { LUC, PAULE, PEOPLE } from './people.ts';

/**
 * A workstation as its user meets it: the composed application, driven by the contract alone, against the national
 * services of the sandbox. Every workstation is judged when it closes: journal whole, and nothing secret or of a
 * patient in the journal or on stderr.
 */

export interface PostOptions {
  readonly changes?: ConfigChanges;
  /** Another way to reach a card than the reader of {@link Post.reader}. */
  readonly card?: CardChoice;
  /** Milliseconds that the card takes to check a PIN or sign. */
  readonly latencyMs?: number;
  /** Data of an earlier workstation. */
  readonly data?: string;
  /** Its clock. */
  readonly now?: () => Date;
  /** Sees every request to a national service as it leaves. */
  readonly observe?: NonNullable<ComposeOptions['observe']>;
  /** Whose card is in the reader: Dr Durand's when nothing else is said. */
  readonly holder?: Holder;
}

export interface Post {
  readonly application: Application;
  readonly client: Client;
  /** Data folder. */
  readonly data: string;
  /** The card in the reader, or where it would be. */
  readonly reader: TestReader;
  /** Types the PIN and chooses the first situation. */
  open(holder?: Holder, situation?: number): Promise<void>;
  /** The second login, answered on the phone at once. */
  connectMss(): Promise<void>;
  /** A patient whose identity is qualified and who was informed; made once. */
  qualified(person?: Person): Promise<string>;
  /** A patient typed in, nothing asked of INSi; made once. */
  provisional(person?: Person): Promise<string>;
  draft(patientId: string, title?: string): Promise<DocumentRow>;
  validate(draft: DocumentRow, form?: Partial<DocumentForm>): Promise<DocumentRow>;
  sends(documentId: string): Promise<readonly SendView[]>;
  /** The send of that channel once it is in that state. */
  reaches(documentId: string, channel: 'dmp' | 'mss', state: SendState): Promise<SendView>;
  /** Sends one more document on a channel, to nobody whom a test looks at: what was to leave before it has left. */
  passes(channel: 'dmp' | 'mss'): Promise<void>;
  /** The journal as the user reads it, oldest first: `dmp.sent ok`. This reading itself apart. */
  acts(): Promise<readonly string[]>;
  /** Closes the application; answers what its journal holds, oldest first, after judging it. */
  close(): Promise<readonly AuditRow[]>;
}

export interface Bench {
  readonly sandbox: Sandbox;
  post(options?: PostOptions): Promise<Post>;
  /** The workstation of the whole file: Dr Durand's session and her mailbox are open. */
  shared(): Promise<Post>;
  /** A reader of its own with that holder's card. */
  reader(holder?: Holder, latencyMs?: number): Promise<TestReader>;
  /** Configuration of a workstation on this sandbox. */
  config(data: string, card: CardChoice, changes?: ConfigChanges): Config;
  /** A folder removed at the end. */
  folder(): Promise<string>;
  /** Everything written on stderr so far. */
  stderr(): string;
  /** Judges a data folder as {@link Post.close} does, with what another process said on stderr. */
  judge(data: string, said?: string): Promise<readonly AuditRow[]>;
  /** States of the sends that the store of a data folder holds, whoever they wait for and whether anybody is logged in. */
  stored(data: string): Promise<readonly SendState[]>;
  /** Documents of that title that a DMP holds, whoever may see them. */
  held(person: Person, title: string): readonly Entry[];
}

/** One sandbox for the tests of a file; faults are disarmed and workstations closed between them. */
export function describeFaults(name: string, tests: (bench: () => Bench) => void): void {
  describe.skipIf(needs.tool('xmlsec1') === null || !cardPlayable)(name, { timeout: 60_000 }, () => {
    let sandbox: Sandbox;
    let tokens: MockInstance<Sandbox['psc']['introspect']>;
    let stderr: MockInstance<typeof process.stderr.write>;
    const folders: string[] = [];
    const open = new Set<Post>();
    let shared: Post | null = null;
    const ready = (): Bench => {
      const bench = bare();
      return {
        ...bench,
        async shared() {
          if (shared === null) {
            shared = await bench.post();
            await shared.open();
            await shared.connectMss();
          }
          return shared;
        },
      };
    };
    const bare = (): Omit<Bench, 'shared'> =>
      benchOf({
        sandbox,
        folders,
        open,
        tokens: () => tokens.mock.calls.map(([token]) => token),
        stderr: () => stderr.mock.calls.map(([text]) => String(text)).join(''),
      });

    beforeAll(async () => {
      sandbox = await startSandbox({ autoApprove: 0, pscIntervalSeconds: 0.1 });
      tokens = vi.spyOn(sandbox.psc, 'introspect');
      stderr = vi.spyOn(process.stderr, 'write');
    });
    afterEach(async () => {
      sandbox.faults.clear();
      await sandbox.mss.setDown(false);
      for (const post of open) if (post !== shared) await post.close();
    });
    afterAll(async () => {
      await shared?.close();
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
      stderr.mockRestore();
      await sandbox.close();
    });
    tests(ready);
  });
}

interface BenchParts {
  readonly sandbox: Sandbox;
  readonly folders: string[];
  readonly open: Set<Post>;
  readonly tokens: () => readonly string[];
  readonly stderr: () => string;
}

function benchOf(parts: BenchParts): Omit<Bench, 'shared'> {
  const { sandbox, open, folders } = parts;
  const bench: Omit<Bench, 'shared'> = {
    sandbox,
    stderr: parts.stderr,
    config: (data, card, changes = {}) => sandboxConfig(sandbox, data, card, merge(FAST, changes) as ConfigChanges),
    async folder() {
      const folder = await mkdtemp(join(tmpdir(), 'poste-faults-'));
      folders.push(folder);
      return folder;
    },
    reader: (holder = PAULE, latencyMs = 0) => testReader(sandbox, holder, { latencyMs }),
    async judge(data, said = '') {
      const rows = await journal(data);
      const traits = Object.values(PEOPLE).flatMap(({ matricule, traits: t }): string[] => [
        matricule.slice(0, 13),
        t.birthName,
        ...t.birthFirstNames.split(' '),
        t.birthDate,
      ]);
      // Who was looked for is the act of a search: its words are in the journal, and nowhere else.
      const kept = rows.map(({ patientName: _shown, ...row }) =>
        row.act === 'patients.searched' ? { ...row, details: { ...row.details, words: null } } : row,
      );
      const written = parts.stderr() + said + JSON.stringify(kept);
      const leaked = [PAULE.pin, LUC.pin, ...parts.tokens(), ...traits].filter((secret) => written.includes(secret));
      expect(leaked, 'secrets or traits in the journal or on stderr').toEqual([]);
      expect(`${parts.stderr()}${said}`, 'nothing unexpected was reported').not.toMatch(/^\[/m);
      return rows;
    },
    stored: (data) => readStore(data, async (store) => (await store.outbox.page({ limit: 500 })).map(({ state }) => state)),
    held: ({ matricule }, title) =>
      sandbox.dmp.record(matricule)?.entries.filter((entry) => !entry.signature && entry.title === title) ?? [],
    async post(options = {}) {
      const data = options.data ?? join(await bench.folder(), 'data');
      const reader = await bench.reader(options.holder ?? PAULE, options.latencyMs);
      const { now, observe } = options;
      const config = bench.config(data, options.card ?? reader.choice, options.changes);
      const application = await compose(config, windowless(data), {
        ...(now === undefined ? {} : { now }),
        ...(observe === undefined ? {} : { observe }),
      });
      const post = drive(application, reader, data, async () => {
        if (!open.delete(post)) return [];
        await application.close();
        return bench.judge(data);
      });
      open.add(post);
      return post;
    },
  };
  return bench;
}

function drive(application: Application, reader: TestReader, data: string, close: () => Promise<readonly AuditRow[]>): Post {
  const client = clientOf(application);
  const patients = new Map<Person, string>();
  const provisional = async (who: Person = PEOPLE.open): Promise<string> => {
    const known = patients.get(who);
    if (known !== undefined) return known;
    // Those who look like this person were looked at: this is somebody else.
    const similar = await client.call('patients.similar', { traits: who.traits, usedName: null });
    const { id } = await client.call('patients.create', {
      traits: who.traits,
      usedName: null,
      usedFirstName: null,
      seen: similar.map(({ row }) => row.id),
    });
    patients.set(who, id);
    return id;
  };
  const sends = async (documentId: string): Promise<readonly SendView[]> =>
    (await client.call('outbox.list', null)).filter((send) => send.documentId === documentId);
  const post: Post = {
    application,
    client,
    data,
    reader,
    sends,
    close,
    async open(holder = PAULE, situation = 1) {
      await eventually(
        async () => (await client.call('session.state', null)).card.holder?.toUpperCase().includes(holder.person.family ?? '') === true,
      );
      await client.call('session.open', { pin: holder.pin, lastTry: false, situation });
    },
    async connectMss() {
      await client.call('session.connectMss', null);
      await eventually(async () => (await client.call('session.state', null)).mss.state === 'open');
    },
    provisional,
    async qualified(who = PEOPLE.open) {
      const id = await provisional(who);
      if ((await client.call('patients.get', { id })).status === 'QUAL') return id;
      const { proposal } = await client.call('patients.askInsi', { id });
      if (proposal === null) throw new Error('INSi does not know this person');
      await client.call('patients.acceptInsi', { id, proposal: proposal.id });
      const patient = await client.call('patients.recordIdentityDocument', { id, type: 'CN' });
      expect(patient.ins?.matricule).toBe(who.matricule);
      await client.call('patients.recordInformation', { id, purpose: 'feeding', state: 'informed' });
      return id;
    },
    async draft(patientId, title = 'Compte rendu de consultation') {
      const draft = await client.call('documents.add', {
        patientId,
        fileName: 'compte-rendu.pdf',
        bytes: new Uint8Array(await pdfOf(title)),
        again: true,
      });
      return { ...draft, form: { ...draft.form, type: '11488-4', title } };
    },
    validate: (draft, form = {}) => client.call('documents.validate', { id: draft.id, form: { ...draft.form, ...form } }),
    async acts() {
      const { entries } = await client.call('audit.list', { before: null, limit: 500 });
      return entries
        .toReversed()
        .filter(({ act }) => act !== 'journal.opened')
        .map(({ act, result }) => `${act} ${result}`);
    },
    async reaches(documentId, channel, state) {
      let seen: SendView | undefined;
      await eventually(async () => {
        seen = (await sends(documentId)).find((send) => send.channel === channel);
        return seen?.state === state;
      }).catch(() => undefined);
      expect(seen?.state, `${channel}: ${seen?.error?.code ?? 'no error'} ${seen?.error?.detail ?? ''}`).toBe(state);
      if (seen === undefined) throw new Error('no send');
      return seen;
    },
    async passes(channel) {
      const draft = await post.draft(channel === 'dmp' ? await post.qualified() : await provisional(), 'Après tout le reste');
      const { id } = await post.validate(draft, { recipients: channel === 'dmp' ? [] : [YANN_LEROUX.mailbox] });
      await post.reaches(id, channel, 'sent');
    },
  };
  return post;
}

const pdfs = new Map<string, Buffer>();
async function pdfOf(title: string): Promise<Buffer> {
  const known = pdfs.get(title) ?? (await samplePdf({ title }));
  pdfs.set(title, known);
  return known;
}

/** Reads the journal of a closed workstation, details included. The chain must hold. */
const journal = (data: string): Promise<readonly AuditRow[]> =>
  readStore(data, async (store) => {
    expect(await store.audit.verify()).toMatchObject({ valid: true });
    const { entries } = await store.audit.page({ before: null, limit: 500 });
    return entries.toReversed();
  });

async function readStore<T>(data: string, read: (store: Store) => Promise<T>): Promise<T> {
  const store = await openOwnStore({
    folder: data,
    stateFolder: null,
    secrets: fileSecrets(data),
    access: 'reading',
    now: () => new Date(),
  });
  try {
    return await read(store);
  } finally {
    await store.close();
  }
}

/** Between two looks: each costs the workstation an exchange with its store. */
const LOOK_MS = 30;

/** Waits for something that comes by itself. */
export async function eventually(look: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const until = performance.now() + timeoutMs;
  while (!(await look())) {
    if (performance.now() > until) throw new Error(`nothing came in ${timeoutMs} ms`);
    await wait(LOOK_MS);
  }
}

/** The refusal of a call: its stable code, a French sentence and what to do. */
export async function refusal(call: Promise<unknown>): Promise<PosteError> {
  const thrown: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof PosteError)) throw new Error('the call was not refused', { cause: thrown });
  expectSentences(thrown);
  return thrown;
}

/** A refusal is told in two sentences, complete. */
export function expectSentences(error: { readonly code: string; readonly message: string; readonly action: string } | null): void {
  expect(error?.code).toMatch(/^[A-Z][A-Z0-9_]+$/);
  for (const sentence of [error?.message, error?.action]) expect(sentence).toMatch(/^[A-ZÀÉÈ][^{}]{8,}\.$/);
}
