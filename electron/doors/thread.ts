import { flushCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { errorFacts, PosteError } from '../../shared/errors.ts';
import { PdfLimit } from '../pdf/limits.ts';
import type { DoorOutcome } from './protocol.ts';
import { buffersOf } from './transfer.ts';
import { UNEXPECTED, type DoorKind } from './types.ts';
import { isUnexpected } from './unexpected.ts';

/**
 * What opens a file of one kind.
 *
 * @throws PosteError what it says of it; PdfLimit: too heavy; anything else: unreadable, with a word before its name when it
 *   is a slip of ours
 */
type Opener = (input: unknown) => Promise<unknown>;

/** Body of the thread of {@link ./service.ts}: one file, one answer. */
export function serveOpeners(openers: Readonly<Record<DoorKind, Opener>>): void {
  const port = parentPort;
  if (port === null) throw new Error('this module runs in the door process');
  let open: number | null = null;
  const tell = (outcome: DoorOutcome): void => port.postMessage(outcome);
  const fail = (id: number, thrown: unknown): void => {
    if (thrown instanceof PosteError) return tell({ kind: 'refused', id, error: errorFacts(thrown) });
    if (thrown instanceof PdfLimit) return tell({ kind: 'failed', id, failure: 'heavy', detail: thrown.message });
    const name = thrown instanceof Error ? thrown.name : 'unknown';
    tell({ kind: 'failed', id, failure: 'unreadable', detail: isUnexpected(thrown) ? `${UNEXPECTED} ${name}` : name });
  };
  // A reader lets some of its own promises fail unheard on a broken file: the file is at fault, and what is left of the
  // reader with it. A thread that would go on could blame the next file.
  const unheard = (thrown: unknown): void => {
    if (open !== null) fail(open, thrown);
    process.exit(1);
  };
  process.on('unhandledRejection', unheard);
  process.on('uncaughtException', unheard);
  port.on('message', ({ id, kind, input }: { readonly id: number; readonly kind: DoorKind; readonly input: unknown }) => {
    open = id;
    openers[kind](input).then(
      (value) => port.postMessage({ kind: 'opened', id, value } satisfies DoorOutcome, buffersOf(value)),
      // Promises that failed with it are heard first.
      (thrown: unknown) => void setImmediate(() => fail(id, thrown)),
    );
  });
  tell({ kind: 'ready' });
  // The door process is killed, and never comes to the end where Node would write it.
  flushCompileCache();
}
