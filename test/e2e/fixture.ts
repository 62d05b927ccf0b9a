import { test } from '@playwright/test';
import { openWorkstation, type Workstation, type WorkstationOptions } from './workstation.ts';

/** The smallest window that the screens are made for, in pixels. */
export const SMALL = { width: 1280, height: 800 } as const;

/**
 * The workstation of a group of tests: opened before the first one, closed after the last one, its session not opened.
 * What else they need is done by a `beforeAll` that comes after.
 */
export function workstation(options: WorkstationOptions = {}): Workstation {
  let opened: Workstation | null = null;
  test.beforeAll(async () => {
    opened = await openWorkstation(options);
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
