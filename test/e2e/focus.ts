import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';

/** Something of the window has the focus, never the page itself: the next key goes where the person is. @param after what was just done. */
export async function focusHeld(page: Page, after: string): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.tagName ?? 'none'), { message: `focus after ${after}` })
    .not.toMatch(/^(?:BODY|HTML|none)$/);
}
