import { describe, expect, it, vi } from 'vitest';
import { getSettings, undoWindow, type SettingsPorts } from '../../../../electron/usecases/settings/get-settings.ts';
import { changeSettings } from '../../../../electron/usecases/settings/change-settings.ts';
import { tellTerms } from '../../../../electron/usecases/settings/tell-terms.ts';
import type { SettingsView } from '../../../../shared/contract/settings.ts';
import { PAULE, workplace } from '../workplace.ts';

const FREE = { ms: 7400, fixed: false };
const FIXED = { ms: 7000, fixed: true };
const HOUR = { ms: 3_600_000, fixed: false };
const USUAL: SettingsView = {
  theme: 'system',
  railCollapsed: false,
  undoSeconds: 7,
  lockMinutes: null,
  favouriteTypes: [],
  recentTypes: [],
  defaultRecipients: [],
  mailbox: null,
  columns: {},
};
const CHOSEN: SettingsView = {
  theme: 'dark',
  railCollapsed: true,
  undoSeconds: 0,
  lockMinutes: 15,
  favouriteTypes: ['11488-4'],
  recentTypes: ['11490-0'],
  defaultRecipients: ['a@x.mssante.fr'],
  mailbox: 'b@x.mssante.fr',
  columns: { patients: ['name'] },
};
const LUC = { ...PAULE, pro: { ...PAULE.pro, idNat: '899900000025' } };

describe('the settings of a person on a workstation', () => {
  const atWork = (undo: SettingsPorts['undo'], lock: SettingsPorts['lock'] = HOUR) => {
    const { store, common, journal } = workplace();
    let open: typeof PAULE | null = PAULE;
    const ports = { store, current: () => open, undo, lock };
    const changed = vi.fn<(settings: SettingsView) => void>();
    return {
      store,
      journal,
      changed,
      read: getSettings(ports),
      save: changeSettings({ ...ports, now: common.now, changed }),
      undoMs: undoWindow(ports),
      terms: tellTerms({ ...ports, mailboxesOf: (idNat) => [`${idNat}@x.mssante.fr`] }),
      logged: (who: typeof PAULE | null) => void (open = who),
    };
  };

  it('are those of the machine, in whole seconds, until somebody chooses', async () => {
    const { read, undoMs } = atWork(FREE);
    expect(await read()).toEqual(USUAL);
    expect(await undoMs()).toBe(7000);
  });

  it('are those chosen from then on, which who applies them is told of', async () => {
    const { read, save, undoMs, changed } = atWork(FREE);
    expect(await save(CHOSEN)).toEqual(CHOSEN);
    expect([await read(), await undoMs()]).toEqual([CHOSEN, 0]);
    expect(changed).toHaveBeenCalledExactlyOnceWith(CHOSEN);
  });

  it('change alone of what is changed, a list’s columns too, and two changes at once are both kept', async () => {
    const { read, save } = atWork(FREE);
    await save(CHOSEN);
    const [, last] = await Promise.all([
      save({ favouriteTypes: ['18842-5'], columns: { sends: ['state'] } }),
      save({ recentTypes: ['18842-5'] }),
    ]);
    const kept = { ...CHOSEN, favouriteTypes: ['18842-5'], recentTypes: ['18842-5'], columns: { ...CHOSEN.columns, sends: ['state'] } };
    expect([last, await read()]).toEqual([kept, kept]);
  });

  it('are nobody else’s: another person, or the lock screen, has how the window looks alone', async () => {
    const { read, save, logged } = atWork(FREE);
    await save(CHOSEN);
    for (const who of [LUC, null]) {
      logged(who);
      expect(await read()).toEqual({ ...USUAL, theme: 'dark', railCollapsed: true });
    }
    logged(LUC);
    await save({ ...USUAL, theme: 'light' });
    logged(PAULE);
    expect(await read()).toEqual(CHOSEN);
  });

  it('keep the undo window that the machine fixes, whatever was chosen before or since, and tell no change of it', async () => {
    const { store, read, save, undoMs, journal } = atWork(FIXED);
    await store.commit({ changes: [{ kind: 'setting.set', name: 'window', value: CHOSEN }], audit: [] });
    expect([(await read()).undoSeconds, await undoMs()]).toEqual([7, 7000]);
    expect(await save({ ...CHOSEN, theme: 'light' })).toEqual({ ...CHOSEN, theme: 'light', undoSeconds: 7 });
    expect((await journal()).map(({ details }) => details)).toEqual([{ 'theme.before': 'dark', 'theme.after': 'light' }]);
  });

  it.each([
    ['shorter than the longest', HOUR, 15, 15],
    ['the longest itself, as not chosen', HOUR, 60, null],
    ['longer than it, as not chosen', HOUR, 90, null],
    ['when the machine fixes it', { ms: 3_600_000, fixed: true }, 15, null],
  ])('lock after a delay %s', async (_what, lock, lockMinutes, kept) => {
    const { read, save } = atWork(FREE, lock);
    expect((await save({ ...USUAL, lockMinutes })).lockMinutes).toBe(kept);
    expect((await read()).lockMinutes).toBe(kept);
  });

  it('say what is not theirs to choose, and the mailboxes of whoever is there', () => {
    const { terms, logged } = atWork(FREE, { ms: 90_000, fixed: true });
    expect(terms()).toEqual({ lock: { fixed: true, mostMinutes: 1.5 }, mailboxes: ['899900000017@x.mssante.fr'] });
    logged(null);
    expect(terms().mailboxes).toEqual([]);
  });

  it('that cannot be read are as never chosen', async () => {
    const { store, read } = atWork(FREE);
    await store.commit({ changes: [{ kind: 'setting.set', name: 'window', value: { theme: 'mauve' } }], audit: [] });
    expect(await read()).toEqual(USUAL);
  });
});
