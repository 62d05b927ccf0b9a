import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { draftsOf } from '../../../../renderer/client/drafts.ts';
import { leftForms } from '../../../../renderer/client/left-forms.ts';
import { forgetUndo, undoBar, undoLatest } from '../../../../renderer/client/undo.ts';

const forms = leftForms<string>('Adresse non ajoutée', 'De nouveau à l’écran.');
const back = vi.fn<() => void>();

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z') });
  back.mockClear();
});
afterEach(() => {
  forgetUndo();
  vi.useRealTimers();
});

describe('a form left before it was saved', () => {
  it('is taken up again where it was, with what was typed in it, until it is shown', async () => {
    forms.leave('d1', 'a@x', back);
    expect(undoBar()).toMatchObject({ kind: 'offer', act: { done: 'Adresse non ajoutée', leaves: 0 } });
    expect(forms.again('d1')).toBeUndefined();
    undoLatest();
    await vi.advanceTimersByTimeAsync(0);
    expect([back.mock.calls.length, forms.again('d1'), forms.again('d2')]).toEqual([1, 'a@x', undefined]);
    expect(undoBar()).toMatchObject({ kind: 'undone', text: 'De nouveau à l’écran.' });
    forms.taken('d1');
    expect(forms.again('d1')).toBeUndefined();
  });

  it('tells who shows it, each time that changes', () => {
    const changed = vi.fn<() => void>();
    const stop = forms.listen(changed);
    forms.hold('d1', 'a@x');
    forms.taken('d1');
    stop();
    forms.hold('d1', 'a@x');
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('that the lock closed is there again for the same person alone', () => {
    draftsOf('899900000017');
    forms.hold('d1', 'a@x');
    draftsOf('899900000017');
    expect([forms.again('d1'), undoBar()]).toEqual(['a@x', null]);
    draftsOf('899900000025');
    expect(forms.again('d1')).toBeUndefined();
  });
});
