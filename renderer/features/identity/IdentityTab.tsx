import { useRef } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { useNextFocus } from '../../ui/useNextFocus.ts';
import { AttributesPanel } from './Attributes.tsx';
import { ComplementaryTraits } from './ComplementaryTraits.tsx';
import { IdentityHistory } from './History.tsx';
import { MergePanel } from './Merge.tsx';
import { Notices } from './Notices.tsx';
import { ProofPanel } from './Proof.tsx';
import { QualifyCard } from './QualifyCard.tsx';
import { useQualifying } from './qualifying.ts';
import { StatusPanel } from './Status.tsx';
import { TraitsPanel } from './TraitsPanel.tsx';
import { useInsi } from './useInsi.ts';
import './identity.css';

/** The card that qualifies the identity while it is open; else all that is known of it. */
export function IdentityTab({ patient }: { readonly patient: PatientView }) {
  const card = useQualifying(patient.id);
  return (
    <>
      <Notices patient={patient} />
      {card === null ? <WholeIdentity patient={patient} /> : <QualifyCard patient={patient} asked={card.asked} />}
    </>
  );
}

/** Traits, INSi, identity document, status. */
function WholeIdentity({ patient }: { readonly patient: PatientView }) {
  const box = useRef<HTMLDivElement>(null);
  const insi = useInsi(patient.id);
  const { ask, outcome } = insi;
  useNextFocus(box, `${ask.busy} ${outcome?.code ?? ''} ${outcome?.proposal?.id ?? ''} ${patient.status}`);
  return (
    <div className="columns" data-main="left" ref={box} tabIndex={-1}>
      <div className="stack">
        <TraitsPanel patient={patient} insi={insi} />
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
  );
}
