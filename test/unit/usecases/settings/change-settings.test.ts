import { describe, expect, it } from 'vitest';
import { getSettings, undoWindow } from '../../../../electron/usecases/settings/get-settings.ts';
import { changeSettings } from '../../../../electron/usecases/settings/change-settings.ts';
import { workplace } from '../workplace.ts';

const FREE = { ms: 7400, fixed: false };
const FIXED = { ms: 7000, fixed: true };
const CHOSEN = { theme: 'dark', railCollapsed: true, undoSeconds: 0 } as const;

describe('the settings of a workstation', () => {
  const atWork = (undo: typeof FREE) => {
    const { store, common, journal } = workplace();
    const read = getSettings({ store, undo });
    const save = changeSettings({ store, now: common.now, current: () => common.session(), undo });
    return { store, journal, read, save, undoMs: undoWindow({ store, undo }) };
  };

  it('are those of the machine, in whole seconds, until somebody chooses', async () => {
    const { read, undoMs } = atWork(FREE);
    expect(await read()).toEqual({ theme: 'system', railCollapsed: false, undoSeconds: 7 });
    expect(await undoMs()).toBe(7000);
  });

  it('are those chosen from then on', async () => {
    const { read, save, undoMs } = atWork(FREE);
    expect(await save(CHOSEN)).toEqual(CHOSEN);
    expect([await read(), await undoMs()]).toEqual([CHOSEN, 0]);
  });

  it('keep the undo window that the machine fixes, whatever was chosen before or since, and tell no change of it', async () => {
    const { store, read, save, undoMs, journal } = atWork(FIXED);
    await store.commit({ changes: [{ kind: 'setting.set', name: 'window', value: CHOSEN }], audit: [] });
    expect([(await read()).undoSeconds, await undoMs()]).toEqual([7, 7000]);
    expect(await save({ ...CHOSEN, theme: 'light' })).toEqual({ ...CHOSEN, theme: 'light', undoSeconds: 7 });
    expect((await journal()).map(({ details }) => details)).toEqual([{ 'theme.before': 'dark', 'theme.after': 'light' }]);
  });

  it('that cannot be read are as never chosen', async () => {
    const { store, read } = atWork(FREE);
    await store.commit({ changes: [{ kind: 'setting.set', name: 'window', value: { theme: 'mauve' } }], audit: [] });
    expect(await read()).toEqual({ theme: 'system', railCollapsed: false, undoSeconds: 7 });
  });
});
