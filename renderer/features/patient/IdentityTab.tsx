import type { PatientView } from '../../../shared/contract/patients.ts';
import { AttributesPanel } from '../identity/Attributes.tsx';
import { EverydayLife } from '../identity/EverydayLife.tsx';
import { IdentityHistory } from '../identity/History.tsx';
import { MergePanel } from '../identity/Merge.tsx';
import { Notices } from '../identity/Notices.tsx';
import { ProofPanel } from '../identity/Proof.tsx';
import { StatusPanel } from '../identity/Status.tsx';
import { TraitsPanel } from '../identity/TraitsPanel.tsx';

/** Traits, INSi, identity document, status. */
export function IdentityTab({ patient }: { readonly patient: PatientView }) {
  return (
    <>
      <Notices patient={patient} />
      <div className="columns" data-main="left">
        <div className="stack">
          <TraitsPanel patient={patient} />
          <EverydayLife patient={patient} />
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
