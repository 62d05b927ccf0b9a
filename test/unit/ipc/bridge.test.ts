import { describe, expect, test } from 'vitest';
import { createBridge, type BridgePorts, type Handlers } from '../../../electron/ipc/bridge.ts';
import type { OpenSession } from '../../../electron/session/session.ts';
import { Resources } from '../../../electron/ipc/resources.ts';
import { decode, encode } from '../../../shared/contract/codec.ts';
import { calls, type CallName } from '../../../shared/contract/index.ts';
import { PosteError } from '../../../shared/errors.ts';

const person = (serial: string, idNat = '899900000017') => ({ card: { serial }, pro: { idNat } }) as OpenSession;
const alone = {
  session: { require: () => person('1') },
  requireRight: () => undefined,
  refused: () => Promise.resolve(),
  report: () => undefined,
} satisfies BridgePorts;

/** Only the handlers a test names exist; any other is a failure of the test. */
function bridgeOf(handlers: Partial<Handlers>, parts: Partial<BridgePorts> = {}) {
  return createBridge(handlers as Handlers, { ...alone, ...parts });
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

  test('refuses what is longer than the largest file and its form, and reads what is not', async () => {
    const bridge = bridgeOf({ 'audit.verify': async () => Promise.resolve(verified) });
    const padded = (length: number): string => encode(null).padEnd(length, ' ');
    const MOST = 60 * 1024 * 1024;
    expect(decode(await bridge.invoke('audit.verify', padded(MOST)))).toMatchObject({ ok: true });
    expect(decode(await bridge.invoke('audit.verify', padded(MOST + 1)))).toMatchObject({ ok: false, error: { code: 'IPC_TOO_LARGE' } });
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
    const bridge = bridgeOf(
      { 'audit.verify': () => Promise.reject(new TypeError('boom')) },
      { report: (name, thrown) => reports.push([name, thrown]) },
    );
    expect(decode(await bridge.invoke('audit.verify', encode(null)))).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(reports).toHaveLength(1);
  });

  test('an answer of another shape never reaches the window', async () => {
    const bridge = bridgeOf({ 'audit.verify': async () => Promise.resolve({ ...verified, length: 1.5 }) });
    expect(decode(await bridge.invoke('audit.verify', encode(null)))).toMatchObject({ error: { code: 'IPC_OUTPUT' } });
  });
});

describe('every call of the contract', () => {
  const names = Object.keys(calls) as CallName[];
  const inSession = names.filter((name) => calls[name].needs === 'session');
  const OF_NOBODY = [
    'session.state',
    'session.open',
    'session.chooseSituation',
    'session.people',
    'session.identify',
    'session.lock',
    'session.touch',
    'session.cancelMss',
    'services.state',
    'services.check',
    'app.about',
    'patients.identityDocumentTypes',
    'places.search',
    'documents.types',
    'settings.get',
    'settings.save',
    'settings.terms',
  ];
  /** Answers anything; counts what reached a handler. */
  const anything = () => {
    const reached: string[] = [];
    const handlers = Object.fromEntries(names.map((name) => [name, () => Promise.resolve(reached.push(name))])) as unknown as Handlers;
    return { reached, handlers };
  };
  const closed = (): never => {
    throw new PosteError('SESSION_CLOSED', 'La session est fermée.', 'Ouvrez-la.');
  };

  test('needs a session, but those that show nothing of a patient', () => {
    expect(names.filter((name) => !inSession.includes(name)).toSorted()).toEqual(OF_NOBODY.toSorted());
  });

  test.each(inSession)('%s is not even read without a session', async (name) => {
    const { reached, handlers } = anything();
    expect(decode(await createBridge(handlers, { ...alone, session: { require: closed } }).invoke(name, '{'))).toMatchObject({
      ok: false,
      error: { code: 'SESSION_CLOSED' },
    });
    expect(reached).toEqual([]);
  });

  test.each(OF_NOBODY)('%s asks for no session', async (name) => {
    const { handlers } = anything();
    const answer = decode(
      await createBridge(handlers, { ...alone, session: { require: closed } }).invoke(name, encode({ not: 'its input' })),
    );
    expect(answer).not.toMatchObject({ error: { code: 'SESSION_CLOSED' } });
  });

  test.each(['session', 'nobody'] as const)('that needs %s is answered to the person who asked, or to nobody', async (needs) => {
    let there = '1';
    const parts = { ...alone, session: { require: () => person(there) } };
    const name = needs === 'session' ? 'audit.verify' : 'session.touch';
    const answered = async (leaves: boolean): Promise<unknown> => {
      there = '1';
      const handlers: Partial<Handlers> = {
        'audit.verify': async (_nothing, by) => {
          expect(by.card.serial).toBe('1');
          if (leaves) there = '2';
          return Promise.resolve(verified);
        },
        'session.touch': async () => {
          if (leaves) there = '2';
          return Promise.resolve(null);
        },
      };
      return decode(await bridgeOf(handlers, parts).invoke(name, encode(null)));
    };
    expect(await answered(false)).toMatchObject({ ok: true });
    expect(await answered(true)).toMatchObject(needs === 'session' ? { ok: false, error: { code: 'SESSION_CLOSED' } } : { ok: true });
  });

  test('is answered to nobody else under the same card, which names nobody', async () => {
    let there = '499900000017001/camille';
    const bridge = bridgeOf(
      {
        'audit.verify': async () => {
          there = '499900000017001/sacha';
          return Promise.resolve(verified);
        },
      },
      { session: { require: () => person('1', there) } },
    );
    expect(decode(await bridge.invoke('audit.verify', encode(null)))).toMatchObject({ ok: false, error: { code: 'SESSION_CLOSED' } });
  });

  test('that needs somebody is answered to whoever has the right that it declares, and refused before it is tried', async () => {
    const asked: unknown[] = [];
    const told: unknown[] = [];
    const parts: Partial<BridgePorts> = {
      requireRight: (by, right) => {
        asked.push([by.card.serial, right]);
        if (right === 'validate') throw new PosteError('RIGHTS_VALIDATE', 'Non.', 'Préparez-le.');
      },
      refused: (name, _input, _by, thrown) => Promise.resolve(void told.push([name, (thrown as PosteError).code])),
    };
    const { reached, handlers } = anything();
    const bridge = bridgeOf(handlers, parts);
    const form = { type: null, title: '', date: '2026-11-21', visibility: 'visible', recipients: [] };
    expect(decode(await bridge.invoke('documents.validate', encode({ id: 'd1', form })))).toMatchObject({
      error: { code: 'RIGHTS_VALIDATE' },
    });
    expect(reached).toEqual([]);
    await bridge.invoke('outbox.cancel', encode({ id: 's1' }));
    await bridge.invoke('session.touch', encode(null));
    expect({ asked, told, reached }).toEqual({
      asked: [
        ['1', 'validate'],
        ['1', 'send'],
      ],
      told: [['documents.validate', 'RIGHTS_VALIDATE']],
      reached: ['outbox.cancel', 'session.touch'],
    });
  });

  test('a refusal is told with who was refused what; one of nobody is not', async () => {
    const told: unknown[] = [];
    const refuse = () => Promise.reject(new PosteError('SEND_OVER', 'Trop tard.', 'Relisez.'));
    const bridge = bridgeOf(
      { 'outbox.cancel': refuse, 'session.touch': refuse },
      { refused: (name, input, by, thrown) => Promise.resolve(void told.push([name, input, by.card.serial, (thrown as PosteError).code])) },
    );
    expect(decode(await bridge.invoke('outbox.cancel', encode({ id: 's1' })))).toMatchObject({ error: { code: 'SEND_OVER' } });
    expect(decode(await bridge.invoke('session.touch', encode(null)))).toMatchObject({ error: { code: 'SEND_OVER' } });
    expect(told).toEqual([['outbox.cancel', { id: 's1' }, '1', 'SEND_OVER']]);
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
