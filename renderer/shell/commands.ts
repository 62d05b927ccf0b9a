import type { SessionState } from '../../shared/contract/session.ts';
import { go } from '../client/router.ts';
import { checkServices, connectMss, lock } from '../client/session.ts';
import type { Command } from '../features/feature.ts';
import { every, rooms, type RailRoom } from './routes.ts';
import { frameText } from './text.ts';

/** Lines of the palette that are not patients: what the features bring, then what the frame itself does. */
export const commandsOf = (mss: SessionState['mss']['state']): readonly Command[] => [
  ...every.flatMap((feature) => [
    ...(feature.commands ?? []),
    ...rooms.filter(({ screen }) => screen === feature.screens[0]).map(openRoom),
  ]),
  { id: 'services', label: frameText.commands.services, act: () => void checkServices() },
  ...(mss === 'closed' || mss === 'failed' ? [{ id: 'mss', label: frameText.commands.mss, act: () => void connectMss() }] : []),
  { id: 'lock', label: frameText.commands.lock, keys: 'Ctrl L', act: () => void lock() },
];

const openRoom = ({ screen, command, keys }: RailRoom): Command => ({
  id: screen.id,
  label: command,
  keys: keys.replace('+', ' '),
  act: () => go(screen),
});
