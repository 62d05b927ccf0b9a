import type { PDFDocumentProxy } from 'pdfjs-dist';
import { Printer } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import type { PrintedPage } from './print-pages.ts';
import { readerText as words } from './text.ts';
import { useOfferedPdf } from './useOfferedPdf.ts';

/**
 * A PDF seen, then printed from the window: no file is left behind.
 * @param name tells one PDF from another. @param help what to know before. @param children what is chosen before.
 */
export function PrintDialog({
  name,
  title,
  address,
  help,
  children,
  onClose,
}: {
  readonly name: string;
  readonly title: string;
  readonly address: () => Promise<{ readonly url: string }>;
  readonly help?: string;
  readonly children?: ReactNode;
  readonly onClose: () => void;
}) {
  const read = useOfferedPdf(address, name);
  const pdf = read.state === 'open' ? read.pdf : null;
  const { pages, failed } = usePrinted(pdf);
  const ready = pdf !== null && pages.length === pdf.numPages;
  return (
    <Dialog
      open
      size="m"
      title={title}
      icon={Printer}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{common.close}</Button>
          <Button variant="primary" icon={Printer} isDisabled={!ready} onPress={() => window.print()}>
            {common.print}
          </Button>
        </>
      }
    >
      <div className="stack">
        {children}
        {help === undefined ? null : <p className="quiet">{help}</p>}
        <div className="print-area" role="region" aria-label={words.printReady} aria-busy={!ready && read.state !== 'failed'} tabIndex={0}>
          {read.state === 'failed' || failed ? (
            <ErrorBox error={read.state === 'failed' ? read.problem : words.errors.failed} tone="warn" />
          ) : (
            <>
              {ready ? null : <Waiting>{pdf === null ? words.loading : words.printing(pages.length + 1, pdf.numPages)}</Waiting>}
              {pages.map(({ url, text }, index) => (
                <div key={url} className="print-seen">
                  <img src={url} alt={words.page(index + 1, pdf?.numPages ?? 0)} />
                  <p className="visually-hidden">{text}</p>
                </div>
              ))}
            </>
          )}
        </div>
      </div>
      {ready ? createPortal(<Sheets pages={pages} />, document.body) : null}
    </Dialog>
  );
}

/** What the printer gets, one page a sheet; nothing else of the window (reader.css). */
function Sheets({ pages }: { readonly pages: readonly PrintedPage[] }) {
  return (
    <div className="print-only" aria-hidden="true">
      {pages.map(({ url }) => (
        <img key={url} src={url} alt="" />
      ))}
    </div>
  );
}

/** Every page of a PDF as a picture, one after the other; all of them are let go with the dialog. */
function usePrinted(pdf: PDFDocumentProxy | null) {
  const [pages, setPages] = useState<readonly PrintedPage[]>([]);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (pdf === null) return undefined;
    const stop = new AbortController();
    const made: PrintedPage[] = [];
    const draw = async (): Promise<void> => {
      try {
        const { printPages } = await import('./print-pages.ts');
        for await (const page of printPages(pdf, stop.signal)) {
          made.push(page);
          setPages([...made]);
        }
      } catch {
        if (!stop.signal.aborted) setFailed(true);
      }
    };
    void draw();
    return () => {
      stop.abort();
      setPages([]);
      setFailed(false);
      for (const { url } of made) URL.revokeObjectURL(url);
    };
  }, [pdf]);
  return { pages, failed };
}
