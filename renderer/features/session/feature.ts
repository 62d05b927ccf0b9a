import { apart } from '../../client/apart.ts';
import type { Feature, Screen } from '../feature.ts';

const lockScreen: Screen<'lock'> = { id: 'lock', title: 'Connexion', path: '#/patients', needs: 'locked', help: 'connexion' };

/** The card, the session and the second login. The lock screen is the first thing drawn: it is not loaded apart. */
export const feature = {
  screens: [lockScreen],
  overlays: [{ id: 'mss', Content: apart(async () => (await import('./MssLogin.tsx')).MssLogin) }],
  guide: ['connexion'],
} as const satisfies Feature;
