import type { settingsCalls } from '../../../shared/contract/settings.ts';
import { changeSettings, type ChangeSettingsPorts } from '../../usecases/settings/change-settings.ts';
import { getSettings } from '../../usecases/settings/get-settings.ts';
import { tellTerms, type SettingsTermsPorts } from '../../usecases/settings/tell-terms.ts';
import type { Handlers } from '../bridge.ts';

export type SettingsHandlersPorts = ChangeSettingsPorts & SettingsTermsPorts;

/** What the user chooses on this workstation. */
export function settingsHandlers(ports: SettingsHandlersPorts): Pick<Handlers, keyof typeof settingsCalls> {
  const terms = tellTerms(ports);
  return { 'settings.get': getSettings(ports), 'settings.terms': () => Promise.resolve(terms()), 'settings.save': changeSettings(ports) };
}
