import type { SettingsView } from '../../../shared/contract/settings.ts';
import { getSettings, type SettingsPorts } from './get-settings.ts';
import { saveSettings, type SaveSettingsPorts } from './save-settings.ts';

export type ChangeSettingsPorts = SettingsPorts & Omit<SaveSettingsPorts, 'read'>;

/** Keeps what the user chose, but what the machine fixes: that is neither changed nor told as a change. @returns the settings from then on. */
export function changeSettings(ports: ChangeSettingsPorts) {
  const read = getSettings(ports);
  const save = saveSettings({ ...ports, read });
  return async (chosen: SettingsView): Promise<SettingsView> => {
    const { undoSeconds } = ports.undo.fixed ? await read() : chosen;
    await save({ ...chosen, undoSeconds });
    return await read();
  };
}
