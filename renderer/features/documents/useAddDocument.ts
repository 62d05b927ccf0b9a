import { useCallback, useState } from 'react';
import { fail, type ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { queryClient } from '../../client/queries.ts';
import { go } from '../../client/router.ts';
import { useAction } from '../../ui/useAction.ts';
import { documentsScreen } from './feature.ts';

/** Largest PDF that the application takes, in bytes (40 MiB); known here so that a larger one is never read. */
const MAX_FILE = 40 * 1024 * 1024;

/** Adding documents to a record, and which one is shown. */
export interface Adding {
  readonly add: (files: readonly File[]) => void;
  readonly busy: boolean;
  readonly error: ErrorFacts | null;
  readonly clear: () => void;
  readonly selected: string | null;
  readonly select: (id: string | null) => void;
}

/** Which document was shown, per record: leaving the tab does not lose it. */
const shown = new Map<string, string | null>();

/** Opens the documents of a record on one of them. */
export function showDocument(patientId: string, documentId: string): void {
  shown.set(patientId, documentId);
  go(documentsScreen, patientId);
}

/** @param onStart called when files arrive, before they are read. */
export function useAddDocument(patientId: string, onStart: () => void): Adding {
  const [selected, setSelected] = useState<string | null>(shown.get(patientId) ?? null);
  const select = useCallback(
    (id: string | null) => {
      shown.set(patientId, id);
      setSelected(id);
    },
    [patientId],
  );
  const { run, busy, error, clear } = useAction(
    useCallback(
      async (_live: () => boolean, files: readonly File[]) => {
        for (const file of files) {
          if (file.size > MAX_FILE) throw fail('FILE_TOO_LARGE', { values: { limit: '40 Mo' } });
          const row = await call('documents.add', { patientId, fileName: file.name.slice(-255), bytes: await read(file) });
          await queryClient.invalidateQueries({ queryKey: ['documents.list', { patientId }] });
          select(row.id);
        }
      },
      [patientId, select],
    ),
  );
  const add = useCallback(
    (files: readonly File[]) => {
      if (files.length === 0) return;
      onStart();
      void run(files);
    },
    [run, onStart],
  );
  return { add, busy, error, clear, selected, select };
}

async function read(file: File): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw fail('FILE_UNREADABLE', { cause });
  }
}
