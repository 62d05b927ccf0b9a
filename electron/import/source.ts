import { createReadStream } from 'node:fs';
import type { ImportSource } from './types.ts';

const CHUNK = 256 * 1024;

/** A file of any size, read by pieces. @throws the system's error when it cannot be opened, at the first piece. */
export function fileSource(path: string): ImportSource {
  return () => createReadStream(path, { highWaterMark: CHUNK });
}

/** The pieces of a source, counted and stopped on demand. */
export async function* pieces(
  source: AsyncIterable<Uint8Array>,
  { signal, onProgress }: { readonly signal?: AbortSignal | undefined; readonly onProgress?: ((bytes: number) => void) | undefined },
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of source) {
    signal?.throwIfAborted();
    yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    bytes += piece.byteLength;
    onProgress?.(bytes);
  }
}
