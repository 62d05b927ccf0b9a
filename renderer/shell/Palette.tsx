import { ArrowRight, Search, User, type LucideIcon } from 'lucide-react';
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay, useFilter } from 'react-aria-components';
import type { SessionState } from '../../shared/contract/session.ts';
import { useAnswer } from '../client/queries.ts';
import { go } from '../client/router.ts';
import { checkServices, connectMss, lock } from '../client/session.ts';
import type { Command } from '../features/feature.ts';
import { summaryScreen } from '../features/patient/feature.ts';
import { frenchDate } from '../ui/format.ts';
import { every, rooms, type RailRoom } from './routes.ts';
import { frameText } from './text.ts';

/** What the features bring, then what the frame itself does. */
const commandsOf = (mss: SessionState['mss']['state']): readonly Command[] => [
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

/** A line of the palette: what it shows, and what choosing it does. */
interface Choice {
  readonly id: string;
  readonly label: string;
  readonly aside: ReactNode;
  readonly act: () => void;
}

const SHOWN = 8;

/** Ctrl+K: patients and commands by a few letters. The field keeps the focus and names the line that Enter chooses. */
export function Palette({ mss, onClose }: { readonly mss: SessionState['mss']['state']; readonly onClose: () => void }) {
  const [query, setQuery] = useState('');
  const [marked, setMarked] = useState<string | null>(null);
  /** Enter came before the answer to the letters: it chooses once that is there. */
  const [entered, setEntered] = useState(false);
  const { contains } = useFilter({ sensitivity: 'base' });
  const asked = query.trim();
  const answer = useAnswer('patients.search', { query: asked }, { placeholderData: (before) => before });
  const groups: readonly { readonly title: string; readonly icon: LucideIcon; readonly choices: readonly Choice[] }[] = [
    {
      title: frameText.palette.patients,
      icon: User,
      choices: (answer.data ?? [])
        .slice(0, SHOWN)
        .map((row) => ({
          id: `p-${row.id}`,
          label: `${row.birthName} ${row.firstName}`,
          aside: <span className="option-note">{frenchDate(row.birthDate)}</span>,
          act: () => go(summaryScreen, row.id),
        })),
    },
    {
      title: frameText.palette.commands,
      icon: ArrowRight,
      choices: commandsOf(mss)
        .filter((command) => contains(command.label, asked))
        .map(({ id, label, keys, act }) => ({ id, label, aside: keys === undefined ? null : <kbd aria-hidden="true">{keys}</kbd>, act })),
    },
  ];
  const choices = groups.flatMap((group) => group.choices);
  // The line marked left with its letters: the first one is.
  const at = Math.max(
    0,
    choices.findIndex(({ id }) => id === marked),
  );
  const current = choices[at];
  useEffect(() => {
    document.getElementById(optionId(current?.id ?? ''))?.scrollIntoView({ block: 'nearest' });
  }, [current?.id]);
  const choose = (choice: Choice): void => {
    onClose();
    choice.act();
  };
  // The lines of the letters before are not those that were asked for, nor is any of an answer that failed.
  const answered = !answer.isPlaceholderData && !answer.isPending;
  const failed = answer.error !== null;
  useEffect(() => {
    if (!entered || !answered) return;
    setEntered(false);
    if (current === undefined || failed) return;
    onClose();
    current.act();
  }, [entered, answered, failed, current, onClose]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter') setEntered(true);
    else if (step !== undefined && choices.length > 0) setMarked(choices[(at + step + choices.length) % choices.length]?.id ?? null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <ModalOverlay className="overlay" data-top isOpen isDismissable onOpenChange={(open) => (open ? undefined : onClose())}>
      <Modal className="modal" data-size="m">
        <Dialog className="palette-dialog">
          <div className="palette" onKeyDownCapture={onKeyDown}>
            <Heading slot="title" className="visually-hidden">
              {frameText.palette.title}
            </Heading>
            <div className="palette-search">
              <Search size={18} />
              <input
                type="search"
                role="combobox"
                // The palette is opened to be typed in.
                autoFocus
                autoComplete="off"
                spellCheck={false}
                aria-label={frameText.palette.label}
                placeholder={frameText.search}
                aria-expanded
                aria-controls="palette-list"
                aria-autocomplete="list"
                {...(current === undefined ? {} : { 'aria-activedescendant': optionId(current.id) })}
                value={query}
                onChange={(event) => {
                  setQuery(event.target.value);
                  setMarked(null);
                  setEntered(false);
                }}
              />
            </div>
            <div className="palette-list" id="palette-list" role="listbox" aria-label={frameText.palette.title}>
              {groups
                .filter((group) => group.choices.length > 0)
                .map(({ title, icon: Icon, choices: lines }) => (
                  <div key={title} role="group" aria-label={title}>
                    <header aria-hidden="true">{title}</header>
                    {lines.map((choice) => (
                      <div
                        key={choice.id}
                        id={optionId(choice.id)}
                        role="option"
                        className="option"
                        aria-selected={choice === current}
                        data-focused={choice === current || undefined}
                        onPointerMove={() => setMarked(choice.id)}
                        onPointerDown={(event) => event.preventDefault()}
                        onClick={() => choose(choice)}
                      >
                        <Icon size={16} />
                        <span>{choice.label}</span>
                        {choice.aside}
                      </div>
                    ))}
                  </div>
                ))}
            </div>
            {choices.length === 0 && answered ? (
              <p className="listbox-empty" role="status">
                {frameText.palette.empty}
              </p>
            ) : null}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
const optionId = (id: string): string => `palette-${id}`;
