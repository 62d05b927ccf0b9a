import { useMemo } from 'react';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { call } from '../../client/client.ts';
import { frenchDate } from '../../ui/format.ts';
import { Reader } from '../reader/public.ts';
import { documentsText as words } from './text.ts';

const offer = (id: string): Promise<{ readonly url: string }> => call('documents.open', { id });
const recognised = async (id: string): Promise<readonly string[]> => (await call('documents.text', { id })).pages;

const readOf = ({ id, form }: DocumentRow) => ({ id, title: form.title === '' ? words.noTitle : form.title, note: frenchDate(form.date) });

/**
 * The PDF of a document of a record, read among those of its list.
 * @param rows the list. @param onStep goes to the next document of the list, or to the one before.
 */
export function Preview({
  row,
  rows,
  patient,
  onStep,
}: {
  readonly row: DocumentRow;
  readonly rows: readonly DocumentRow[];
  readonly patient: Pick<PatientView, 'traits' | 'firstBirthFirstName'>;
  readonly onStep: (by: 1 | -1) => void;
}) {
  const { traits, firstBirthFirstName } = patient;
  return (
    <Reader
      shown={readOf(row)}
      offer={offer}
      recognised={recognised}
      whose={`${traits.birthName} ${firstBirthFirstName} · ${frenchDate(traits.birthDate)}`}
      others={useMemo(() => rows.map(readOf), [rows])}
      onStep={onStep}
    />
  );
}
