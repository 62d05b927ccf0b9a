import { Search } from 'lucide-react';
import { useEffect } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { PaletteAt } from './commands.ts';
import { frameText } from './text.ts';
import type { Choice, ChoiceGroup } from './useChoices.ts';
import { usePalette } from './usePalette.ts';

const LIST = 'palette-list';
const optionId = (id: string): string => `palette-${id}`;

/** Ctrl+K: patients, documents and commands by a few letters. The field keeps the focus and names the line that Enter chooses. */
export function Palette({ at, onClose }: { readonly at: PaletteAt; readonly onClose: () => void }) {
  const { query, type, groups, current, mark, choose, empty, onKeyDown } = usePalette(at, onClose);
  useEffect(() => {
    document.getElementById(optionId(current?.id ?? ''))?.scrollIntoView({ block: 'nearest' });
  }, [current?.id]);
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
                aria-controls={LIST}
                aria-autocomplete="list"
                {...(current === undefined ? {} : { 'aria-activedescendant': optionId(current.id) })}
                value={query}
                onChange={(event) => type(event.target.value)}
              />
            </div>
            <div className="palette-list" id={LIST} role="listbox" aria-label={frameText.palette.title}>
              {groups.map((group) => (
                <Lines key={group.title} group={group} current={current} onMark={mark} onChoose={choose} />
              ))}
            </div>
            {empty ? (
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

/** The lines of one kind. The pointer marks the one that it is over, and takes no focus from the field. */
function Lines({
  group: { title, icon: Icon, choices },
  current,
  onMark,
  onChoose,
}: {
  readonly group: ChoiceGroup;
  readonly current: Choice | undefined;
  readonly onMark: (choice: Choice) => void;
  readonly onChoose: (choice: Choice) => void;
}) {
  return (
    <div role="group" aria-label={title}>
      <header aria-hidden="true">{title}</header>
      {choices.map((choice) => (
        <div
          key={choice.id}
          id={optionId(choice.id)}
          role="option"
          className="option"
          aria-selected={choice === current}
          data-focused={choice === current || undefined}
          onPointerMove={() => onMark(choice)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(choice)}
        >
          <Icon size={16} />
          <span>{choice.label}</span>
          {choice.note === undefined ? null : <span className="option-note">{choice.note}</span>}
          {choice.keys === undefined ? null : <kbd aria-hidden="true">{choice.keys}</kbd>}
        </div>
      ))}
    </div>
  );
}
