import { describe, expect, it } from 'vitest';
import { AssertionCache } from '../../../electron/insi/assertions.ts';
import { Xml } from '../../../electron/xml/write.ts';

const HOLDER = { issuer: 'CN=AC', serial: '42', structure: '499900000017001' };

describe('the signed assertion of the card in use', () => {
  const kept = () => {
    let at = Date.parse('2026-03-02T08:00:00Z');
    let made = 0;
    const cache = new AssertionCache(() => new Date(at), 3_000_000);
    const get = async (change: Partial<typeof HOLDER> = {}): Promise<string> => {
      const assertion = await cache.get({ ...HOLDER, ...change }, async () => new Xml(`<a n="${(made += 1)}"/>`));
      return assertion.source;
    };
    return { cache, get, forward: (ms: number) => (at += ms) };
  };

  it('serves for its time, then is signed again', async () => {
    const { get, forward } = kept();
    expect(await get()).toBe('<a n="1"/>');
    forward(2_999_999);
    expect(await get()).toBe('<a n="1"/>');
    forward(1);
    expect(await get()).toBe('<a n="2"/>');
  });

  it('is not the one of a clock put back', async () => {
    const { get, forward } = kept();
    await get();
    forward(-1);
    expect(await get()).toBe('<a n="2"/>');
  });

  it.each([
    ['card', { serial: '43' }],
    ['card of another authority', { issuer: 'CN=AC 2' }],
    ['structure', { structure: '10B0999997' }],
  ])('never serves another %s, nor comes back after it', async (_, other) => {
    const { get } = kept();
    expect([await get(), await get(other), await get()]).toEqual(['<a n="1"/>', '<a n="2"/>', '<a n="3"/>']);
  });

  it('does not outlive the session', async () => {
    const { get, cache } = kept();
    await get();
    cache.clear();
    expect(await get()).toBe('<a n="2"/>');
  });

  it('is signed once for two searches at the same moment', async () => {
    const { get } = kept();
    expect(await Promise.all([get(), get()])).toEqual(['<a n="1"/>', '<a n="1"/>']);
  });

  it('is asked again after a card that would not sign', async () => {
    const { cache, get } = kept();
    await expect(cache.get(HOLDER, () => Promise.reject(new Error('card removed')))).rejects.toThrow('card removed');
    expect(await get()).toBe('<a n="1"/>');
  });
});
