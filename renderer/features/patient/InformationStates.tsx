import { Ban, Check } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { Choice, InformationState } from '../../../shared/domain/record/information.ts';
import type { LocalSex } from '../../../shared/domain/types.ts';
import { patientText as words } from './text.ts';

/**
 * The three states; the first one, that nothing is recorded, is never chosen.
 * @param none how it is written; it is read in full. @param marked an icon beside the state that holds.
 */
export function InformationStates({
  label,
  none,
  sex,
  state,
  marked = false,
  onChoose,
}: {
  readonly label: string;
  readonly none: string;
  readonly sex: LocalSex;
  readonly state: InformationState;
  readonly marked?: boolean;
  readonly onChoose: (choice: Choice) => void;
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
        if (chosen === 'informed' || chosen === 'opposed') onChoose(chosen);
      }}
    >
      <ToggleButton id="none" className="three-state" data-state="none" aria-label={words.none} isDisabled={state !== 'none'}>
        {none}
      </ToggleButton>
      <ToggleButton id="informed" className="three-state" data-state="informed">
        {marked && state === 'informed' ? <Check size={15} aria-hidden="true" /> : null}
        {words.informed(sex)}
      </ToggleButton>
      <ToggleButton id="opposed" className="three-state" data-state="opposed">
        {marked && state === 'opposed' ? <Ban size={15} aria-hidden="true" /> : null}
        {words.opposed(sex)}
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
