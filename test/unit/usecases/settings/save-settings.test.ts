import { describe, expect, it } from 'vitest';
import type { OpenSession } from '../../../../electron/session/session.ts';
import type { Store } from '../../../../electron/store/types.ts';
import { auditEntryView } from '../../../../electron/usecases/journal/view.ts';
import { saveSettings } from '../../../../electron/usecases/settings/save-settings.ts';
import type { SettingsView } from '../../../../shared/contract/settings.ts';
import { journal } from '../journal/kit.ts';

const BEFORE: SettingsView = {
  theme: 'light',
  railCollapsed: false,
  undoSeconds: 10,
  lockMinutes: null,
  favouriteTypes: [],
  recentTypes: [],
  defaultRecipients: [],
  mailbox: null,
  columns: {},
};
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
    entry === undefined ? undefined : auditEntryView({ ...entry, index: 1, hash: '', patientName: null, about: null }).detail;

  it('are told with what they were and what they are, in the same commit', async () => {
    const kept = await saved({ theme: 'dark', undoSeconds: 0 }, true);
    expect(kept.commits.map(({ changes }) => changes)).toEqual([
      [
        { kind: 'setting.set', name: 'window', value: { theme: 'dark', railCollapsed: false } },
        { kind: 'setting.set', name: 'person 899900000017', value: { ...BEFORE, theme: 'dark', undoSeconds: 0 } },
      ],
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
    const kept = await saved({ theme: 'dark' }, false);
    expect(kept.entries).toMatchObject([{ actor: null, details: { 'theme.before': 'light', 'theme.after': 'dark' } }]);
    expect([Object.keys(kept.entries[0]?.details ?? {}).length, detail(kept)]).toEqual([2, 'Thème : clair → sombre']);
    expect(Object.keys((await saved({ undoSeconds: 5 }, true)).entries[0]?.details ?? {})).toEqual([
      'undoSeconds.before',
      'undoSeconds.after',
    ]);
  });

  it('of nobody are how the window looks alone, and nothing else is told', async () => {
    const kept = await saved({ undoSeconds: 5 }, false);
    expect(kept.entries).toEqual([]);
    expect(kept.commits.map(({ changes }) => changes)).toEqual([
      [{ kind: 'setting.set', name: 'window', value: { theme: 'light', railCollapsed: false } }],
    ]);
  });

  it('are told in words, each that is an act', async () => {
    const kept = await saved(
      { lockMinutes: 15, favouriteTypes: ['11488-4'], defaultRecipients: ['a@x.mssante.fr'], mailbox: 'b@x.mssante.fr' },
      true,
    );
    expect(detail(kept)).toBe(
      'Délai de verrouillage : celui du poste → 15 min ; types favoris : aucun → CR ou fiche de consultation ou de visite ; ' +
        'destinataires habituels : aucun → a@x.mssante.fr ; boîte MSSanté : la première → b@x.mssante.fr',
    );
  });

  it('of the window itself are kept, and no act', async () => {
    const kept = await saved({ railCollapsed: true, recentTypes: ['11488-4'], columns: { patients: ['name'] } }, true);
    expect([kept.commits.length, kept.entries]).toEqual([1, []]);
  });
});
