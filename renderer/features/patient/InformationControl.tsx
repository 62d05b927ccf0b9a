import { TriangleAlert } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { Button as AriaButton, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { PatientView } from '../../../shared/contract/patients.ts';
import type { InformationState } from '../../../shared/domain/record/information.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { patientText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';

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
  readonly purpose: 'feeding' | 'consultation';
  readonly size?: 's' | 'm';
}) {
  const female = patient.traits.sex === 'F';
  const { state: current, toConfirm, by } = patient[purpose];
  const { id } = patient;
  const record = useAction(
    useCallback(
      async (_live: () => boolean, state: InformationState) => {
        put('patients.get', { id }, await call('patients.recordInformation', { id, purpose, state }));
        tell(words.recorded, 'quiet');
      },
      [id, purpose],
    ),
  );
  useEffect(() => {
    if (record.error !== null) tell(`${record.error.message} ${record.error.action}`, 'bad');
  }, [record.error]);
  const confirm = {
    'aria-label': words.confirmOf(words[purpose], current === 'opposed' ? words.opposed(female) : words.informed(female)),
    onPress: () => void record.run(current),
  };
  return (
    <>
      <div className="three" data-size={size} data-busy={record.busy || undefined}>
        <span className="three-label" aria-hidden="true">
          {words[purpose]}
        </span>
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
          <ToggleButton id="none" className="three-state" data-state="none" aria-label={words.none}>
            {size === 's' ? '–' : words.none}
          </ToggleButton>
          <ToggleButton id="informed" className="three-state" data-state="informed">
            {words.informed(female)}
          </ToggleButton>
          <ToggleButton id="opposed" className="three-state" data-state="opposed">
            {words.opposed(female)}
          </ToggleButton>
        </ToggleButtonGroup>
        {toConfirm && size === 's' ? (
          <>
            <span className="three-received">
              <TriangleAlert size={14} />
              <span>{words.toConfirm(current === 'opposed', by)}</span>
            </span>
            <AriaButton className="three-confirm" {...confirm}>
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
              <strong>{words.toConfirm(current === 'opposed', by)}</strong>
            </p>
            <p>{current === 'opposed' ? words.toConfirmOpposed[purpose](female) : words.toConfirmInformed(female)}</p>
            <Button variant="primary" pending={record.busy} {...confirm}>
              {words.confirm}
            </Button>
          </div>
        </div>
      ) : null}
    </>
  );
}
