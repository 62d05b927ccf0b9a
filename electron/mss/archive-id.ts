import { createHash } from 'node:crypto';

/** A UUID of version 8 (RFC 9562, 5.8) by the digest of what it names: equal parts, equal name. */
export function digestUuid(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  // Each part's own digest: none runs into the next one.
  for (const part of parts) hash.update(createHash('sha256').update(part).digest());
  const hex = hash.digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
