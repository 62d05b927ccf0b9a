import { apart } from '../../client/apart.ts';
import type { Feature } from '../feature.ts';

/** Files that arrive by drop, paste or choice, over whatever screen is there. */
export const feature = {
  screens: [],
  overlays: [{ id: 'arrivals', Content: apart(async () => (await import('./ArrivalsOverlay.tsx')).ArrivalsOverlay) }],
} as const satisfies Feature;
