import { Label, Radio, RadioGroup, Text } from 'react-aria-components';
import { lockChoices } from './lock-choices.ts';
import { settingsText as words } from './text.ts';

const LONGEST = 'longest';

/** How long nobody may be there before the session locks; never longer than the workstation allows. */
export function LockDelay({
  minutes,
  fixed,
  mostMinutes,
  onChange,
}: {
  /** Null: as long as the workstation allows. */
  readonly minutes: number | null;
  readonly fixed: boolean;
  readonly mostMinutes: number;
  readonly onChange: (minutes: number | null) => void;
}) {
  return (
    <RadioGroup
      className="field"
      isDisabled={fixed}
      value={minutes === null ? LONGEST : String(minutes)}
      onChange={(value) => onChange(value === LONGEST ? null : Number(value))}
    >
      <Label>{words.lock}</Label>
      <div className="radio-line">
        {lockChoices(minutes, mostMinutes).map((one) => (
          <Radio key={one} value={String(one)} className="radio-box">
            {words.minutes(one)}
          </Radio>
        ))}
        <Radio value={LONGEST} className="radio-box">
          {words.minutes(mostMinutes)}
        </Radio>
      </div>
      <Text slot="description" className="field-help">
        {fixed ? `${words.undoFixed} ` : ''}
        {words.lockHelp}
      </Text>
    </RadioGroup>
  );
}
