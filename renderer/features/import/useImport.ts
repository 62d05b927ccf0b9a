import { useCallback, useRef, useState } from 'react';
import type { ImportRun } from '../../../shared/contract/imports.ts';
import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../app/client.ts';
import { queryClient } from '../../app/queries.ts';

/** One piece at a time crosses the bridge: the next one is read when it is taken. */
const PIECE = 1024 * 1024;
/** What tells one file from another, with its size. */
const HEAD = 64 * 1024;

export interface Import {
  readonly run: ImportRun | null;
  readonly busy: boolean;
  readonly error: ErrorFacts | null;
  readonly start: (file: File, dryRun: boolean) => Promise<void>;
  readonly cancel: () => void;
}

/** HL7 messages begin with MSH, after the framing byte of MLLP if there is one; anything else is a CSV. */
export function kindOf(head: Uint8Array): 'csv' | 'hl7' {
  const start = new TextDecoder().decode(head.subarray(0, 16)).replace(/^\s+/, '');
  return /^(MSH|FHS|BHS)\|/.test(start) ? 'hl7' : 'csv';
}

/** Reads a file chosen in the window and gives it to the application. */
export function useImport(): Import {
  const [run, setRun] = useState<ImportRun | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorFacts | null>(null);
  const stopped = useRef(false);
  const start = useCallback(async (file: File, dryRun: boolean) => {
    stopped.current = false;
    setBusy(true);
    setError(null);
    try {
      const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
      let now = await call('imports.begin', { kind: kindOf(head), fileName: file.name, size: file.size, dryRun, head });
      setRun(now);
      for (let at = 0; at < file.size && now.state === 'running'; at += PIECE) {
        if (stopped.current) {
          now = await call('imports.cancel', { id: now.id });
          break;
        }
        now = await call('imports.push', { id: now.id, bytes: new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()) });
        setRun(now);
      }
      if (now.state === 'running') now = await call('imports.end', { id: now.id });
      setRun(now);
    } catch (thrown) {
      setError(errorFacts(thrown));
    } finally {
      setBusy(false);
      for (const name of ['imports.list', 'patients.search', 'worklists.get']) void queryClient.invalidateQueries({ queryKey: [name] });
    }
  }, []);
  return {
    run,
    busy,
    error,
    start,
    cancel: useCallback(() => {
      stopped.current = true;
    }, []),
  };
}
