import { apart } from '../../client/apart.ts';
import type { Feature } from '../feature.ts';

/** What a carte Vitale or a datamatrix brings, over whatever screen is there. */
export const feature = {
  screens: [],
  commands: [
    {
      id: 'datamatrix',
      label: 'Lire un datamatrix',
      act: () => void import('./datamatrix-file.ts').then(({ askForSymbol }) => askForSymbol()),
    },
  ],
  overlays: [
    { id: 'vitale', Content: apart(async () => (await import('./VitaleDialog.tsx')).VitaleDialog) },
    { id: 'datamatrix', Content: apart(async () => (await import('./DatamatrixDialog.tsx')).DatamatrixDialog) },
  ],
} as const satisfies Feature;
