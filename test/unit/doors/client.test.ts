import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startDoors } from '../../../electron/doors/client.ts';
import type { DoorEvent, DoorOutcome } from '../../../electron/doors/protocol.ts';
import { PosteError } from '../../../shared/errors.ts';

/** A process that does what the test says. */
class Puppet {
  readonly posted: { readonly id: number; readonly input: unknown; readonly cpuMs: number; readonly memoryMb: number }[] = [];
  killed = false;
  hear: (message: unknown) => void = () => undefined;
  readonly exits: ((code: number | null) => void)[] = [];

  say(outcome: DoorOutcome, last = false): void {
    const event: DoorEvent = { outcome, last };
    this.hear(event);
  }
  answer(value: unknown, last = false): void {
    this.say({ kind: 'opened', id: this.posted.at(-1)?.id ?? -1, value }, last);
  }
  die(code: number | null = null): void {
    for (const exit of this.exits) exit(code);
  }
}

function theatre() {
  const puppets: Puppet[] = [];
  const doors = startDoors(() => {
    const puppet = new Puppet();
    puppets.push(puppet);
    return {
      post: (message) => puppet.posted.push(message as Puppet['posted'][number]),
      onMessage: (listener) => {
        puppet.hear = listener;
      },
      onExit: (listener) => puppet.exits.push(listener),
      kill: () => {
        puppet.killed = true;
        puppet.die();
      },
    };
  });
  const last = (): Puppet => {
    const puppet = puppets.at(-1);
    if (puppet === undefined) throw new Error('no process');
    return puppet;
  };
  return { doors, puppets, last, open: (input: unknown, limits = {}) => doors.open('pdf', input, z.string(), limits) };
}

const code = (opening: Promise<unknown>): Promise<unknown> =>
  opening.catch((thrown: unknown) => (thrown instanceof PosteError ? thrown.code : thrown));

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('one process', () => {
  test('starts at the first file, which waits until it is ready, and serves the next ones', async () => {
    const { puppets, last, open } = theatre();
    expect(puppets).toHaveLength(0);
    const [first, second] = [open('a'), open('b', { cpuMs: 7 })];
    expect(last().posted).toEqual([]);
    last().say({ kind: 'ready' });
    // One at a time: the clock of the second starts at its turn.
    expect(last().posted).toMatchObject([{ input: 'a', cpuMs: 5000, memoryMb: 190 }]);
    last().answer('A');
    expect(last().posted.at(-1)).toMatchObject({ input: 'b', cpuMs: 7, memoryMb: 190 });
    last().answer('B');
    expect([await first, await second]).toEqual(['A', 'B']);
    expect(puppets).toHaveLength(1);
  });

  test('is warm before any file when asked', async () => {
    const { doors, puppets, last } = theatre();
    const warm = doors.warm();
    last().say({ kind: 'ready' });
    await warm;
    await doors.warm();
    expect(puppets).toHaveLength(1);
  });

  test('is replaced after its last word, and the file that comes next goes to the new one', async () => {
    const { puppets, last, open } = theatre();
    const [slow, next] = [open('slow'), open('next')];
    last().say({ kind: 'ready' });
    last().say({ kind: 'failed', id: last().posted[0]?.id ?? -1, failure: 'slow', detail: 'time limit' }, true);
    expect(await slow).toEqual({ failure: 'slow', detail: 'time limit' });
    expect(puppets).toHaveLength(2);
    expect(puppets[0]?.killed).toBe(true);
    last().say({ kind: 'ready' });
    last().answer('N');
    expect(await next).toBe('N');
  });

  test('says what the opener said, in its words; an answer of another shape is none', async () => {
    const { last, open } = theatre();
    const refused = open('a');
    last().say({ kind: 'ready' });
    last().say({
      kind: 'refused',
      id: last().posted[0]?.id ?? -1,
      error: { code: 'XML_NODES', message: 'Trop.', action: 'Moins.', path: '/3', detail: null },
    });
    await expect(refused).rejects.toMatchObject({ code: 'XML_NODES', message: 'Trop.', action: 'Moins.', path: '/3' });
    const odd = open('b');
    last().answer(12);
    expect(await odd).toEqual({ failure: 'unreadable', detail: 'no answer' });
  });

  test('whatever comes of a file that is no longer open is not heard', async () => {
    const { last, open } = theatre();
    const file = open('a');
    last().say({ kind: 'ready' });
    last().say({ kind: 'opened', id: 99, value: 'other' });
    last().hear({ nonsense: true });
    last().answer('A');
    expect(await file).toBe('A');
  });
});

describe('a process that dies', () => {
  test('takes its file along once: it is opened again, before the others', async () => {
    const { puppets, last, open } = theatre();
    const [first, second] = [open('a'), open('b')];
    last().say({ kind: 'ready' });
    last().die(137);
    expect(puppets).toHaveLength(2);
    last().say({ kind: 'ready' });
    expect(last().posted).toMatchObject([{ input: 'a' }]);
    last().answer('A');
    last().answer('B');
    expect([await first, await second]).toEqual(['A', 'B']);
  });

  test('twice on the same file is that file’s answer; the next one has its own two chances', async () => {
    const { last, open } = theatre();
    const [first, second] = [open('a'), open('b')];
    for (const exit of [134, 137]) {
      last().say({ kind: 'ready' });
      last().die(exit);
    }
    expect(await first).toEqual({ failure: 'lost', detail: 'exit 137' });
    last().say({ kind: 'ready' });
    last().die();
    last().say({ kind: 'ready' });
    last().answer('B');
    expect(await second).toBe('B');
  });

  test('and is silent for 90 seconds is gone too, starting or opening', async () => {
    const { puppets, last, open } = theatre();
    const file = open('a');
    vi.advanceTimersByTime(90_000);
    // What has arrived is read first.
    vi.advanceTimersByTime(1);
    expect(puppets).toHaveLength(2);
    last().say({ kind: 'ready' });
    vi.advanceTimersByTime(89_999);
    expect(puppets).toHaveLength(2);
    vi.advanceTimersByTime(2);
    expect(puppets.map(({ killed }) => killed)).toEqual([true, true, false]);
    last().say({ kind: 'ready' });
    last().answer('A');
    expect(await file).toBe('A');
  });

  test('silent twice over the same file is that file taking too long', async () => {
    const { last, open } = theatre();
    const file = open('a');
    for (let turn = 0; turn < 2; turn++) {
      last().say({ kind: 'ready' });
      vi.advanceTimersByTime(90_001);
    }
    expect(await file).toEqual({ failure: 'slow', detail: 'silence' });
  });

  test('while it waits for files is started again when one comes', async () => {
    const { puppets, last, open } = theatre();
    const first = open('a');
    last().say({ kind: 'ready' });
    last().answer('A');
    await first;
    last().die();
    const second = open('b');
    last().say({ kind: 'ready' });
    last().answer('B');
    expect(await second).toBe('B');
    expect(puppets).toHaveLength(2);
  });

  test('three times before it is ready shuts the door for who waits, not for ever', async () => {
    const { puppets, last, open } = theatre();
    const files = [code(open('a')), code(open('b'))];
    for (let start = 0; start < 3; start++) last().die(1);
    expect(await Promise.all(files)).toEqual(['DOORS_UNAVAILABLE', 'DOORS_UNAVAILABLE']);
    expect(puppets).toHaveLength(3);
    const later = open('c');
    last().say({ kind: 'ready' });
    last().answer('C');
    expect(await later).toBe('C');
  });
});

describe('the end', () => {
  test('kills the process and tells whoever waits', async () => {
    const { doors, last, open } = theatre();
    const files = [code(open('a')), code(open('b'))];
    last().say({ kind: 'ready' });
    await doors.close();
    expect(last().killed).toBe(true);
    expect(await Promise.all(files)).toEqual(['DOORS_CLOSED', 'DOORS_CLOSED']);
    expect(await code(open('c'))).toBe('DOORS_CLOSED');
    await doors.close();
  });
});
