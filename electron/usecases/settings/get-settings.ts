import { settingsSchema, type SettingsView } from '../../../shared/contract/settings.ts';
import type { Store } from '../../store/types.ts';

export interface SettingsPorts {
  readonly store: Pick<Store, 'settings'>;
  /** Undo window until the user chooses another, in milliseconds; `fixed`: they choose none. */
  readonly undo: { readonly ms: number; readonly fixed: boolean };
}

/** What the user chose for this workstation, completed; what the machine fixed whatever was chosen. */
export function getSettings({ store, undo }: SettingsPorts) {
  return async (): Promise<SettingsView> => {
    const { theme, railCollapsed, undoSeconds } = settingsSchema
      .partial()
      .catch({})
      .parse((await store.settings.get('window')) ?? {});
    const chosen = undo.fixed ? undefined : undoSeconds;
    return { theme: theme ?? 'system', railCollapsed: railCollapsed ?? false, undoSeconds: chosen ?? Math.round(undo.ms / 1000) };
  };
}

/** How long a validation can be taken back, in milliseconds; 0: not at all. */
export function undoWindow(ports: SettingsPorts) {
  const read = getSettings(ports);
  return async (): Promise<number> => (await read()).undoSeconds * 1000;
}
