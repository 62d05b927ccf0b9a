import { randomUUID } from 'node:crypto';

/**
 * UUID version 7 (RFC 9562): in the order of time to the millisecond, so that rows made together stand side by side on
 * the disk. `node:crypto` has its own since Node 24.16 alone, which the Node inside Electron may not be.
 */
export function timeUuid(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
