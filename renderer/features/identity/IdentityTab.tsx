import type { PatientView } from '../../../shared/contract/patients.ts';
import { AttributesPanel } from './Attributes.tsx';
import { ComplementaryTraits } from './ComplementaryTraits.tsx';
import { IdentityHistory } from './History.tsx';
import { MergePanel } from './Merge.tsx';
import { Notices } from './Notices.tsx';
import { ProofPanel } from './Proof.tsx';
import { StatusPanel } from './Status.tsx';
import { TraitsPanel } from './TraitsPanel.tsx';

/** Traits, INSi, identity document, status. */
export function IdentityTab({ patient }: { readonly patient: PatientView }) {
  return (
    <>
      <Notices patient={patient} />
      <div className="columns" data-main="left">
        <div className="stack">
          <TraitsPanel patient={patient} />
          <ComplementaryTraits patient={patient} />
          <IdentityHistory patient={patient} />
        </div>
        <div className="stack">
          <StatusPanel patient={patient} />
          <ProofPanel patient={patient} />
          <AttributesPanel patient={patient} />
          <MergePanel patient={patient} />
        </div>
      </div>
    </>
  );
}
