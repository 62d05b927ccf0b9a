import { useEffect } from 'react';
import type { SettingsView } from '../../shared/contract/settings.ts';
import { call } from './client.ts';
import { put, useAnswer } from './queries.ts';
import { attempt } from './session.ts';

const DEFAULTS: SettingsView = { theme: 'system', railCollapsed: false, undoSeconds: 10 };

/** What the user chose about the window; the defaults until it is read. */
export function useSettings(): SettingsView {
  return useAnswer('settings.get', null).data ?? DEFAULTS;
}

/** Changes it: shown at once, then kept by the application. */
export function saveSettings(settings: SettingsView): void {
  put('settings.get', null, settings);
  void attempt(async () => put('settings.get', null, await call('settings.save', settings)));
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
