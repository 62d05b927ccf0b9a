import { useCallback } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { InformationState, PatientView } from '../../../shared/contract/patients.ts';
import { call } from '../../app/client.ts';
import { put } from '../../app/queries.ts';
import { patientText as words } from '../../text/patients.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { useEffect } from 'react';

/** Three states, one click each: nothing recorded, informed and not opposed, informed and opposed. */
export function InformationControl({ patient, purpose, size = 's' }: {
  readonly patient: PatientView;
  readonly purpose: 'feeding' | 'consultation';
  readonly size?: 's' | 'm';
}) {
  const female = patient.traits.sex === 'F';
  const current = patient[purpose].state;
  const { id } = patient;
  const record = useAction(useCallback(async (_live: () => boolean, state: InformationState) => {
    put('patients.get', { id }, await call('patients.recordInformation', { id, purpose, state }));
    tell(words.recorded, 'quiet');
  }, [id, purpose]));
  useEffect(() => {
    if (record.error !== null) tell(`${record.error.message} ${record.error.action}`, 'bad');
  }, [record.error]);
  return (
    <div className="three" data-size={size} data-busy={record.busy || undefined}>
      <span className="three-label" aria-hidden="true">{words[purpose]}</span>
      <ToggleButtonGroup
        className="three-states"
        aria-label={words[purpose]}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[current]}
        onSelectionChange={(keys) => {
          const [chosen] = keys;
          if (chosen === 'none' || chosen === 'informed' || chosen === 'opposed') void record.run(chosen);
        }}
      >
        <ToggleButton id="none" className="three-state" data-state="none" aria-label={words.none}>{size === 's' ? '–' : words.none}</ToggleButton>
        <ToggleButton id="informed" className="three-state" data-state="informed">{words.informed(female)}</ToggleButton>
        <ToggleButton id="opposed" className="three-state" data-state="opposed">{words.opposed(female)}</ToggleButton>
      </ToggleButtonGroup>
    </div>
  );
}
