import { expect, test } from '@playwright/test';
import { focusLost } from './focus-watch.ts';
import { openWorkstation, type Workstation, type WorkstationOptions } from './workstation.ts';

/** The smallest window that the screens are made for, in pixels. */
export const SMALL = { width: 1280, height: 800 } as const;

/**
 * The workstation of a group of tests: opened before the first one, closed after the last one, its session not opened.
 * What else they need is done by a `beforeAll` that comes after. After each of their acts the focus is on something, never
 * on the page.
 */
export function workstation(options: WorkstationOptions = {}): Workstation {
  let opened: Workstation | null = null;
  test.beforeAll(async () => {
    opened = await openWorkstation(options);
  });
  test.afterEach(async () => {
    if (opened !== null && !opened.page.isClosed())
      expect(await focusLost(opened.page), 'acts that left the focus on the page').toEqual([]);
  });
  test.afterAll(async () => {
    await opened?.close();
  });
  // Cast: it stands for the workstation, whose parts are asked for once it is opened.
  return new Proxy({} as Workstation, {
    get(_nothing, part) {
      if (opened === null) throw new Error('the workstation is opened before the first test, not before');
      return Reflect.get(opened, part);
    },
  });
}
