import type { Dialog } from 'electron';
import { tell } from './control.ts';
import { strict } from './strict.ts';

/**
 * The electron API as far as the application uses it, over the system's Chromium: strict, so that whatever is not
 * here, or would weaken the window, throws. What it cannot prove: electron/README.md.
 */
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { net } from './net.ts';
export { safeStorage } from './safe-storage.ts';
export { protocol, session } from './session.ts';
export { utilityProcess } from './utility-process.ts';

/** No dialog that waits for an answer is here: no test has scripted one. */
export const dialog = strict('dialog', { showErrorBox: (title, content) => tell({ fact: 'error-box', title, content }) } satisfies Pick<
  Dialog,
  'showErrorBox'
>);
