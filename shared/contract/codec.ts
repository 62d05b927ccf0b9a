/**
 * Tagged JSON: what crosses the bridge between the two processes, the same under Electron and Chromium.
 * Bytes travel as `{"$":"u8","v":base64}`; `undefined` as `{"$":"n"}` never appears: unknown is null.
 * Everything JSON has not (functions, Map, Date, class instances, cycles) is refused, not silently emptied.
 */

/** @throws TypeError DATA_CLONE when the value holds something that cannot cross. */
export function encode(value: unknown): string {
  return JSON.stringify(tag(value, []));
}

/** @throws SyntaxError when the text is not tagged JSON. */
export function decode(source: string): unknown {
  return untag(JSON.parse(source));
}

function tag(value: unknown, path: readonly object[]): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'object') throw new TypeError(`DATA_CLONE: ${typeof value} cannot cross`);
  if (path.includes(value)) throw new TypeError('DATA_CLONE: cycle');
  if (value instanceof Uint8Array) return { $: 'u8', v: toBase64(value) };
  const inner = [...path, value];
  if (Array.isArray(value)) return value.map((v) => tag(v, inner));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('DATA_CLONE: class instance');
  const entries = Object.entries(value).map(([k, v]): [string, unknown] => [k, tag(v, inner)]);
  return '$' in value ? { $: 'o', v: Object.fromEntries(entries) } : Object.fromEntries(entries);
}

function untag(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(untag);
  if ('$' in value) {
    const tagged = value as { readonly $: unknown; readonly v?: unknown };
    if (tagged.$ === 'u8' && typeof tagged.v === 'string') return fromBase64(tagged.v);
    if (tagged.$ === 'o' && typeof tagged.v === 'object' && tagged.v !== null) return untagEntries(tagged.v);
    throw new SyntaxError('unknown tag');
  }
  return untagEntries(value);
}

const untagEntries = (value: object): unknown =>
  Object.fromEntries(Object.entries(value).map(([k, v]: [string, unknown]): [string, unknown] => [k, untag(v)]));

// Uint8Array.toBase64 / fromBase64 (ES2026) exist in Chromium and Node 25; Node 24 lacks them, hence the chunks.
const CHUNK = 0x8000;

declare function btoa(data: string): string;
declare function atob(data: string): string;

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += CHUNK) binary += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  return btoa(binary);
}

function fromBase64(source: string): Uint8Array {
  const binary = binaryOf(source);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** What `atob` throws of is a class of the host. */
function binaryOf(source: string): string {
  try {
    return atob(source);
  } catch {
    throw new SyntaxError('base64');
  }
}
