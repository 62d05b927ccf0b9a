/**
 * The memory that a message of plain values holds by itself, to be handed over instead of copied. What only a part of is
 * seen stays: it may hold something else.
 */
export function buffersOf(message: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const waiting: unknown[] = [message];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength) found.add(value.buffer);
    } else if (typeof value === 'object' && value !== null) waiting.push(...Object.values(value).filter((inner) => inner !== undefined));
  }
  return [...found];
}
