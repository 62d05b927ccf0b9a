import { settingsSchema, type SettingsView } from '../../../shared/contract/settings.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';

export interface SettingsPorts {
  readonly store: Pick<Store, 'settings'>;
  /** The person logged in; null when nobody is. */
  readonly current: () => OpenSession | null;
  /** Undo window until the user chooses another, in milliseconds; `fixed`: they choose none. */
  readonly undo: { readonly ms: number; readonly fixed: boolean };
  /** Longest idleness before the lock, in milliseconds; `fixed`: the user chooses no shorter one. */
  readonly lock: { readonly ms: number; readonly fixed: boolean };
}

/** Under which names settings are kept: those of the window, and those of one person. */
export const WINDOW = 'window';
export const ofPerson = (idNat: string): string => `person ${idNat}`;

const CHOSEN = settingsSchema.partial();

/** What the person logged in chose on this workstation, completed; what the machine fixed whatever was chosen. */
export function getSettings({ store, current, undo, lock }: SettingsPorts) {
  const read = async (name: string) => CHOSEN.catch({}).parse((await store.settings.get(name)) ?? {});
  return async (): Promise<SettingsView> => {
    const open = current();
    const chosen = { ...(await read(WINDOW)), ...(open === null ? {} : await read(ofPerson(open.pro.idNat))) };
    const lockMinutes = lock.fixed ? null : (chosen.lockMinutes ?? null);
    return {
      theme: chosen.theme ?? 'system',
      railCollapsed: chosen.railCollapsed ?? false,
      undoSeconds: (undo.fixed ? undefined : chosen.undoSeconds) ?? Math.round(undo.ms / 1000),
      lockMinutes: lockMinutes === null || lockMinutes * 60_000 >= lock.ms ? null : lockMinutes,
      favouriteTypes: chosen.favouriteTypes ?? [],
      recentTypes: chosen.recentTypes ?? [],
      defaultRecipients: chosen.defaultRecipients ?? [],
      mailbox: chosen.mailbox ?? null,
      columns: chosen.columns ?? {},
    };
  };
}

/** How long a validation can be taken back, in milliseconds; 0: not at all. */
export function undoWindow(ports: SettingsPorts) {
  const read = getSettings(ports);
  return async (): Promise<number> => (await read()).undoSeconds * 1000;
}
