import type { PatientView } from '../../../shared/contract/patients.ts';
import { recordName } from '../../ui/record-name.ts';
import { Panel } from '../../ui/Panel.tsx';
import { PatientJournal } from '../audit/public.ts';
import { summaryText as words } from './text.ts';

/** What was done on this record, by whom. */
export function HistoryTab({ patient }: { readonly patient: PatientView }) {
  const name = recordName({ birthName: patient.traits.birthName, firstName: patient.firstBirthFirstName });
  return (
    <Panel title={words.history} flush fill>
      <PatientJournal key={patient.id} id={patient.id} name={name} label={words.history} />
    </Panel>
  );
}
