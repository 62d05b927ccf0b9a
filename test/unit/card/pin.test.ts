import { expect, it } from 'vitest';
import { pinBytes, requirePin } from '../../../electron/card/pin.ts';

it('a PIN is 4 to 8 digits, and nothing else is one', () => {
  for (const pin of ['1234', '12345', '12345678', '0000']) expect(() => requirePin(pin)).not.toThrow();
  for (const pin of ['', '123', '123456789', '12 4', '12345a', ' 1234', '1234\n', '१२३४'])
    expect(() => requirePin(pin)).toThrow(expect.objectContaining({ code: 'PIN_FORMAT' }));
});

it('the bytes of a PIN are a copy of their own: erased, none is left in Node’s pool', () => {
  // Never written down before here, and by nobody else.
  const pin = String(9_183_000 + (process.pid % 1_000)).padStart(8, '8');
  const bytes = pinBytes(pin);
  expect([bytes.byteLength, bytes.buffer.byteLength]).toEqual([8, 8]);
  expect(String.fromCharCode(...bytes)).toBe(pin);
  bytes.fill(0);
  const pool = new Uint8Array(Buffer.from('any').buffer);
  expect(pool.byteLength).toBeGreaterThan(8);
  expect(String.fromCharCode(...pool)).not.toContain(pin);
});
