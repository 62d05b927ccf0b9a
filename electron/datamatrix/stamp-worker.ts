import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { joinBlock } from './join.ts';

/** Body of the thread of {@link ./stamp.ts}: one document, one answer. */
const number = z.number();
const given = z
  .object({
    pdf: z.instanceof(Uint8Array),
    block: z.instanceof(Uint8Array),
    place: z.union([z.object({ kind: z.literal('stamp'), box: z.object({ left: number, top: number, width: number, height: number }) }), z.object({ kind: z.enum(['band', 'prepend']) })]),
  })
  .safeParse(workerData);
if (parentPort !== null && given.success) {
  try {
    parentPort.postMessage({ pdf: await joinBlock(given.data.pdf, given.data.block, given.data.place) });
  } catch (thrown) {
    parentPort.postMessage({ failure: thrown instanceof Error ? thrown.name : 'unknown' });
  }
}
