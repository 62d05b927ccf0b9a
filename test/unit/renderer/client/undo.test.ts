import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { draftsOf } from '../../../../renderer/client/drafts.ts';
import { forgetUndo, leavingNow, offerUndo, undoAbout, undoBar, undoLatest, undoLeaving } from '../../../../renderer/client/undo.ts';
import { fail } from '../../../../shared/errors.ts';

const T = Date.parse('2026-11-21T10:00:00Z');
const undo = vi.fn<(done: string) => Promise<void>>(() => Promise.resolve());
const offer = (done: string, seconds = 10, more: Partial<Parameters<typeof offerUndo>[0]> = {}, replaces: number | null = null): number =>
  offerUndo(
    {
      about: [done],
      done,
      becomes: null,
      until: Date.now() + seconds * 1000,
      leaves: 0,
      undo: () => undo(done),
      undone: `${done} annulé`,
      ...more,
    },
    replaces,
  );
const shown = (): string => {
  const bar = undoBar();
  if (bar === null) return 'nothing';
  if (bar.kind === 'undone') return `undone ${bar.text}`;
  return bar.kind === 'refused' ? `refused ${bar.error.code}` : `${bar.kind} ${bar.act.done}`;
};
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers({ now: T });
  undo.mockClear();
});
afterEach(() => {
  forgetUndo();
  vi.useRealTimers();
});

describe('what was just done', () => {
  it('can be taken back until its time has passed, then no more', async () => {
    offer('A');
    await vi.advanceTimersByTimeAsync(9999);
    expect(shown()).toBe('offer A');
    await vi.advanceTimersByTimeAsync(1);
    expect([shown(), undoLatest(), undo.mock.calls.length]).toEqual(['nothing', false, 0]);
  });

  it('is taken back once, and the bar says so before it offers the act before: a second press takes nothing else', async () => {
    offer('A', 30);
    offer('B', 30);
    expect(undoLatest()).toBe(true);
    expect([shown(), undoLatest()]).toEqual(['undoing B', false]);
    await settled();
    expect([shown(), undoLatest(), undo.mock.calls]).toEqual(['undone B annulé', false, [['B']]]);
    await vi.advanceTimersByTimeAsync(3000);
    expect(shown()).toBe('offer A');
  });

  it('meanwhile hides nothing of what is being taken back', async () => {
    const slow = Promise.withResolvers<void>();
    undo.mockReturnValueOnce(slow.promise);
    offer('A', 30);
    undoLatest();
    offer('B', 30);
    expect([shown(), undoLatest()]).toEqual(['undoing A', false]);
    slow.resolve();
    await settled();
    expect(shown()).toBe('undone A annulé');
  });

  it('is not taken back from beside what it is about once its time has passed, though another’s has not', async () => {
    offer('A', 10);
    offer('B', 60);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([shown(), undoAbout('A'), undo.mock.calls.length]).toEqual(['offer B', false, 0]);
  });

  it('that cannot be taken back any more says why', async () => {
    undo.mockRejectedValueOnce(fail('SEND_LEFT'));
    offer('A');
    undoLatest();
    await settled();
    expect(shown()).toBe('refused SEND_LEFT');
  });

  it('gives way to what says more of the same act', () => {
    const first = offer('1 document');
    offer('2 documents', 10, {}, first);
    undoLatest();
    expect(undo.mock.calls).toEqual([['2 documents']]);
    expect(undoAbout('1 document')).toBe(false);
  });

  it('is taken back from beside what it is about, the latest or not, unless it was about more', async () => {
    offer('A', 30);
    offer('B', 30);
    offer('C and D', 30, { about: ['C', 'D'] });
    expect([undoAbout('A'), undoAbout('C'), undoAbout('Z')]).toEqual([true, false, false]);
    await settled();
    expect(undo.mock.calls).toEqual([['A']]);
  });

  it('is nobody’s any more at the end of the session, nor is what comes back then', async () => {
    const late = Promise.withResolvers<void>();
    undo.mockReturnValueOnce(late.promise);
    offer('A');
    undoLatest();
    forgetUndo();
    late.resolve();
    await settled();
    expect([shown(), undoLatest()]).toEqual(['nothing', false]);
  });

  it('is not another person’s to take back', () => {
    draftsOf('899900000017');
    offer('A');
    draftsOf('899900000025');
    expect(shown()).toBe('nothing');
  });
});

describe('documents that are about to leave', () => {
  it('are counted with the hour of the first one, and taken back together', async () => {
    expect(leavingNow()).toBeNull();
    offer('draft', 60);
    offer('one', 20, { leaves: 1 });
    offer('three', 30, { leaves: 3 });
    expect(leavingNow()).toEqual({ documents: 4, at: T + 20_000 });
    await undoLeaving();
    expect([undo.mock.calls.flat().toSorted(), leavingNow()]).toEqual([['one', 'three'], null]);
  });

  it('that have left are not counted', async () => {
    offer('one', 20, { leaves: 1 });
    offer('draft', 60);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(leavingNow()).toBeNull();
  });
});
