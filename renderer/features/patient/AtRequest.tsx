import { Hand } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { choices, informationPurposes, type Choice, type InformationPurpose } from '../../../shared/domain/record/information.ts';
import type { LocalSex } from '../../../shared/domain/types.ts';
import { call } from '../../client/client.ts';
import { useAnswer } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { Select } from '../../ui/Select.tsx';
import { CollectedDialog } from './CollectedDialog.tsx';
import { rightsText as words } from './rights-text.ts';

/** What the patient asked for themselves, and who heard them. @param id of the record. */
export function AtRequest({
  id,
  sex,
  purpose: first,
  onClose,
}: {
  readonly id: string;
  readonly sex: LocalSex;
  readonly purpose: InformationPurpose;
  readonly onClose: () => void;
}) {
  const people = useAnswer('consent.get', { id }).data?.people ?? [];
  const [purpose, setPurpose] = useState(first);
  const [state, setState] = useState<Choice>('informed');
  return (
    <CollectedDialog
      title={words.requestTitle(sex)}
      icon={Hand}
      people={people}
      does={common.save}
      done={words.requestDone}
      keep={useCallback((heard) => call('consent.recordAtRequest', { id, purpose, state, ...heard }), [id, purpose, state])}
      onClose={onClose}
    >
      <p className="quiet">{words.requestHelp(sex)}</p>
      <Asked sex={sex} purpose={purpose} state={state} onPurpose={setPurpose} onState={setState} />
    </CollectedDialog>
  );
}

/** What the patient asks for: which use, and what they want of it. */
function Asked({
  sex,
  purpose,
  state,
  onPurpose,
  onState,
}: {
  readonly sex: LocalSex;
  readonly purpose: InformationPurpose;
  readonly state: Choice;
  readonly onPurpose: (purpose: InformationPurpose) => void;
  readonly onState: (state: Choice) => void;
}) {
  const names = words.purposeNames(sex);
  return (
    <>
      <Select
        label={words.requestOf}
        placeholder={words.choose}
        choices={informationPurposes.map((one) => ({ id: one, label: `${names[one].name} · ${names[one].about}` }))}
        value={purpose}
        onChange={(key) => onPurpose(informationPurposes.find((known) => known === key) ?? purpose)}
      />
      <RadioGroup className="field" value={state} onChange={(value) => onState(value === 'opposed' ? 'opposed' : 'informed')}>
        <Label>{words.requestChoice(sex)}</Label>
        <div className="radio-line">
          {choices.map((one) => (
            <Radio key={one} value={one} className="radio-box">
              {words.choice(sex, one)}
            </Radio>
          ))}
        </div>
      </RadioGroup>
    </>
  );
}
