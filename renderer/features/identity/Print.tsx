import { Printer } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { call } from '../../app/client.ts';
import { common } from '../../text/common.ts';
import { documentsText } from '../../text/documents.ts';
import { identityActs as words } from '../../text/identity.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Waiting } from '../../ui/Panel.tsx';

const PdfPages = lazy(async () => ({ default: (await import('../documents/PdfPages.tsx')).PdfPages }));

const FORMATS = ['label', 'labels-a4', 'sheet'] as const;
type Format = (typeof FORMATS)[number];

/** Labels and identity sheet (EXI DIF 02), seen then printed from the window: no file is left behind. */
export function Print({ id }: { readonly id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" icon={Printer} onPress={() => setOpen(true)}>{words.print}</Button>
      {open ? <PrintDialog id={id} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function PrintDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const [format, setFormat] = useState<Format>('label');
  const [bytes, setBytes] = useState<Uint8Array | null>(null);
  const [drawn, setDrawn] = useState(false);
  const [failed, setFailed] = useState(false);
  const onDrawn = useCallback(() => setDrawn(true), []);
  const onError = useCallback(() => setFailed(true), []);
  useEffect(() => {
    const stop = new AbortController();
    setBytes(null);
    setDrawn(false);
    setFailed(false);
    load(id, format, stop.signal).then(setBytes, () => {
      if (!stop.signal.aborted) setFailed(true);
    });
    return () => stop.abort();
  }, [id, format]);
  return (
    <Dialog
      open
      size="m"
      title={words.printTitle}
      icon={Printer}
      onClose={onClose}
      buttons={<><Button onPress={onClose}>{common.close}</Button><Button variant="primary" icon={Printer} isDisabled={!drawn} onPress={() => window.print()}>{words.print}</Button></>}
    >
      <div className="stack">
        <RadioGroup className="field" value={format} onChange={(value) => setFormat(FORMATS.find((known) => known === value) ?? 'label')}>
          <Label className="visually-hidden">{words.printTitle}</Label>
          <div className="radio-line">
            {FORMATS.map((known) => <Radio key={known} value={known} className="radio-box">{words.prints[known]}</Radio>)}
          </div>
        </RadioGroup>
        <p className="quiet">{words.printHelp}</p>
        <div className="print-area" role="region" aria-label={words.printReady} tabIndex={0}>
          {failed ? <ErrorBox error={documentsText.previewError} tone="warn" /> : bytes === null ? <Waiting>{documentsText.previewLoading}</Waiting> : (
            <Suspense fallback={<Waiting>{documentsText.previewLoading}</Waiting>}>
              <PdfPages key={format} bytes={bytes} density={4} onDrawn={onDrawn} onError={onError} />
            </Suspense>
          )}
        </div>
      </div>
    </Dialog>
  );
}

async function load(id: string, format: Format, signal: AbortSignal): Promise<Uint8Array> {
  const { url } = await call('patients.print', { id, format });
  signal.throwIfAborted();
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
