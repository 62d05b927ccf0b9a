import type { WebContents } from 'electron';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { guardContents } from '../../../electron/platform/electron/guards.ts';
import { contentsCreated } from '../../setup/electron-double/app.ts';
import { events, preventable, strict } from '../../setup/electron-double/strict.ts';

vi.mock('electron', async () => await import('../../setup/electron-double/electron.ts'));

const ENTRY = 'poste://app/index.html';

/** A page that the application never asked for: what any other code could create. */
function stranger() {
  const heard = events('WebContents', ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']);
  const asked = { policy: '', popup: '' };
  const contents = strict('WebContents', {
    on: heard.on,
    setWindowOpenHandler: (handler: (details: object) => { readonly action: string }) => {
      asked.popup = handler({ url: ENTRY }).action;
    },
    setWebRTCIPHandlingPolicy: (policy: string) => {
      asked.policy = policy;
    },
  });
  contentsCreated(contents as unknown as WebContents); // what it has not throws
  return {
    asked,
    /** Whether it may. */
    may(event: string, departure: { readonly url: string; readonly isMainFrame: boolean }): boolean {
      const given = preventable(departure);
      heard.emit(event, given);
      return !given.defaultPrevented;
    },
  };
}

describe('any page, whoever created it', () => {
  let page: ReturnType<typeof stranger>;
  beforeAll(() => guardContents(ENTRY));
  beforeEach(() => {
    page = stranger();
  });

  test('opens no other page and has no UDP of WebRTC', () => {
    expect(page.asked).toEqual({ policy: 'disable_non_proxied_udp', popup: 'deny' });
  });

  test.each([
    ['will-navigate', ENTRY, true, true],
    ['will-navigate', `${ENTRY}#patients`, true, true],
    ['will-frame-navigate', ENTRY, true, true],
    ['will-frame-navigate', ENTRY, false, false],
    ['will-navigate', 'poste://app/other.html', true, false],
    ['will-navigate', 'poste://app/index.html.evil', true, false],
    ['will-frame-navigate', 'https://example.invalid/', false, false],
    ['will-redirect', ENTRY, true, false],
    ['will-redirect', 'https://example.invalid/', true, false],
    ['will-attach-webview', ENTRY, true, false],
  ] as const)('%s to %s (main frame: %s): allowed %s', (event, url, isMainFrame, allowed) => {
    expect(page.may(event, { url, isMainFrame })).toBe(allowed);
  });
});
