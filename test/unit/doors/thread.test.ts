import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import type { DoorKind } from '../../../electron/doors/types.ts';

const thread = new Worker(new URL('../../setup/openers-that-slip.ts', import.meta.url));
afterAll(async () => {
  await thread.terminate();
});

/** What the thread says of a file of that kind. */
async function of(kind: DoorKind, id: number): Promise<unknown> {
  const answered = new Promise<unknown>((resolve) => {
    const hear = (message: { readonly id?: number }): void => {
      if (message.id !== id) return;
      thread.off('message', hear);
      resolve(message);
    };
    thread.on('message', hear);
  });
  thread.postMessage({ id, kind, input: {} });
  return await answered;
}

test('a slip of ours is told apart from a file that a library cannot read, by its name alone', async () => {
  expect(await of('pdf', 1)).toEqual({ kind: 'failed', id: 1, failure: 'unreadable', detail: 'unexpected TypeError' });
  expect(await of('image', 2)).toEqual({ kind: 'failed', id: 2, failure: 'unreadable', detail: 'Error' });
});

test('an answer hands its memory over', async () => {
  expect(await of('cda', 3)).toEqual({ kind: 'opened', id: 3, value: { bytes: Uint8Array.of(1, 2, 3), none: null } });
});
