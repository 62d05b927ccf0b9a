import { describe, expect, test } from 'vitest';
import { createBridge, type Handlers } from '../../../electron/ipc/bridge.ts';
import { Resources } from '../../../electron/ipc/resources.ts';
import { decode, encode } from '../../../shared/contract/codec.ts';
import { PosteError } from '../../../shared/errors.ts';

/** Only the handlers a test names exist; any other is a failure of the test. */
function bridgeOf(handlers: Partial<Handlers>, reports: unknown[] = []) {
  return createBridge(handlers as Handlers, (name, thrown) => reports.push([name, thrown]));
}
const verified = { valid: true, length: 3, head: 'ab', brokenAt: null, reason: null, anchored: true, incidents: 0 };

describe('the bridge between the window and the use cases', () => {
  test('answers a call with its validated output', async () => {
    const bridge = bridgeOf({ 'audit.verify': async () => Promise.resolve(verified) });
    expect(decode(await bridge.invoke('audit.verify', encode(null)))).toEqual({ ok: true, value: verified });
  });

  test.each([
    ['an unknown call', 'audit.erase', encode(null), 'IPC_UNKNOWN'],
    ['a prototype name', 'constructor', encode(null), 'IPC_UNKNOWN'],
    ['text that is not tagged JSON', 'audit.verify', '{', 'IPC_INPUT'],
    ['an input of another shape', 'audit.verify', encode({ a: 1 }), 'IPC_INPUT'],
    ['an input out of limits', 'patients.search', encode({ query: 'x'.repeat(201) }), 'IPC_INPUT'],
  ])('refuses %s', async (_what, name, payload, code) => {
    const answer = decode(await bridgeOf({}).invoke(name, payload));
    expect(answer).toMatchObject({ ok: false, error: { code } });
  });

  test('a known error crosses with its code, sentence and action', async () => {
    const bridge = bridgeOf({
      'audit.verify': () => Promise.reject(new PosteError('CARD_ABSENT', 'Aucune carte.', 'Insérez-la.', { path: '/a' })),
    });
    expect(decode(await bridge.invoke('audit.verify', encode(null)))).toEqual({
      ok: false,
      error: { code: 'CARD_ABSENT', message: 'Aucune carte.', action: 'Insérez-la.', path: '/a', detail: null },
    });
  });

  test('an unexpected error is reported inside and crosses as INTERNAL', async () => {
    const reports: unknown[] = [];
    const bridge = bridgeOf({ 'audit.verify': () => Promise.reject(new TypeError('boom')) }, reports);
    expect(decode(await bridge.invoke('audit.verify', encode(null)))).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(reports).toHaveLength(1);
  });

  test('an answer of another shape never reaches the window', async () => {
    const bridge = bridgeOf({ 'audit.verify': async () => Promise.resolve({ ...verified, length: 1.5 }) });
    expect(decode(await bridge.invoke('audit.verify', encode(null)))).toMatchObject({ error: { code: 'IPC_OUTPUT' } });
  });
});

describe('single-use binaries', () => {
  const pdf = { type: 'application/pdf', bytes: new Uint8Array([1]) };
  test('serve once', () => {
    const resources = new Resources(() => 0);
    const path = resources.offer(pdf);
    expect([resources.take(path), resources.take(path)]).toEqual([pdf, null]);
  });
  test('die after a minute, and at once when cleared', () => {
    let now = 0;
    const resources = new Resources(() => now);
    const late = resources.offer(pdf);
    now = 60_000;
    expect(resources.take(late)).toBeNull();
    const cleared = resources.offer(pdf);
    resources.clear();
    expect(resources.take(cleared)).toBeNull();
  });
  test.each(['/resource/', '/resource/../x', '/index.html', `/resource/${'a'.repeat(32)}`])('%s is nothing', (path) => {
    expect(new Resources(() => 0).take(path)).toBeNull();
  });
});
