import { useCallback, useRef, useState } from 'react';
import { IMPORT_PIECE, type ImportRun } from '../../../shared/contract/imports.ts';
import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { headOf, type Chosen } from './useColumns.ts';

interface Import {
  readonly run: ImportRun | null;
  readonly busy: boolean;
  readonly error: ErrorFacts | null;
  readonly start: (chosen: Chosen, dryRun: boolean) => Promise<void>;
  readonly cancel: () => void;
  /** Another file was chosen: what was said of the one before goes. */
  readonly forget: () => void;
}

/** Reads a file chosen in the window and gives it to the application, a piece at a time: the next one when it is taken. */
export function useImport(): Import {
  const [run, setRun] = useState<ImportRun | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorFacts | null>(null);
  const stopped = useRef(false);
  const current = useRef<string | null>(null);
  const start = useCallback(async ({ file, reading }: Chosen, dryRun: boolean) => {
    stopped.current = false;
    setBusy(true);
    setError(null);
    try {
      const head = await headOf(file);
      let now = await call('imports.begin', {
        kind: reading === null ? 'hl7' : 'csv',
        fileName: file.name,
        size: file.size,
        dryRun,
        head,
        ...(reading === null ? {} : { columns: reading.columns }),
      });
      setRun(now);
      current.current = now.id;
      for (let at = 0; at < file.size && now.state === 'running'; at += IMPORT_PIECE) {
        if (stopped.current) {
          now = await call('imports.cancel', { id: now.id });
          break;
        }
        now = await call('imports.push', { id: now.id, bytes: new Uint8Array(await file.slice(at, at + IMPORT_PIECE).arrayBuffer()) });
        setRun(now);
      }
      if (now.state === 'running') now = await call('imports.end', { id: now.id });
      setRun(now);
    } catch (thrown) {
      setError(errorFacts(thrown));
    } finally {
      current.current = null;
      setBusy(false);
    }
  }, []);
  return {
    run,
    busy,
    error,
    start,
    cancel: useCallback(() => {
      stopped.current = true;
      // At once: a piece holds thousands of lines, and its answer then says that the import is stopped.
      if (current.current !== null)
        call('imports.cancel', { id: current.current }).catch((thrown: unknown) => setError(errorFacts(thrown)));
    }, []),
    forget: useCallback(() => {
      setRun(null);
      setError(null);
    }, []),
  };
}
