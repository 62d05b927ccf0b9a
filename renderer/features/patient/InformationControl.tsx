import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { PatientView } from '../../../shared/contract/patients.ts';
import type { Choice } from '../../../shared/domain/record/information.ts';
import { AtRequest } from './AtRequest.tsx';
import { InformationStates } from './InformationStates.tsx';
import { patientText as words } from './text.ts';
import { useInformation } from './useInformation.ts';

/**
 * Three states of one use, one click each: told and not opposed, told and opposed. What another system recorded, and what an
 * earlier episode left, is said so until somebody confirms it, by recording it again. An opposition to consultation is lifted at
 * the patient's request alone.
 */
export function InformationControl({ patient, purpose }: { readonly patient: PatientView; readonly purpose: 'feeding' | 'consultation' }) {
  const { sex } = patient.traits;
  const { state, toConfirm, by, opposedEarlier, onRequest } = patient[purpose];
  const { record, busy } = useInformation(patient.id, purpose);
  const [asks, setAsks] = useState(false);
  const held: Choice | null = opposedEarlier ? 'opposed' : state === 'none' ? null : state;
  const choose = (choice: Choice): void => {
    if (choice === 'informed' && onRequest) setAsks(true);
    else record(choice);
  };
  return (
    <div className="three" data-size="s" data-busy={busy || undefined}>
      <span className="three-label" aria-hidden="true">
        {words[purpose]}
      </span>
      <InformationStates label={words[purpose]} none="–" sex={sex} state={state} onChoose={choose} />
      {held !== null && (toConfirm || opposedEarlier) ? (
        <>
          <span className="three-received">
            <TriangleAlert size={14} />
            <span>{opposedEarlier ? words.opposedEarlier : words.toConfirm(held === 'opposed', by)}</span>
          </span>
          <AriaButton
            className="three-confirm"
            aria-label={words.confirmOf(words[purpose], held === 'opposed' ? words.opposed(sex) : words.informed(sex))}
            onPress={() => record(held)}
          >
            {words.confirm}
          </AriaButton>
        </>
      ) : null}
      {asks ? <AtRequest id={patient.id} sex={sex} purpose={purpose} onClose={() => setAsks(false)} /> : null}
    </div>
  );
}
