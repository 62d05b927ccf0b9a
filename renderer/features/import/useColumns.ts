import { useCallback, useRef, useState } from 'react';
import { IMPORT_HEAD } from '../../../shared/contract/imports.ts';
import type { CsvColumns } from '../../../shared/domain/csv-columns.ts';
import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import type { CsvReading } from './csv-look.ts';

/** HL7 messages begin with MSH, after the framing byte of MLLP if there is one; anything else is a CSV. */
function kindOf(head: Uint8Array): 'csv' | 'hl7' {
  const start = new TextDecoder().decode(head.subarray(0, 16)).replace(/^\s+/, '');
  return /^(MSH|FHS|BHS)\|/.test(start) ? 'hl7' : 'csv';
}

/** First bytes of a file: they tell one file from another, and how it is written. */
export const headOf = async (file: File): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await file.slice(0, IMPORT_HEAD).arrayBuffer());

/** A file chosen, and how it is to be read. */
export interface Chosen {
  readonly file: File;
  /** Null for HL7, whose messages say it themselves. */
  readonly reading: CsvReading | null;
}

interface Choosing {
  readonly chosen: Chosen | null;
  readonly error: ErrorFacts | null;
  /** Looks at the first lines of the file; one whose columns cannot be told is not kept. Null when it is not, or no more. */
  readonly choose: (file: File) => Promise<Chosen | null>;
  readonly change: (columns: CsvColumns) => void;
}

/** Follows the file that the user chose. */
export function useColumns(): Choosing {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [error, setError] = useState<ErrorFacts | null>(null);
  const latest = useRef<File | null>(null);
  const choose = useCallback(async (file: File) => {
    latest.current = file;
    setError(null);
    setChosen(null);
    try {
      const head = await headOf(file);
      const look = kindOf(head) === 'csv' ? await call('imports.columns', { size: file.size, head }) : null;
      if (latest.current !== file) return null;
      const now: Chosen = { file, reading: look === null ? null : { look, columns: { fields: look.fields, dateOrder: look.dateOrder } } };
      setChosen(now);
      return now;
    } catch (thrown) {
      if (latest.current === file) setError(errorFacts(thrown));
      return null;
    }
  }, []);
  return {
    chosen,
    error,
    choose,
    change: useCallback(
      (columns: CsvColumns) =>
        setChosen((now) => (now === null || now.reading === null ? now : { ...now, reading: { ...now.reading, columns } })),
      [],
    ),
  };
}
