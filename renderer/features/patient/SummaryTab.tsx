import type { PatientView } from '../../../shared/contract/patients.ts';
import { DmpPanel } from './DmpPanel.tsx';
import { LastDocuments } from './LastDocuments.tsx';
import { Stays } from './Stays.tsx';
import { Steps } from './Steps.tsx';
import './patient.css';

/** What is missing before a document can leave, the last documents, the DMP. */
export function SummaryTab({ patient }: { readonly patient: PatientView }) {
  return (
    <div className="columns" data-main="right">
      <div className="stack">
        <Steps patient={patient} />
        <DmpPanel dmp={patient.dmp} />
      </div>
      <div className="stack">
        <LastDocuments patient={patient.id} />
        <Stays stays={patient.stays} />
      </div>
    </div>
  );
}
