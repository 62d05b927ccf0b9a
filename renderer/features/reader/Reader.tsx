import { ChevronDown, ChevronUp, Columns2 } from 'lucide-react';
import { useCallback, useRef, useState, type RefObject } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Button } from '../../ui/Button.tsx';
import { Pane, type ReadDocument } from './Pane.tsx';
import { readerText as words } from './text.ts';
import { useAlone } from './useAlone.ts';
import type { Offer } from './useOfferedPdf.ts';
import type { Recognised } from './useSearch.ts';

/**
 * Reads a document: pages, zoom, search, printing, the whole window, a second document beside it.
 *
 * Another `shown` keeps what was opened around the document: the whole window, the zoom, the search.
 * @param offer asks for the single-use address of the PDF of a document; always the same function.
 * @param recognised gives the words of its pages, those of a scan among them; always the same function.
 * @param whose said above the document in the whole window, where the banner is not seen.
 * @param others documents that can be opened beside it, in the order of the list that it comes from, itself included; absent, none is.
 * @param onStep goes to the next document of that list, or to the one before (J, K).
 */
export function Reader({
  shown,
  offer,
  recognised,
  whose,
  others,
  onStep,
}: {
  readonly shown: ReadDocument;
  readonly offer: Offer;
  readonly recognised: Recognised;
  readonly whose: string;
  readonly others?: readonly ReadDocument[];
  readonly onStep?: (by: 1 | -1) => void;
}) {
  const { full, setFull, frame } = useFull();
  const opener = useRef<HTMLButtonElement>(null);
  const [second, setSecond] = useState<ReadDocument | null>(null);
  const besides = others?.filter(({ id }) => id !== shown.id);
  const steps = onStep === undefined ? {} : { onStep };
  const leave = (): void => {
    setFull(false);
    setSecond(null);
  };
  const openBeside = (document: ReadDocument): void => {
    setSecond(document);
    // The menu that has the focus is about to go.
    setFull(true, opener.current);
  };
  return (
    <div
      ref={frame}
      className="reader"
      data-full={full || undefined}
      {...(full ? { role: 'dialog', 'aria-modal': true, 'aria-label': words.fullLabel } : {})}
    >
      <Pane
        shown={shown}
        offer={offer}
        recognised={recognised}
        full={full}
        onFull={(wanted) => (wanted ? setFull(true) : leave())}
        {...steps}
        {...(full ? { onBack: leave } : {})}
        head={full ? <Head document={shown} whose={whose} {...steps} /> : null}
        beside={besides && <Beside others={besides} opener={opener} onOpen={openBeside} />}
      />
      {second === null || !full ? null : (
        <Pane
          shown={second}
          offer={offer}
          recognised={recognised}
          full
          onBack={leave}
          onStep={(by) => setSecond(others?.[others.findIndex(({ id }) => id === second.id) + by] ?? second)}
          onClose={() => {
            setSecond(null);
            frame.current?.querySelector<HTMLElement>('.reader-pages')?.focus();
          }}
          head={<Head document={second} whose={whose} />}
        />
      )}
    </div>
  );
}

/** Takes the whole window, and gives it back with the focus where it was. */
function useFull() {
  const [full, set] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  const setFull = useCallback((wanted: boolean, from = document.activeElement): void => {
    if (wanted) before.current ??= from;
    set(wanted);
    if (wanted) return;
    const back = before.current;
    before.current = null;
    // Once what surrounds the reader can be reached again.
    requestAnimationFrame(() => {
      const place = back instanceof HTMLElement && back.isConnected ? back : frame.current?.querySelector<HTMLElement>('.reader-pages');
      place?.focus();
    });
  }, []);
  useAlone(frame, full);
  return { full, setFull, frame };
}

/** What is read, and whose it is: the banner is not in sight. */
function Head({
  document,
  whose,
  onStep,
}: {
  readonly document: ReadDocument;
  readonly whose: string;
  readonly onStep?: (by: 1 | -1) => void;
}) {
  return (
    <header className="reader-head">
      <h2>{document.title}</h2>
      <span className="quiet">{whose}</span>
      {onStep === undefined ? null : (
        <span className="reader-steps">
          <Button variant="ghost" icon={ChevronUp} keys="K" onPress={() => onStep(-1)}>
            {words.previous}
          </Button>
          <Button variant="ghost" icon={ChevronDown} keys="J" onPress={() => onStep(1)}>
            {words.next}
          </Button>
        </span>
      )}
    </header>
  );
}

function Beside({
  others,
  opener,
  onOpen,
}: {
  readonly others: readonly ReadDocument[];
  readonly opener: RefObject<HTMLButtonElement | null>;
  readonly onOpen: (document: ReadDocument) => void;
}) {
  const none = others.length === 0;
  return (
    <MenuTrigger>
      <span className="reader-named" title={none ? words.besideNone : words.beside}>
        <AriaButton ref={opener} className="reader-tool" aria-label={none ? words.besideNone : words.beside} isDisabled={none}>
          <Columns2 size={16} />
        </AriaButton>
      </span>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="listbox"
          aria-label={words.beside}
          items={others}
          onAction={(key) => {
            const chosen = others.find(({ id }) => id === key);
            if (chosen !== undefined) onOpen(chosen);
          }}
        >
          {({ id, title, note }) => (
            <MenuItem id={id} className="option" textValue={title}>
              <span>{title}</span>
              {note === undefined ? null : <span className="option-note">{note}</span>}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
