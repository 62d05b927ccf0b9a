import { Suspense, useCallback, useState, type ReactNode } from 'react';
import { apart } from '../../client/apart.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { PrintDialog } from './PrintDialog.tsx';
import { SearchBar } from './SearchBar.tsx';
import { readerText as words } from './text.ts';
import { Tools } from './Tools.tsx';
import type { Offer } from './useOfferedPdf.ts';
import { onReaderKey, readingActs, useReading } from './useReading.ts';
import type { Recognised } from './useSearch.ts';

/** pdf.js is read with the first document. */
const Pages = apart(async () => (await import('./Pages.tsx')).Pages);

/** A document to read. */
export interface ReadDocument {
  readonly id: string;
  readonly title: string;
  /** What tells it from others of that title. */
  readonly note?: string;
}

interface PaneProps {
  readonly shown: ReadDocument;
  readonly offer: Offer;
  readonly recognised: Recognised;
  /** In the whole window, alone or beside another one. */
  readonly full: boolean;
  /** Absent for a second document, which {@link onClose} closes. */
  readonly onFull?: (full: boolean) => void;
  /** Esc, when it closes nothing in it. */
  readonly onBack?: () => void;
  /** Goes to the next document, or to the one before. */
  readonly onStep?: (by: 1 | -1) => void;
  readonly onClose?: () => void;
  /** « Ouvrir à côté ». */
  readonly beside?: ReactNode;
  /** Above the tools: what is read, in the whole window. */
  readonly head?: ReactNode;
}

/** A document with its tools. */
export function Pane({ shown, offer, recognised, full, onFull, onBack, onStep, onClose, beside, head }: PaneProps) {
  const { id, title } = shown;
  const reading = useReading(offer, recognised, id);
  const { pdf, place, zoom, setZoom, find, search, box, setBox, pages, busy } = reading;
  const [printing, setPrinting] = useState(false);
  const printed = useCallback(() => offer(id), [offer, id]);
  const print = (): void => setPrinting(true);
  const acts = {
    ...readingActs(reading, pages),
    print: pdf === null ? undefined : print,
    'next-document': onStep && (() => onStep(1)),
    'previous-document': onStep && (() => onStep(-1)),
    full: full ? undefined : onFull && (() => onFull(true)),
    back: find.typed === null ? onBack : find.close,
  };
  const count = pdf?.numPages ?? 0;
  return (
    <div className="reader-pane" onKeyDown={(event) => onReaderKey(event, box, acts)}>
      {head}
      <Tools
        title={title}
        page={pdf === null ? null : place.page + 1}
        pages={count}
        factor={place.factor}
        zoom={zoom}
        full={full}
        onPage={(page) => pages.current?.goTo({ page: page - 1, down: 0 })}
        onZoom={setZoom}
        onSearch={find.open}
        onPrint={print}
        onFull={onFull}
        onClose={onClose}
        beside={beside}
      />
      {find.typed === null ? null : (
        <SearchBar typed={find.typed} search={search} pages={count} field={find.field} onType={find.type} onClose={find.close} />
      )}
      <div ref={setBox} className="reader-pages" role="region" aria-label={words.preview(title)} aria-busy={busy} tabIndex={0}>
        <Read reading={reading} id={id} />
      </div>
      {printing ? <PrintDialog name={id} title={words.print} address={printed} onClose={() => setPrinting(false)} /> : null}
    </div>
  );
}

/** The pages, or why they are not there. */
function Read({ reading, id }: { readonly reading: ReturnType<typeof useReading>; readonly id: string }) {
  const { read, pdf, box, room, zoom, search, match, pages, onPlace, onDrawn } = reading;
  if (read.state === 'failed')
    return (
      <div className="pad">
        <ErrorBox error={read.problem} tone="warn">
          <Button onPress={read.again}>{words.again}</Button>
        </ErrorBox>
      </div>
    );
  const waiting = <Waiting>{words.loading}</Waiting>;
  if (pdf === null || read.state !== 'open' || box === null || room === null) return waiting;
  return (
    <Suspense fallback={waiting}>
      <Pages
        key={id}
        pdf={pdf}
        first={read.first}
        box={box}
        room={room}
        zoom={zoom}
        matches={search.matches}
        current={match}
        onPlace={onPlace}
        onDrawn={onDrawn}
        handle={pages}
      />
    </Suspense>
  );
}
