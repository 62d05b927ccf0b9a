import { describe, expect, it, vi } from 'vitest';
import { askBeforeClosing } from '../../../electron/platform/electron/closing.ts';
import { events, preventable, strict } from '../../setup/electron-double/strict.ts';

/** What the system's box is asked, and the button that is pressed in it. */
interface BoxOptions {
  readonly buttons?: readonly string[];
  readonly defaultId?: number;
  readonly cancelId?: number;
}
const box = vi.hoisted(() => ({ pressed: 0, asked: [] as { readonly over: unknown; readonly options: BoxOptions }[] }));

vi.mock('electron', () => ({
  dialog: {
    showMessageBoxSync: (over: unknown, options: BoxOptions): number => {
      box.asked.push({ over, options });
      return box.pressed;
    },
  },
}));

/** A window whose page has something to lose, closed by somebody who presses that button. */
function closed(pressed: number) {
  Object.assign(box, { pressed, asked: [] });
  const heard = events('WebContents', ['will-prevent-unload']);
  const window = strict('BrowserWindow', { webContents: strict('WebContents', { on: heard.on }) });
  askBeforeClosing(window as unknown as Parameters<typeof askBeforeClosing>[0]); // what it has not throws
  const before = box.asked.length;
  const event = preventable({});
  heard.emit('will-prevent-unload', event);
  return { window, before, closes: event.defaultPrevented, asked: box.asked };
}

describe('a window that would lose something by closing', () => {
  it('asks nothing before that, then once, over itself, in words that say what is lost', () => {
    const { window, before, asked } = closed(0);
    expect(before).toBe(0);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.over).toBe(window);
    expect(asked[0]?.options).toMatchObject({
      message: 'Un document va partir, ou des fichiers arrivés ne sont encore dans aucun dossier.',
      detail: 'Si vous fermez, l’envoi partira à votre prochaine session, et les fichiers seront à déposer de nouveau.',
    });
  });

  it('stays by Enter and by Escape, whose answers are that of the first button', () => {
    const { buttons = [], defaultId, cancelId } = closed(0).asked[0]?.options ?? {};
    expect([buttons[defaultId ?? -1], buttons[cancelId ?? -1]]).toEqual(['Rester', 'Rester']);
  });

  it.each([
    ['Rester', false],
    ['Fermer quand même', true],
  ])('« %s »: it closes %s', (word, closes) => {
    const pressed = closed(0).asked[0]?.options.buttons?.indexOf(word) ?? -1;
    expect(pressed).not.toBe(-1);
    expect(closed(pressed).closes).toBe(closes);
  });
});
