import { FilePenLine } from 'lucide-react';
import { apart } from '../../client/apart.ts';
import type { Feature, Screen } from '../feature.ts';
import { WaitingBadge } from './WaitingBadge.tsx';

const validationScreen: Screen<'validation'> = {
  id: 'validation',
  title: 'À valider',
  path: '#/a-valider',
  needs: 'session',
  help: 'a-valider',
  Content: apart(async () => (await import('./ValidationScreen.tsx')).ValidationScreen),
};

/** Every draft that waits for its validation, whoever it is of. */
export const feature = {
  screens: [validationScreen],
  room: { icon: FilePenLine, command: 'Voir ce qui attend une validation', Badge: WaitingBadge, right: 'prepare' },
  guide: ['a-valider'],
} as const satisfies Feature;
