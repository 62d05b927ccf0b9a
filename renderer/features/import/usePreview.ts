import { useEffect, useState } from 'react';
import type { ImportPreview } from '../../../shared/contract/imports.ts';
import { call } from '../../client/client.ts';
import { useLater } from '../../ui/useLater.ts';
import { faultOf } from './csv-look.ts';
import { headOf, type Chosen } from './useColumns.ts';

const NONE: readonly ImportPreview[] = [];
const READ_AFTER_MS = 150;

/** The records that the first lines would be; none while the columns are not those of a file that can be read. */
export function usePreview(chosen: Chosen): readonly ImportPreview[] {
  const { file, reading } = useLater(chosen, READ_AFTER_MS);
  const [rows, setRows] = useState(NONE);
  useEffect(() => {
    let wanted = true;
    const show = (found: readonly ImportPreview[]): void => {
      if (wanted) setRows(found);
    };
    if (reading === null || faultOf(reading.columns) !== null) show(NONE);
    else
      void headOf(file)
        .then((head) => call('imports.preview', { size: file.size, head, columns: reading.columns }))
        // What is wrong with the file is said when it is tried.
        .then(show, () => show(NONE));
    return () => {
      wanted = false;
    };
  }, [file, reading]);
  return rows;
}
