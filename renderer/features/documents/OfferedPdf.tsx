import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { documentsText as words } from './text.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Waiting } from '../../ui/Panel.tsx';

const PdfPages = lazy(async () => ({ default: (await import('./PdfPages.tsx')).PdfPages }));

/**
 * A PDF that the application offers at a single-use address, drawn here; the window keeps nothing of it.
 *
 * @param address asks for the address; another function is another PDF. @param density pixels for each one of the screen.
 * @param onShown hears that a page is on screen.
 */
export function OfferedPdf({
  address,
  label,
  className,
  density = 1,
  onShown,
}: {
  readonly address: () => Promise<{ readonly url: string }>;
  readonly label: string;
  readonly className: string;
  readonly density?: number;
  readonly onShown?: () => void;
}) {
  const [bytes, setBytes] = useState<Uint8Array | null>(null);
  const [failed, setFailed] = useState(false);
  const [drawn, setDrawn] = useState(false);
  const onDrawn = useCallback(() => {
    setDrawn(true);
    onShown?.();
  }, [onShown]);
  const onError = useCallback(() => setFailed(true), []);
  useEffect(() => {
    const stop = new AbortController();
    load(address, stop.signal).then(setBytes, () => {
      if (!stop.signal.aborted) setFailed(true);
    });
    return () => stop.abort();
  }, [address]);
  return (
    <div className={className} role="region" aria-label={label} aria-busy={!drawn && !failed} tabIndex={0}>
      {failed ? (
        <div className="pad">
          <ErrorBox error={words.previewError} tone="warn" />
        </div>
      ) : bytes === null ? (
        <Waiting>{words.previewLoading}</Waiting>
      ) : (
        <Suspense fallback={<Waiting>{words.previewLoading}</Waiting>}>
          <PdfPages bytes={bytes} density={density} onDrawn={onDrawn} onError={onError} />
        </Suspense>
      )}
    </div>
  );
}

async function load(address: () => Promise<{ readonly url: string }>, signal: AbortSignal): Promise<Uint8Array> {
  const { url } = await address();
  // Asked for too late: the address is left to die unused.
  signal.throwIfAborted();
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
