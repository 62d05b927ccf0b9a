import { Settings } from 'lucide-react';
import { apart } from '../../client/apart.ts';
import type { Feature, Screen } from '../feature.ts';

export const settingsScreen: Screen<'settings'> = {
  id: 'settings',
  title: 'Réglages',
  path: '#/reglages',
  needs: 'session',
  help: 'reglages',
  Content: apart(async () => (await import('./SettingsScreen.tsx')).SettingsScreen),
};

/** What the user decides, and what is decided elsewhere. */
export const feature = {
  screens: [settingsScreen],
  room: { icon: Settings, command: 'Ouvrir les réglages', afterRule: true },
  guide: ['reglages'],
} as const satisfies Feature;
