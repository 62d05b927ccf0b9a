import { LifeBuoy } from 'lucide-react';
import { apart } from '../../client/apart.ts';
import type { Feature, Screen } from '../feature.ts';

/** The whole guide. */
export const helpScreen: Screen<'help'> = {
  id: 'help',
  title: 'Aide',
  path: '#/aide',
  needs: 'session',
  help: 'connexion',
  Content: apart(async () => (await import('./HelpScreen.tsx')).HelpScreen),
};

/** F1: a page of the guide beside the screen. */
export const HelpDrawer = apart(async () => (await import('./HelpDrawer.tsx')).HelpDrawer);

/** The guide. */
export const feature = {
  screens: [helpScreen],
  room: { icon: LifeBuoy, command: 'Ouvrir l’aide', key: 'F1' },
  guide: ['clavier'],
} as const satisfies Feature;
