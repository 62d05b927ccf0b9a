import { FieldError, Label, Radio, RadioGroup, Text } from 'react-aria-components';
import type { LocalSex } from '../../../shared/domain/types.ts';
import { newPatientText as words } from './text.ts';
import { sexWords } from '../../text/traits.ts';

const SEXES = ['F', 'M', 'I'] as const satisfies readonly LocalSex[];

/** Sex of a record, undetermined included. */
export function SexField({
  value,
  onChange,
  error,
}: {
  readonly value: LocalSex | null;
  readonly onChange: (sex: LocalSex) => void;
  readonly error: string | undefined;
}) {
  return (
    <RadioGroup
      className="field"
      value={value}
      onChange={(chosen) => {
        const sex = SEXES.find((one) => one === chosen);
        if (sex !== undefined) onChange(sex);
      }}
      isInvalid={error !== undefined}
      orientation="horizontal"
      isRequired
    >
      <Label>{words.sex}</Label>
      <div className="radio-line">
        {SEXES.map((sex) => (
          <Radio key={sex} value={sex} className="radio-box">
            {sexWords[sex]}
          </Radio>
        ))}
      </div>
      {value === 'I' ? (
        <Text slot="description" className="field-help">
          {words.sexHelp}
        </Text>
      ) : null}
      <FieldError className="field-error">{error}</FieldError>
    </RadioGroup>
  );
}
