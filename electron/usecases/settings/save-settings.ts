import type { SettingsView } from '../../../shared/contract/settings.ts';
import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';
import { act } from '../acting.ts';
import { ofPerson, WINDOW } from './get-settings.ts';

/** Settings whose change is an act; the width of the menu, the columns and the types last chosen are the window's own. */
const JOURNALED = [
  'theme',
  'undoSeconds',
  'lockMinutes',
  'favouriteTypes',
  'defaultRecipients',
  'mailbox',
] as const satisfies readonly (keyof SettingsView)[];

export interface SaveSettingsPorts {
  readonly store: Store;
  readonly now: () => Date;
  /** The person logged in; null when nobody is. */
  readonly current: () => OpenSession | null;
  readonly read: () => Promise<SettingsView>;
}

/** Keeps what the user chose on this workstation, for them, and for the lock screen how it looks; the journal tells what changed, from what to what. */
export function saveSettings(ports: SaveSettingsPorts) {
  return async (chosen: SettingsView): Promise<void> => {
    const before = await ports.read();
    const open = ports.current();
    const { theme, railCollapsed } = chosen;
    // What is nobody's to keep is not changed: nobody is told that it was.
    const kept = JOURNALED.filter((key) => open !== null || key === 'theme');
    const changed = kept.filter((key) => told(before[key]) !== told(chosen[key]));
    await ports.store.commit({
      changes: [
        { kind: 'setting.set', name: WINDOW, value: { theme, railCollapsed } },
        ...(open === null ? [] : [{ kind: 'setting.set' as const, name: ofPerson(open.pro.idNat), value: chosen }]),
      ],
      audit:
        changed.length === 0
          ? []
          : [
              savedEntry(
                open,
                ports.now(),
                Object.fromEntries(
                  changed.flatMap((key) => [
                    [`${key}.before`, told(before[key])],
                    [`${key}.after`, told(chosen[key])],
                  ]),
                ),
              ),
            ],
    });
  };
}

/** As the journal keeps it. */
const told = (value: SettingsView[(typeof JOURNALED)[number]]): string | number | null =>
  typeof value === 'object' && value !== null ? value.join(', ') : value;

function savedEntry(open: OpenSession | null, now: Date, details: AuditEntry['details']): AuditEntry {
  const entry = { act: 'settings.saved', label: 'Réglages modifiés', patientId: null, details };
  return open === null
    ? { ...entry, at: now.toISOString(), actor: null, onBehalfOf: null, situation: null, objectId: null, result: 'ok' }
    : act(open, now, entry);
}
