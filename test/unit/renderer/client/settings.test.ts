import { describe, expect, it, vi } from 'vitest';
import { call } from '../../../../renderer/client/client.ts';
import { keyOf, put, queryClient } from '../../../../renderer/client/queries.ts';
import { changeSettings } from '../../../../renderer/client/settings.ts';
import type { SettingsView } from '../../../../shared/contract/settings.ts';
import { fail } from '../../../../shared/errors.ts';

vi.mock('../../../../renderer/client/client.ts', { spy: true });

const KEPT: SettingsView = {
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

describe('a setting that cannot be kept', () => {
  it('is read again: what is shown is what is kept', async () => {
    vi.mocked(call).mockRejectedValue(fail('STORE_FULL'));
    put('settings.get', null, KEPT);
    changeSettings(() => ({ theme: 'dark' }));
    expect(queryClient.getQueryData<SettingsView>(keyOf('settings.get', null))?.theme).toBe('dark');
    await vi.waitFor(() => expect(queryClient.getQueryState(keyOf('settings.get', null))?.isInvalidated).toBe(true), { timeout: 30_000 });
  });
});
