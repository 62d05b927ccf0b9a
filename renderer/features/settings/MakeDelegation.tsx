import { UserRoundPlus, X } from 'lucide-react';
import { Label, Radio, RadioGroup, Text } from 'react-aria-components';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { delegatedActs, type DelegatedAct } from '../../../shared/domain/record/delegation.ts';
import { useAnswer } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { TypePicker } from '../documents/public.ts';
import { delegationsText as words } from './delegations-text.ts';
import { useMakeDelegation } from './useMakeDelegation.ts';

/** A delegation being given: to whom, for what, for which types, until when. */
export function MakeDelegation({ onClose }: { readonly onClose: () => void }) {
  const offered = useAnswer('delegations.colleagues', null, { staleTime: 0 }).data;
  const making = useMakeDelegation(offered, onClose);
  const nobody = offered?.colleagues.length === 0;
  return (
    <Dialog
      open
      size="m"
      title={words.makeTitle}
      icon={UserRoundPlus}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{nobody ? common.close : common.cancel}</Button>
          {nobody ? null : (
            <Button variant="primary" pending={making.busy} onPress={making.submit}>
              {words.make}
            </Button>
          )}
        </>
      }
    >
      {nobody ? (
        <>
          <p>{words.nobody}</p>
          <p className="quiet">{words.nobodyHelp}</p>
        </>
      ) : (
        <Terms offered={offered?.colleagues ?? []} {...making} />
      )}
    </Dialog>
  );
}

function Terms({
  offered,
  typed,
  change,
  feeds,
  act,
  wrong,
  error,
}: ReturnType<typeof useMakeDelegation> & { readonly offered: CallOutput<'delegations.colleagues'>['colleagues'] }) {
  return (
    <div className="stack">
      {error === null ? null : <ErrorBox error={error} />}
      <Select
        label={words.to}
        placeholder={words.toChoose}
        choices={offered.map(({ idNat, name }) => ({ id: idNat, label: name }))}
        value={typed.to}
        error={wrong.to}
        onChange={(to) => change({ to })}
      />
      {feeds ? <What act={typed.act} onChange={(next) => change({ act: next })} /> : null}
      <Types
        chosen={typed.types}
        error={wrong.types}
        help={act === 'prepare' ? words.typesAll : words.typesNeeded}
        onChange={(types) => change({ types })}
      />
      <Field
        label={words.untilField}
        value={typed.until}
        inputMode="numeric"
        autoComplete="off"
        placeholder="JJ/MM/AAAA"
        error={wrong.until}
        description={words.untilHelp}
        onChange={(until) => change({ until })}
      />
    </div>
  );
}

function What({ act, onChange }: { readonly act: DelegatedAct; readonly onChange: (act: DelegatedAct) => void }) {
  return (
    <RadioGroup className="field" value={act} onChange={(value) => onChange(delegatedActs.find((one) => one === value) ?? 'prepare')}>
      <Label>{words.whatField}</Label>
      <div className="radio-lines">
        <Radio value="prepare" className="radio-box">
          {words.prepare}
        </Radio>
        <Radio value="TD2.2" className="radio-box">
          {words.feed}
        </Radio>
      </div>
      <Text slot="description" className="field-help">
        {words.feedHelp}
      </Text>
    </RadioGroup>
  );
}

function Types({
  chosen,
  error,
  help,
  onChange,
}: {
  readonly chosen: readonly string[];
  readonly error: string | null;
  readonly help: string;
  readonly onChange: (types: readonly string[]) => void;
}) {
  const types = useAnswer('documents.types', null).data ?? [];
  return (
    <div className="field">
      <TypePicker
        key={`${types.length} ${chosen.join(' ')}`}
        label={words.types}
        types={types}
        value={null}
        first={[]}
        aside={undefined}
        error={error ?? undefined}
        onChoose={(code) => onChange([...chosen.filter((known) => known !== code), code])}
      />
      {error === null ? <p className="field-help">{help}</p> : null}
      <ul className="chosen-list">
        {chosen.map((code) => {
          const label = types.find((type) => type.code === code)?.label ?? code;
          return (
            <li key={code}>
              <span>{label}</span>
              <Button
                variant="ghost"
                icon={X}
                aria-label={words.removeType(label)}
                onPress={() => onChange(chosen.filter((known) => known !== code))}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
