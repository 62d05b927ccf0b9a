import * as fc from 'fast-check';
import { createHmac, createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealerOf } from '../../../../electron/store/audit/sealer.ts';

describe('the seals of many entries', () => {
  it('are HMAC-SHA-256 to the byte, whatever the key, the bytes and where they stand', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.uint8Array({ maxLength: 300 }), fc.nat(40), (key, bytes, before) => {
        const seal = sealerOf(createSecretKey(key));
        const laid = Buffer.concat([Buffer.alloc(before, 7), bytes, Buffer.alloc(9, 8)]);
        const expected = createHmac('sha256', key).update(bytes).digest('hex');
        // A longer one before leaves nothing behind.
        seal(Buffer.alloc(400, 1), 0, 400);
        expect(seal(laid, before, before + bytes.length)).toBe(expected);
      }),
    );
  });

  it('are not made of a message that takes too much room', () => {
    const key = Buffer.alloc(32, 9);
    const seal = sealerOf(createSecretKey(key));
    const long = Buffer.alloc(16 * 1024 + 1, 'é');
    expect(seal(long, 0, long.length)).toBeNull();
    expect(seal(long, 1, long.length)).toBe(createHmac('sha256', key).update(long.subarray(1)).digest('hex'));
  });

  it('are made under a key of a whole block, and not under a longer one', () => {
    const [key, bytes] = [Buffer.alloc(64, 1), Buffer.from('entry')];
    expect(sealerOf(createSecretKey(key))(bytes, 0, bytes.length)).toBe(createHmac('sha256', key).update(bytes).digest('hex'));
    expect(() => sealerOf(createSecretKey(Buffer.alloc(65, 1)))).toThrow(RangeError);
  });
});
