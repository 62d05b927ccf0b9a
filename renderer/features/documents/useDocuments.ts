import { useEffect } from 'react';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import { usePages, type Pages } from '../../client/pages.ts';

/** The documents of a record, as far as they were read, and the one that is shown. */
interface Documents {
  readonly pages: Pages<DocumentRow>;
  /** The one that was chosen; nothing is shown that was not. */
  readonly current: DocumentRow | null;
}

/** Reads the documents of a record, down to the one that was chosen. */
export function useDocuments(patientId: string, selected: string | null): Documents {
  const pages = usePages('documents.list', { patientId });
  const { rows, more } = pages;
  const missing = selected !== null && rows?.some((row) => row.id === selected) !== true;
  useEffect(() => {
    if (missing) more?.();
  }, [missing, more]);
  return { pages, current: rows?.find((row) => row.id === selected) ?? null };
}
