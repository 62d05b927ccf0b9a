import {
  ChevronLeft,
  ChevronRight,
  Maximize2,
  Minimize2,
  Minus,
  MoveHorizontal,
  Plus,
  Printer,
  Search,
  Square,
  X,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, ToggleButton } from 'react-aria-components';
import { PageField } from './PageField.tsx';
import { readerText as words } from './text.ts';
import { onToolbarKey } from './toolbar-keys.ts';
import { zoomedIn, zoomedOut, type Zoom } from './zoom.ts';

/** What the toolbar of a document shows and does. */
interface ToolsProps {
  readonly title: string;
  /** From 1; null while the document is not open. */
  readonly page: number | null;
  readonly pages: number;
  readonly factor: number;
  readonly zoom: Zoom;
  readonly full: boolean;
  readonly onPage: (page: number) => void;
  readonly onZoom: (zoom: Zoom) => void;
  readonly onSearch: () => void;
  readonly onPrint: () => void;
  /** Absent for a document beside another one, which has {@link onClose}. */
  readonly onFull: ((full: boolean) => void) | undefined;
  readonly onClose: (() => void) | undefined;
  /** « Ouvrir à côté ». */
  readonly beside?: ReactNode;
}

/** Pages, zoom, search, printing: one tab stop, arrows within. */
export function Tools(props: ToolsProps) {
  const { title, page, pages, factor, zoom, full, onPage, onZoom, onSearch, onPrint, onFull, onClose, beside } = props;
  const closed = page === null;
  const percent = words.percent(factor);
  return (
    <div role="toolbar" className="reader-tools" aria-label={words.tools(title)} onKeyDownCapture={onToolbarKey}>
      <Tool icon={ChevronLeft} name={words.previousPage} isDisabled={closed || page <= 1} onPress={() => onPage((page ?? 1) - 1)} />
      <PageField page={page ?? 1} of={Math.max(pages, 1)} onGo={onPage} />
      <Tool icon={ChevronRight} name={words.nextPage} isDisabled={closed || page >= pages} onPress={() => onPage((page ?? 1) + 1)} />
      <span className="reader-rule" />
      <Tool icon={Minus} name={words.zoomOut} keys="Control+-" isDisabled={closed} onPress={() => onZoom(zoomedOut(factor))} />
      <AriaButton
        className="reader-percent tabular"
        aria-label={words.zoomReset(percent)}
        aria-keyshortcuts="Control+0"
        isDisabled={closed}
        onPress={() => onZoom(1)}
      >
        {percent}
      </AriaButton>
      <Tool icon={Plus} name={words.zoomIn} keys="Control++" isDisabled={closed} onPress={() => onZoom(zoomedIn(factor))} />
      <Fit icon={MoveHorizontal} name={words.fitWidth} on={zoom === 'width'} onPress={() => onZoom('width')} />
      <Fit icon={Square} name={words.fitPage} on={zoom === 'page'} onPress={() => onZoom('page')} />
      <span className="reader-space" />
      <Tool icon={Search} name={words.search} keys="Control+F" isDisabled={closed} onPress={onSearch} />
      <Tool icon={Printer} name={words.print} keys="Control+P" isDisabled={closed} onPress={onPrint} />
      {beside}
      {onFull === undefined ? null : (
        <Tool
          icon={full ? Minimize2 : Maximize2}
          name={full ? words.leaveFull : words.full}
          keys={full ? 'Escape' : 'Enter'}
          onPress={() => onFull(!full)}
        />
      )}
      {onClose === undefined ? null : <Tool icon={X} name={words.besideClose} onPress={onClose} />}
    </div>
  );
}

/** A button of one picture, named under the pointer and to screen readers. */
function Tool({
  icon: Icon,
  name,
  keys,
  isDisabled = false,
  onPress,
}: {
  readonly icon: LucideIcon;
  readonly name: string;
  /** As `aria-keyshortcuts` writes them. */
  readonly keys?: string;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}) {
  return (
    <Named name={name}>
      <AriaButton
        className="reader-tool"
        aria-label={name}
        {...(keys === undefined ? {} : { 'aria-keyshortcuts': keys })}
        aria-disabled={isDisabled}
        data-off={isDisabled || undefined}
        onPress={() => {
          // Not disabled for good: at the last page the focus stays where it is.
          if (!isDisabled) onPress();
        }}
      >
        <Icon size={16} />
      </AriaButton>
    </Named>
  );
}

function Fit({
  icon: Icon,
  name,
  on,
  onPress,
}: {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly on: boolean;
  readonly onPress: () => void;
}) {
  return (
    <Named name={name}>
      <ToggleButton className="reader-tool" aria-label={name} isSelected={on} onPress={onPress}>
        <Icon size={16} />
      </ToggleButton>
    </Named>
  );
}

/** Its name, shown by the system: a tooltip of the page may outlive the button that a change of layout takes from under the pointer. */
function Named({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <span className="reader-named" title={name}>
      {children}
    </span>
  );
}
