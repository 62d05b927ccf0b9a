import type { SessionState } from '../../shared/contract/session.ts';
import { go } from '../client/router.ts';
import { allowed, may } from '../client/rights.ts';
import { checkServices, connectMss, lock } from '../client/session.ts';
import { undoLatest } from '../client/undo.ts';
import type { Command } from '../features/feature.ts';
import { every, rooms, tabs, type RailRoom } from './routes.ts';
import { frameText } from './text.ts';

/** Where the palette was opened. */
export interface PaletteAt {
  readonly mss: SessionState['mss']['state'];
  /** The patient of the open record. */
  readonly patient: string | null;
}

/** What else its lines depend on while it is open. */
export interface PaletteNow extends PaletteAt {
  /** What was done and can still be taken back; null: nothing. */
  readonly undoable: string | null;
}

/** Lines of the palette that are neither patients nor documents: what takes the last act back, what is done to the open record, what the features bring, then what the frame itself does. */
export const commandsOf = ({ mss, patient, undoable }: PaletteNow): readonly Command[] => [
  ...(undoable === null ? [] : [{ id: 'undo', label: frameText.commands.undo(undoable), keys: 'Ctrl Z', act: () => void undoLatest() }]),
  ...(patient === null ? [] : recordCommands(patient)),
  ...every.flatMap((feature) => [
    ...allowed(feature.commands ?? []),
    ...allowed(rooms)
      .filter(({ screen }) => screen === feature.screens[0])
      .map(openRoom),
  ]),
  { id: 'services', label: frameText.commands.services, act: () => void checkServices() },
  ...((mss === 'closed' || mss === 'failed') && may('send')
    ? [{ id: 'mss', label: frameText.commands.mss, act: () => void connectMss() }]
    : []),
  { id: 'lock', label: frameText.commands.lock, keys: 'Ctrl L', act: () => void lock() },
];

const openRoom = ({ screen, command, keys }: RailRoom): Command => ({
  id: screen.id,
  label: command,
  keys: keys.replace('+', ' '),
  act: () => go(screen),
});

/** What is done to the patient of the open record, and its tabs. */
const recordCommands = (patient: string): readonly Command[] => [
  ...allowed(every.flatMap((feature) => feature.recordCommands ?? [])).map(({ act, ...line }) => ({ ...line, act: () => act(patient) })),
  ...allowed(tabs).map((tab) => ({ id: tab.id, label: frameText.commands.tab(tab.title), act: () => go(tab, patient) })),
];
