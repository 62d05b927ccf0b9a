import { apart } from '../../client/apart.ts';
import { go } from '../../client/router.ts';
import type { Feature, Screen } from '../feature.ts';

/** Where a file of patients is imported; reached from their list. */
export const importScreen: Screen<'import'> = {
  id: 'import',
  title: 'Importer',
  path: '#/patients/import',
  needs: 'session',
  help: 'import',
  Content: apart(async () => (await import('./ImportScreen.tsx')).ImportScreen),
};

/** Patients and stays from the files of another system. */
export const feature = {
  screens: [importScreen],
  commands: [{ id: 'import', label: 'Importer un fichier de patients', right: 'import', act: () => go(importScreen) }],
  guide: ['import'],
} as const satisfies Feature;
