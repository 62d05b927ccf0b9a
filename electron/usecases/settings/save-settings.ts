import type { SettingsView } from '../../../shared/contract/settings.ts';
import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';
import { act } from '../acting.ts';

/** Settings whose change is an act; the width of the menu is the window's own. */
const JOURNALED = ['theme', 'undoSeconds'] as const satisfies readonly (keyof SettingsView)[];

export interface SaveSettingsPorts {
  readonly store: Store;
  readonly now: () => Date;
  /** The person logged in; null when nobody is. */
  readonly current: () => OpenSession | null;
  readonly read: () => Promise<SettingsView>;
}

/** Keeps what the user chose for this workstation; the journal tells what changed, from what to what. */
export function saveSettings(ports: SaveSettingsPorts) {
  return async (chosen: SettingsView): Promise<void> => {
    const before = await ports.read();
    const changed = JOURNALED.filter((key) => before[key] !== chosen[key]);
    await ports.store.commit({
      changes: [{ kind: 'setting.set', name: 'window', value: chosen }],
      audit:
        changed.length === 0
          ? []
          : [
              savedEntry(
                ports.current(),
                ports.now(),
                Object.fromEntries(
                  changed.flatMap((key) => [
                    [`${key}.before`, before[key]],
                    [`${key}.after`, chosen[key]],
                  ]),
                ),
              ),
            ],
    });
  };
}

function savedEntry(open: OpenSession | null, now: Date, details: AuditEntry['details']): AuditEntry {
  const entry = { act: 'settings.saved', label: 'Réglages modifiés', patientId: null, details };
  return open === null
    ? { ...entry, at: now.toISOString(), actor: null, onBehalfOf: null, situation: null, objectId: null, result: 'ok' }
    : act(open, now, entry);
}
