import { useEffect } from 'react';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import { usePages, type Pages } from '../../client/pages.ts';

/** The documents of a record, as far as they were read, and the one that is shown. */
interface Documents {
  readonly pages: Pages<DocumentRow>;
  readonly current: DocumentRow | null;
}

/** The document to show: the one chosen, else the first that is to be validated, else the first. */
export const shownOf = <T extends Pick<DocumentRow, 'id' | 'status'>>(rows: readonly T[], selected: string | null): T | null =>
  rows.find((row) => row.id === selected) ?? rows.find((row) => row.status === 'draft') ?? rows[0] ?? null;

/** Reads the documents of a record, down to the one that was chosen. */
export function useDocuments(patientId: string, selected: string | null): Documents {
  const pages = usePages('documents.list', { patientId });
  const { rows, more } = pages;
  const missing = selected !== null && rows?.some((row) => row.id === selected) !== true;
  useEffect(() => {
    if (missing) more?.();
  }, [missing, more]);
  return { pages, current: shownOf(rows ?? [], selected) };
}
