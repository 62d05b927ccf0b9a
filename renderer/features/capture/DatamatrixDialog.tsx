import { QrCode } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { DatamatrixView } from '../../../shared/contract/identity.ts';
import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { common } from '../../text/common.ts';
import { captureText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { onDatamatrix, readDatamatrix, type DatamatrixSource } from './datamatrix-source.ts';
import { DatamatrixRead } from './DatamatrixRead.tsx';
import { useScanner } from './useScanner.ts';
import './capture.css';

const readKeys = (text: string): void => readDatamatrix({ kind: 'keys', text });

/** Shows what a datamatrix says, whoever brings it: a scanner, heard anywhere in the window, or a file. */
export function DatamatrixDialog() {
  const [view, setView] = useState<DatamatrixView | null>(null);
  const [error, setError] = useState<ErrorFacts | null>(null);
  const close = useCallback(() => {
    setView(null);
    setError(null);
  }, []);
  useEffect(() => {
    const read = async (source: DatamatrixSource): Promise<void> => {
      close();
      try {
        setView(await call('datamatrix.read', source));
      } catch (thrown) {
        setError(errorFacts(thrown));
      }
    };
    return onDatamatrix((source) => void read(source));
  }, [close]);
  useScanner(readKeys);
  if (view === null && error === null) return null;
  return (
    <Dialog
      open
      size="m"
      title={words.datamatrixTitle}
      icon={QrCode}
      onClose={close}
      buttons={<Button onPress={close}>{common.close}</Button>}
    >
      {error === null ? null : <ErrorBox error={error} />}
      {view === null ? null : <DatamatrixRead view={view} onClose={close} />}
    </Dialog>
  );
}
