import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StartedDoors } from '../../../electron/doors/client.ts';
import type { DoorFailure, DoorLimits, Doors } from '../../../electron/doors/types.ts';
import { readingOf } from '../../../electron/wiring/reading.ts';

const BYTES = Buffer.from('%PDF');
const LETTERS = { letters: true, symbols: false } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Doors that answer the same to everything, and what was asked of them. */
const answering = (answer: unknown, asked: (readonly [string, Partial<DoorLimits> | undefined])[] = []): Doors => ({
  // Cast: the answer of whatever was asked.
  open: <T>(kind: string, _input: unknown, _answer: unknown, limits?: Partial<DoorLimits>) => {
    asked.push([kind, limits]);
    return Promise.resolve(answer as T | DoorFailure);
  },
});

const desk = (answer: unknown = { lines: [], symbols: [] }) => {
  const [here, apart]: (readonly [string, Partial<DoorLimits> | undefined])[][] = [[], []];
  let [started, closed] = [0, 0];
  const start = (): StartedDoors => {
    started += 1;
    return { ...answering(answer, apart), warm: () => Promise.resolve(), close: () => Promise.resolve(void (closed += 1)) };
  };
  const reading = readingOf(answering({ pages: [], image: true }, here), start);
  return { reading, here, apart, counts: () => [started, closed] };
};

describe('the processes that read pages', () => {
  it('read texts in the door process, and images in one of their own, with limits of its own', async () => {
    const { reading, here, apart, counts } = desk();
    await reading.text(BYTES, 1, 10);
    expect(counts()).toEqual([0, 0]);
    await reading.image(BYTES, 1, LETTERS);
    await reading.image(BYTES, 2, LETTERS);
    expect([here, apart, counts()]).toEqual([
      [['pdf-text', undefined]],
      Array.from({ length: 2 }, () => ['pdf-image', { cpuMs: 30_000, memoryMb: 360, keptMb: 270 }]),
      [1, 0],
    ]);
  });

  it('give the second one back when nothing comes for a while, and start another one then', async () => {
    const { reading, counts } = desk();
    await reading.image(BYTES, 1, LETTERS);
    vi.advanceTimersByTime(29_000);
    await reading.image(BYTES, 2, LETTERS);
    vi.advanceTimersByTime(29_000);
    expect(counts()).toEqual([1, 0]);
    vi.advanceTimersByTime(1_000);
    expect(counts()).toEqual([1, 1]);
    await reading.image(BYTES, 3, LETTERS);
    expect(counts()).toEqual([2, 1]);
  });

  it('once closed, start nothing any more', async () => {
    const { reading, counts } = desk();
    await reading.image(BYTES, 1, LETTERS);
    await reading.close();
    await expect(reading.image(BYTES, 2, LETTERS)).rejects.toMatchObject({ code: 'DOORS_CLOSED' });
    expect(counts()).toEqual([1, 1]);
  });

  it.each([
    ['slow', 'READING_TOO_SLOW'],
    ['heavy', 'READING_TOO_HEAVY'],
    ['lost', 'READING_LOST'],
    ['unreadable', 'READING_IMPOSSIBLE'],
  ])('say of a page that is %s: %s', async (failure, code) => {
    const { reading } = desk({ failure, detail: 'x' });
    await expect(reading.image(BYTES, 1, LETTERS)).rejects.toMatchObject({ code, detail: 'x' });
    const text = readingOf(answering({ failure, detail: 'x' }), () => ({
      ...answering(null),
      warm: () => Promise.resolve(),
      close: () => Promise.resolve(),
    }));
    await expect(text.text(BYTES, 1, 1)).rejects.toMatchObject({ code });
  });
});
