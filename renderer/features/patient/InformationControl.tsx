import { TriangleAlert } from 'lucide-react';
import { Button as AriaButton, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { PatientView } from '../../../shared/contract/patients.ts';
import type { InformationState } from '../../../shared/domain/record/information.ts';
import { patientText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { useInformation, type InformationPurpose } from './useInformation.ts';

/**
 * Three states, one click each: nothing recorded, informed and not opposed, informed and opposed. What another system
 * recorded is said so until somebody confirms it, by recording it again.
 */
export function InformationControl({
  patient,
  purpose,
  size = 's',
}: {
  readonly patient: PatientView;
  readonly purpose: InformationPurpose;
  readonly size?: 's' | 'm';
}) {
  const female = patient.traits.sex === 'F';
  const { state, toConfirm, by } = patient[purpose];
  const { record, busy } = useInformation(patient.id, purpose);
  const opposed = state === 'opposed';
  const received = words.toConfirm(opposed, by);
  const confirmLabel = words.confirmOf(words[purpose], opposed ? words.opposed(female) : words.informed(female));
  const confirm = (): void => record(state);
  return (
    <>
      <div className="three" data-size={size} data-busy={busy || undefined}>
        <span className="three-label" aria-hidden="true">
          {words[purpose]}
        </span>
        <States label={words[purpose]} none={size === 's' ? '–' : words.none} female={female} state={state} onChoose={record} />
        {toConfirm && size === 's' ? (
          <>
            <span className="three-received">
              <TriangleAlert size={14} />
              <span>{received}</span>
            </span>
            <AriaButton className="three-confirm" aria-label={confirmLabel} onPress={confirm}>
              {words.confirm}
            </AriaButton>
          </>
        ) : null}
      </div>
      {toConfirm && size === 'm' ? (
        <div className="notice" data-tone="warn">
          <TriangleAlert size={18} />
          <div>
            <p>
              <strong>{received}</strong>
            </p>
            <p>{opposed ? words.toConfirmOpposed[purpose](female) : words.toConfirmInformed(female)}</p>
            <Button variant="primary" pending={busy} aria-label={confirmLabel} onPress={confirm}>
              {words.confirm}
            </Button>
          </div>
        </div>
      ) : null}
    </>
  );
}

/** The three states. @param none how the first one is written; it is read in full. */
function States({
  label,
  none,
  female,
  state,
  onChoose,
}: {
  readonly label: string;
  readonly none: string;
  readonly female: boolean;
  readonly state: InformationState;
  readonly onChoose: (state: InformationState) => void;
}) {
  return (
    <ToggleButtonGroup
      className="three-states"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[state]}
      onSelectionChange={(keys) => {
        const [chosen] = keys;
        if (chosen === 'none' || chosen === 'informed' || chosen === 'opposed') onChoose(chosen);
      }}
    >
      <ToggleButton id="none" className="three-state" data-state="none" aria-label={words.none}>
        {none}
      </ToggleButton>
      <ToggleButton id="informed" className="three-state" data-state="informed">
        {words.informed(female)}
      </ToggleButton>
      <ToggleButton id="opposed" className="three-state" data-state="opposed">
        {words.opposed(female)}
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
