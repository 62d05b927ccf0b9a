import { apart } from '../../client/apart.ts';
import type { Feature, Screen } from '../feature.ts';

/** Where those records are; reached from the list of patients. */
export const worklistsScreen: Screen<'worklists'> = {
  id: 'worklists',
  title: 'À traiter',
  path: '#/patients/a-traiter',
  needs: 'session',
  help: 'a-traiter',
  Content: apart(async () => (await import('./WorklistsScreen.tsx')).WorklistsScreen),
};

/** The records that ask for somebody's work. */
export const feature = { screens: [worklistsScreen], guide: ['a-traiter'] } as const satisfies Feature;
