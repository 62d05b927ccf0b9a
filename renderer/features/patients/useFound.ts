import { useState } from 'react';
import type { PatientRow } from '../../../shared/contract/patients.ts';
import { useAnswer } from '../../client/queries.ts';
import { useLater } from '../../ui/useLater.ts';

/** Search results shown. */
const SHOWN = 6;

/** Patients being looked for. */
interface Found {
  readonly query: string;
  readonly type: (query: string) => void;
  readonly found: readonly PatientRow[];
  /** What was found is for what is typed now. */
  readonly answered: boolean;
  readonly error: Error | null;
}

/** Looks for patients as it is typed. */
export function useFound(): Found {
  const [query, type] = useState('');
  const wanted = useLater(query.trim(), 150);
  const answer = useAnswer(
    'patients.search',
    { query: wanted, limit: SHOWN },
    { enabled: wanted !== '', placeholderData: (before) => before },
  );
  return {
    query,
    type,
    found: wanted === '' ? [] : (answer.data ?? []),
    answered: query.trim() === wanted && answer.isSuccess && !answer.isPlaceholderData,
    error: answer.error,
  };
}
