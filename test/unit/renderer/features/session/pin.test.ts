import { describe, expect, it } from 'vitest';
import { isReady } from '../../../../../renderer/features/session/usePin.ts';

describe('a PIN', () => {
  it.each([
    ['123', false],
    ['1234', true],
    ['12345678', true],
    ['123456789', false],
    ['12a4', false],
    ['', false],
  ])('« %s » may be given to the card: %s', (pin, ready) => {
    expect(isReady(pin, 3, false)).toBe(ready);
    expect(isReady(pin, null, false)).toBe(ready);
  });

  it('is not given to a locked card, nor for the last try before the user said that they know it', () => {
    expect(isReady('1234', 0, true)).toBe(false);
    expect(isReady('1234', 1, false)).toBe(false);
    expect(isReady('1234', 1, true)).toBe(true);
    expect(isReady('1234', 2, false)).toBe(true);
  });
});
