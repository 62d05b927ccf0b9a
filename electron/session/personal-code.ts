import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { SHORTEST_CODE } from '../../shared/domain/people/personal-code.ts';

/** Of scrypt (RFC 7914, 2). */
interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** About 80 ms and 32 MiB a code: slow for who would try them all, not for who waits. */
const COST: Cost = { N: 2 ** 15, r: 8, p: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** @returns `scrypt$N$r$p$salt$key`, base64url: what it takes to compare later, whatever the cost is then. */
export async function hashCode(code: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(code, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Whether a hash is of that code. What is no hash is of none. */
export async function isCode(code: string, hash: string): Promise<boolean> {
  const [, n, r, p, salt, key] = /^scrypt\$(\d{1,7})\$(\d{1,3})\$(\d{1,3})\$([\w-]{8,64})\$([\w-]{43})$/.exec(hash) ?? [];
  if (salt === undefined || key === undefined) return false;
  const derived = await derive(code, Buffer.from(salt, 'base64url'), { N: Number(n), r: Number(r), p: Number(p) });
  return timingSafeEqual(derived, Buffer.from(key, 'base64url'));
}

/** A code to be given to somebody, who changes it: digits, drawn one by one. */
export const drawCode = (): string => Array.from({ length: SHORTEST_CODE }, () => randomInt(10)).join('');

/** The same letters typed on two keyboards are the same code (NFKC). */
function derive(code: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code.normalize('NFKC'), salt, KEY_BYTES, { ...cost, maxmem: 256 * cost.N * cost.r }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
