import { useCallback, useEffect } from 'react';
import type { SettingsView } from '../../shared/contract/settings.ts';
import { call } from './client.ts';
import { keyOf, peek, put, queryClient, useAnswer } from './queries.ts';
import { attempt } from './session.ts';

const DEFAULTS: SettingsView = {
  theme: 'system',
  railCollapsed: false,
  undoSeconds: 10,
  lockMinutes: null,
  favouriteTypes: [],
  recentTypes: [],
  defaultRecipients: [],
  mailbox: null,
  columns: {},
};

/** What the user chose about the window; the defaults until it is read. */
export function useSettings(): SettingsView {
  return useAnswer('settings.get', null).data ?? DEFAULTS;
}

/** Changes some of it: shown at once, then kept by the application. @param change from what is chosen now: what was drawn may be older */
export function changeSettings(change: (chosen: SettingsView) => Partial<SettingsView>): void {
  const chosen = peek('settings.get', null) ?? DEFAULTS;
  const changed = change(chosen);
  changing += 1;
  put('settings.get', null, { ...chosen, ...changed });
  void attempt(async () => {
    const kept = await call('settings.save', changed)
      .catch(async (thrown: unknown) => {
        // What is not kept is not shown any more.
        await queryClient.invalidateQueries({ queryKey: keyOf('settings.get', null) });
        throw thrown;
      })
      .finally(() => void (changing -= 1));
    // The answer to the last change alone: an earlier one has not heard of the next.
    if (changing === 0) put('settings.get', null, kept);
  });
}
let changing = 0;

/** The columns that a list shows, and how one comes or goes. @param usual those shown until somebody chooses */
export function useShownColumns(
  list: string,
  usual: readonly string[],
): readonly [shown: readonly string[], show: (column: string, isShown: boolean) => void] {
  const { columns } = useSettings();
  const show = useCallback(
    (column: string, isShown: boolean) =>
      changeSettings(({ columns: now }) => {
        const others = (now[list] ?? usual).filter((name) => name !== column);
        return { columns: { ...now, [list]: isShown ? [...others, column] : others } };
      }),
    [list, usual],
  );
  return [columns[list] ?? usual, show];
}

/** Puts the theme on the page and follows the system when asked to. */
export function useTheme(theme: SettingsView['theme']): void {
  useEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const apply = (): void => {
      document.documentElement.dataset['theme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
    };
    apply();
    dark.addEventListener('change', apply);
    return () => dark.removeEventListener('change', apply);
  }, [theme]);
}
