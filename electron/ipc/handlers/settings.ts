import type { settingsCalls } from '../../../shared/contract/settings.ts';
import { changeSettings, type ChangeSettingsPorts } from '../../usecases/settings/change-settings.ts';
import { getSettings } from '../../usecases/settings/get-settings.ts';
import type { Handlers } from '../bridge.ts';

export type SettingsHandlersPorts = ChangeSettingsPorts;

/** What the user chooses for this workstation. */
export function settingsHandlers(ports: SettingsHandlersPorts): Pick<Handlers, keyof typeof settingsCalls> {
  return { 'settings.get': getSettings(ports), 'settings.save': changeSettings(ports) };
}
