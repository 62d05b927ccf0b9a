import type { SettingsView } from '../../../shared/contract/settings.ts';
import { inTurn } from '../../in-turn.ts';
import { getSettings, type SettingsPorts } from './get-settings.ts';
import { saveSettings, type SaveSettingsPorts } from './save-settings.ts';

export type ChangeSettingsPorts = SettingsPorts &
  Omit<SaveSettingsPorts, 'read'> & {
    /** Told of the settings from then on. */
    readonly changed: (settings: SettingsView) => void;
  };

/**
 * Keeps what the user changed, but what the machine fixes: that is neither changed nor told as a change. One change
 * after the other: two at once lose neither.
 *
 * @returns the settings from then on.
 */
export function changeSettings(ports: ChangeSettingsPorts) {
  const read = getSettings(ports);
  const save = saveSettings({ ...ports, read });
  const oneAtATime = inTurn();
  return (changed: Partial<SettingsView>): Promise<SettingsView> =>
    oneAtATime(async () => {
      const before = await read();
      const chosen = { ...before, ...changed, columns: { ...before.columns, ...changed.columns } };
      await save({
        ...chosen,
        undoSeconds: ports.undo.fixed ? before.undoSeconds : chosen.undoSeconds,
        lockMinutes: ports.lock.fixed ? before.lockMinutes : chosen.lockMinutes,
      });
      const settings = await read();
      ports.changed(settings);
      return settings;
    });
}
