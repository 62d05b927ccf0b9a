import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { call } from '../../app/client.ts';
import { documentsText as words } from '../../text/documents.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Waiting } from '../../ui/Panel.tsx';

const PdfPages = lazy(async () => ({ default: (await import('./PdfPages.tsx')).PdfPages }));

/** The PDF itself, read by a single-use address and drawn here; the window keeps nothing of it. */
export function Preview({ id, title }: { readonly id: string; readonly title: string }) {
  const [bytes, setBytes] = useState<Uint8Array | null>(null);
  const [failed, setFailed] = useState(false);
  const [drawn, setDrawn] = useState(false);
  const onDrawn = useCallback(() => setDrawn(true), []);
  const onError = useCallback(() => setFailed(true), []);
  useEffect(() => {
    const stop = new AbortController();
    load(id, stop.signal).then(setBytes, () => {
      if (!stop.signal.aborted) setFailed(true);
    });
    return () => stop.abort();
  }, [id]);
  return (
    <div className="preview" role="region" aria-label={words.preview(title)} aria-busy={!drawn && !failed} tabIndex={0}>
      {failed ? <div className="pad"><ErrorBox error={words.previewError} tone="warn" /></div> : bytes === null ? <Waiting>{words.previewLoading}</Waiting> : (
        <Suspense fallback={<Waiting>{words.previewLoading}</Waiting>}>
          <PdfPages bytes={bytes} onDrawn={onDrawn} onError={onError} />
        </Suspense>
      )}
    </div>
  );
}

async function load(id: string, signal: AbortSignal): Promise<Uint8Array> {
  const { url } = await call('documents.open', { id });
  // Asked for too late: the address is left to die unused.
  signal.throwIfAborted();
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
