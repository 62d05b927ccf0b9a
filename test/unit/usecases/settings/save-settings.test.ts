import { describe, expect, it } from 'vitest';
import type { OpenSession } from '../../../../electron/session/session.ts';
import type { Store } from '../../../../electron/store/types.ts';
import { auditEntryView } from '../../../../electron/usecases/journal/view.ts';
import { saveSettings } from '../../../../electron/usecases/settings/save-settings.ts';
import type { SettingsView } from '../../../../shared/contract/settings.ts';
import { journal } from '../journal/kit.ts';

const BEFORE: SettingsView = { theme: 'light', railCollapsed: false, undoSeconds: 10 };
const PAULE = {
  pro: { idNat: '899900000017', family: 'DURAND', given: 'Paule', prefix: null, suffix: 'DR', speciality: null, structure: null },
  situation: { index: 1, structureIdNat: '499900000017001', structureName: 'Cabinet du Port', sector: 'SA07' },
};

describe('settings that are saved', () => {
  const saved = async (changed: Partial<SettingsView>, open: boolean) => {
    const kept = journal();
    // Casts: only the writing of the store and who is logged in serve here.
    await saveSettings({
      store: kept as unknown as Store,
      now: () => new Date('2026-11-29T10:00:00Z'),
      current: () => (open ? (PAULE as OpenSession) : null),
      read: () => Promise.resolve(BEFORE),
    })({ ...BEFORE, ...changed });
    return kept;
  };
  const detail = ({ entries: [entry] }: Awaited<ReturnType<typeof saved>>): string | null | undefined =>
    entry === undefined ? undefined : auditEntryView({ ...entry, index: 1, hash: '', patientName: null }).detail;

  it('are told with what they were and what they are, in the same commit', async () => {
    const kept = await saved({ theme: 'dark', undoSeconds: 0 }, true);
    expect(kept.commits.map(({ changes }) => changes)).toEqual([
      [{ kind: 'setting.set', name: 'window', value: { ...BEFORE, theme: 'dark', undoSeconds: 0 } }],
    ]);
    expect(kept.entries).toMatchObject([
      {
        act: 'settings.saved',
        label: 'Réglages modifiés',
        actor: { idNat: '899900000017', name: 'Dr Paule DURAND' },
        result: 'ok',
        details: { 'theme.before': 'light', 'theme.after': 'dark', 'undoSeconds.before': 10, 'undoSeconds.after': 0 },
      },
    ]);
    expect(detail(kept)).toBe('Thème : clair → sombre ; délai d’annulation : 10 s → aucun');
  });

  it('are told of those alone that changed, of nobody when nobody is logged in', async () => {
    const kept = await saved({ undoSeconds: 5 }, false);
    expect(kept.entries).toMatchObject([{ actor: null, details: { 'undoSeconds.before': 10, 'undoSeconds.after': 5 } }]);
    expect([Object.keys(kept.entries[0]?.details ?? {}).length, detail(kept)]).toEqual([2, 'Délai d’annulation : 10 s → 5 s']);
  });

  it('of the window itself are kept, and no act', async () => {
    const kept = await saved({ railCollapsed: true }, true);
    expect([kept.commits.length, kept.entries]).toEqual([1, []]);
  });
});
