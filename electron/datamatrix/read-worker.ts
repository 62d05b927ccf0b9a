import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { decodeImage } from './decode.ts';

/** Body of the thread of {@link ./read.ts}: one image, one answer. */
const given = z
  .union([
    z.object({ kind: z.literal('file'), bytes: z.instanceof(Uint8Array) }),
    z.object({ kind: z.literal('pixels'), data: z.union([z.instanceof(Uint8Array), z.instanceof(Uint8ClampedArray)]), width: z.int(), height: z.int() }),
  ])
  .safeParse(workerData);
if (parentPort !== null && given.success) {
  try {
    parentPort.postMessage({ texts: await decodeImage(given.data) });
  } catch (thrown) {
    parentPort.postMessage({ failure: thrown instanceof Error ? thrown.name : 'unknown' });
  }
}
