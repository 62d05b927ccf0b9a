import { useCallback, useRef, useState } from 'react';
import { IMPORT_HEAD, type CsvLook } from '../../../shared/contract/imports.ts';
import { csvFields, requiredCsvFields, type CsvColumns, type CsvField } from '../../../shared/domain/csv-columns.ts';
import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';

/** HL7 messages begin with MSH, after the framing byte of MLLP if there is one; anything else is a CSV. */
export function kindOf(head: Uint8Array): 'csv' | 'hl7' {
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
  readonly look: CsvLook | null;
  readonly columns: CsvColumns | null;
}

interface Choosing {
  readonly chosen: Chosen | null;
  readonly error: ErrorFacts | null;
  /** Looks at the first lines of the file; one whose columns cannot be told is not kept. Null when it is not, or no more. */
  readonly choose: (file: File) => Promise<Chosen | null>;
  readonly change: (columns: CsvColumns) => void;
}

/** Fields whose column another one has too. */
export const sharedFields = ({ fields }: CsvColumns): readonly CsvField[] =>
  csvFields.filter((one) => fields[one] !== null && csvFields.some((other) => other !== one && fields[other] === fields[one]));

/** Whether every required field has its column, and no column gives two. */
export const isComplete = ({ columns }: Pick<Chosen, 'columns'>): boolean =>
  columns === null || (requiredCsvFields.every((field) => columns.fields[field] !== null) && sharedFields(columns).length === 0);

/** Whether the file is read as it was proposed. */
export const isProposed = (look: CsvLook, columns: CsvColumns): boolean =>
  look.dateOrder === columns.dateOrder && csvFields.every((field) => look.fields[field] === columns.fields[field]);

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
      const now: Chosen = { file, look, columns: look === null ? null : { fields: look.fields, dateOrder: look.dateOrder } };
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
    change: useCallback((columns: CsvColumns) => setChosen((now) => (now === null ? null : { ...now, columns })), []),
  };
}
