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
