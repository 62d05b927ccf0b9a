import { Plus } from 'lucide-react';
import { useCallback } from 'react';
import { Checkbox, CheckboxGroup, Label, Radio, RadioGroup } from 'react-aria-components';
import type { PatientWordView } from '../../../shared/contract/consent.ts';
import { episodeLabels } from '../../../shared/domain/consent/episodes.ts';
import type { LocalSex } from '../../../shared/domain/types.ts';
import { call } from '../../client/client.ts';
import { leftForms } from '../../client/left-forms.ts';
import { useTyped } from '../../client/useTyped.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { rightsText as words } from './rights-text.ts';

const kinds = ['consultation', 'follow-up'] as const;

interface TypedEpisode {
  readonly kind: (typeof kinds)[number];
  /** The whole structure, when nobody names a team. */
  readonly named: boolean;
  readonly team: string;
  readonly members: readonly string[];
  readonly pathway: string;
  readonly useCase: string;
}

const UNTYPED: TypedEpisode = { kind: 'consultation', named: false, team: '', members: [], pathway: '', useCase: '' };

/** An episode that was being typed, by the record's identifier. */
export const leftEpisode = leftForms<TypedEpisode>(words.openLeft, common.resumed);

/** A new episode of care: what it is, by which team. @param id of the record. @param people who may be of a named team. */
export function OpenEpisode({
  id,
  sex,
  people,
  onClose,
}: {
  readonly id: string;
  readonly sex: LocalSex;
  readonly people: PatientWordView['people'];
  readonly onClose: () => void;
}) {
  const { typed, type, settle } = useTyped(leftEpisode, id, () => UNTYPED);
  const { run, busy, error } = useAction(
    useCallback(
      async (_live: () => boolean, { kind, named, team, members, pathway, useCase }: TypedEpisode) => {
        await call('episodes.open', { id, kind, team: named ? { name: team, members: [...members] } : null, pathway, useCase });
        tell(words.opened, 'quiet');
        settle();
        onClose();
      },
      [id, settle, onClose],
    ),
  );
  return (
    <Dialog
      open
      size="m"
      title={words.openTitle}
      icon={Plus}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button variant="primary" pending={busy} onPress={() => void run(typed)}>
            {words.openDo}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="quiet">{words.openHelp(sex)}</p>
        <KindField typed={typed} type={type} />
        <TeamFields typed={typed} type={type} people={people} />
        <div className="field-pair">
          <Field
            label={words.pathway}
            value={typed.pathway}
            onChange={(pathway) => type({ ...typed, pathway })}
            maxLength={60}
            autoComplete="off"
          />
          <Field
            label={words.caseOf}
            value={typed.useCase}
            onChange={(useCase) => type({ ...typed, useCase })}
            maxLength={60}
            autoComplete="off"
          />
        </div>
        {error === null ? null : <ErrorBox error={error} />}
      </div>
    </Dialog>
  );
}

interface Part {
  readonly typed: TypedEpisode;
  readonly type: (typed: TypedEpisode) => void;
}

function KindField({ typed, type }: Part) {
  return (
    <RadioGroup
      className="field"
      value={typed.kind}
      onChange={(value) => type({ ...typed, kind: value === 'follow-up' ? 'follow-up' : 'consultation' })}
    >
      <Label>{words.openKind}</Label>
      <div className="radio-line">
        {kinds.map((kind) => (
          <Radio key={kind} value={kind} className="radio-box">
            {episodeLabels[kind]}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

/** The whole structure, or those who are chosen. */
function TeamFields({ typed, type, people }: Part & { readonly people: PatientWordView['people'] }) {
  return (
    <>
      <RadioGroup
        className="field"
        value={typed.named ? 'named' : 'whole'}
        onChange={(value) => type({ ...typed, named: value === 'named' })}
      >
        <Label>{words.team}</Label>
        <div className="radio-line">
          <Radio value="whole" className="radio-box">
            {words.teamWhole}
          </Radio>
          <Radio value="named" className="radio-box">
            {words.teamNamed}
          </Radio>
        </div>
      </RadioGroup>
      {typed.named ? (
        <>
          <Field
            label={words.teamName}
            value={typed.team}
            onChange={(team) => type({ ...typed, team })}
            maxLength={60}
            autoComplete="off"
          />
          <CheckboxGroup className="field" value={[...typed.members]} onChange={(members) => type({ ...typed, members })}>
            <Label>{words.teamMembers}</Label>
            {people.map(({ idNat, name }) => (
              <Checkbox key={idNat} value={idNat} className="checkbox">
                <span className="checkbox-box" aria-hidden="true" />
                {name}
              </Checkbox>
            ))}
          </CheckboxGroup>
        </>
      ) : null}
    </>
  );
}
