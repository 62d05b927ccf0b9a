import { errorFacts } from '../../shared/errors.ts';
import { ALIVE_MS } from './constants.ts';
import type { CardAdapter } from './adapter.ts';
import { fileCard } from './file-card.ts';
import { parentChannel } from './parent-channel.ts';
import { perform } from './perform.ts';
import type { Cryptoki } from './pkcs11-calls.ts';
import { pkcs11Card } from './pkcs11-card.ts';
import { requestSchema, type CardEvent, type CardRequest, type ReaderPresence } from './protocol.ts';

/**
 * Entry of the card service process: the only owner of PKCS#11 (its state is per process, its calls block, its
 * drivers hang). Everything is done one thing at a time, looks at the reader included, so that none falls in the
 * middle of a signature.
 */
const channel = parentChannel();
const tell = (event: CardEvent): void => channel.post(event);

let adapter: CardAdapter | null = null;
let told: ReaderPresence | null = null;
let queue: Promise<void> = Promise.resolve();

channel.onMessage((message) => {
  const parsed = requestSchema.safeParse(message);
  // Only our own client speaks here; what it would not say is not answered.
  if (!parsed.success) return;
  enqueue(() => handle(parsed.data));
});
tell({ event: 'started' });

function enqueue(work: () => Promise<void>): void {
  queue = queue.then(work);
}

async function handle(request: CardRequest): Promise<void> {
  if (request.op === 'open') {
    adapter ??= await openAdapter(request);
    poll(adapter, request.pollMs);
    return;
  }
  if (request.op === 'close') {
    adapter?.close();
    process.exit(0);
  }
  try {
    const card = adapter;
    if (card === null) throw new Error('the card service is not open');
    const value = await perform(card, request, () => publish(card));
    publish(card);
    tell({ event: 'done', id: request.id, value });
  } catch (thrown) {
    // The tries left, or the card gone, are known before the refusal is.
    if (adapter !== null) publish(adapter);
    tell({ event: 'failed', id: request.id, error: errorFacts(thrown) });
  }
}

/** Looks at the reader and tells what changed. */
function publish(card: CardAdapter): ReaderPresence {
  const presence = card.look();
  if (presence !== told) tell({ event: 'presence', presence });
  told = presence;
  return presence;
}

/** When it last said so, in milliseconds. */
let saidAlive = Number.NEGATIVE_INFINITY;

function poll(card: CardAdapter, pollMs: number): void {
  enqueue(() => {
    publish(card);
    // Each word wakes the application: not at every look.
    if (performance.now() - saidAlive >= ALIVE_MS - pollMs / 2) {
      tell({ event: 'alive' });
      saidAlive = performance.now();
    }
    setTimeout(() => poll(card, pollMs), pollMs);
    return Promise.resolve();
  });
}

async function openAdapter({ adapter: wanted, issuers }: Extract<CardRequest, { op: 'open' }>): Promise<CardAdapter> {
  if (wanted.kind === 'file') return fileCard(wanted.dir, issuers);
  const load = await moduleLoader(wanted.module);
  return pkcs11Card({ load, tokenLabel: wanted.tokenLabel, issuers });
}

/** pkcs11js is optional (it needs a compiler to install): its absence is a missing module, not a crash. */
async function moduleLoader(path: string): Promise<() => Cryptoki> {
  try {
    const { default: pkcs11js } = await import('pkcs11js');
    return () => {
      const p11 = new pkcs11js.PKCS11();
      p11.load(path);
      return p11;
    };
  } catch (cause) {
    return () => {
      throw new Error('pkcs11js is not installed', { cause });
    };
  }
}
