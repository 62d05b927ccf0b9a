import { Send } from 'lucide-react';
import { apart } from '../../client/apart.ts';
import type { Feature, Screen } from '../feature.ts';
import { OutboxBadge } from './OutboxBadge.tsx';

const outboxScreen: Screen<'outbox'> = {
  id: 'outbox',
  title: 'À envoyer',
  path: '#/a-envoyer',
  needs: 'session',
  help: 'a-envoyer',
  Content: apart(async () => (await import('./OutboxScreen.tsx')).OutboxScreen),
};

/** Every send, with its state. */
export const feature = {
  screens: [outboxScreen],
  room: { icon: Send, command: 'Voir les envois', Badge: OutboxBadge, right: 'send' },
  guide: ['a-envoyer'],
} as const satisfies Feature;
