import { describe, expect, it } from 'vitest';
import { drawCode, hashCode, isCode } from '../../../electron/session/personal-code.ts';

describe('a personal code that is kept', () => {
  it('is its hash alone, of its own salt, which tells it from any other', async () => {
    const [first, second] = await Promise.all([hashCode('482915'), hashCode('482915')]);
    expect(first).not.toBe(second);
    expect(first).toMatch(/^scrypt\$32768\$8\$1\$/);
    expect(first).not.toContain('482915');
    expect(await Promise.all([isCode('482915', first), isCode('482915', second), isCode('482916', first), isCode('', first)])).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is the same whichever way a keyboard composes its letters', async () => {
    expect(await isCode('e\u0301te\u0301 98', await hashCode('été 98'))).toBe(true);
  });

  it('is compared at the cost that it was hashed with', async () => {
    const cheap = 'scrypt$1024$8$1$c2FsdHNhbHRzYWx0$';
    expect(await isCode('482915', `${cheap}${'A'.repeat(43)}`)).toBe(false);
  });

  it.each(['', '482915', 'scrypt$0$8$1$$', 'plain$1$1$1$AAAAAAAAAAAA$AAAA'])('is not %j, which is no hash', async (hash) => {
    expect(await isCode('482915', hash)).toBe(false);
  });

  it('is drawn anew for each person', () => {
    const drawn = Array.from({ length: 200 }, drawCode);
    expect(drawn.every((code) => /^\d{6}$/.test(code))).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(190);
    expect(new Set(drawn.join('')).size).toBe(10);
  });
});
