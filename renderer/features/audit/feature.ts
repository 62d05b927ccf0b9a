import { History } from 'lucide-react';
import { apart } from '../../client/apart.ts';
import type { Feature, Screen } from '../feature.ts';

const auditScreen: Screen<'audit'> = {
  id: 'audit',
  title: 'Journal',
  path: '#/journal',
  needs: 'session',
  help: 'journal',
  Content: apart(async () => (await import('./AuditScreen.tsx')).AuditScreen),
};

/** The journal of every act. */
export const feature = {
  screens: [auditScreen],
  room: { icon: History, command: 'Ouvrir le journal', right: 'record' },
  guide: ['journal', 'sauvegarde'],
} as const satisfies Feature;
