import type { settingsCalls } from '../../../shared/contract/settings.ts';
import { getSettings, type SettingsPorts } from '../../usecases/settings/get-settings.ts';
import { saveSettings, type SaveSettingsPorts } from '../../usecases/settings/save-settings.ts';
import type { Handlers } from '../bridge.ts';

export type SettingsHandlersPorts = SettingsPorts & Omit<SaveSettingsPorts, 'read' | 'undoFixed'>;

/** What the user chooses for this workstation. */
export function settingsHandlers(ports: SettingsHandlersPorts): Pick<Handlers, keyof typeof settingsCalls> {
  const read = getSettings(ports);
  return { 'settings.get': read, 'settings.save': saveSettings({ ...ports, read, undoFixed: ports.undo.fixed }) };
}
