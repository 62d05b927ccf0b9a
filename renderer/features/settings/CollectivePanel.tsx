import { Megaphone, X } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import type { StructureInformation } from '../../../shared/contract/consent.ts';
import { meansLabels } from '../../../shared/domain/consent/information.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { useMay } from '../../client/rights.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { frenchDate, frenchDay, isoDate, typeDate } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { informationText as words } from './information-text.ts';

type Declared = StructureInformation['collective'][number];

/** What the structure tells all of its patients, and since when; changed by whoever administers it. */
export function CollectivePanel({ collective }: { readonly collective: StructureInformation['collective'] }) {
  const mayChange = useMay('administer');
  const [latest] = collective;
  const held = latest === undefined || latest.withdrawnAt !== null ? null : latest;
  const past = collective.filter((one) => one !== held);
  return (
    <Panel title={words.collective}>
      <div className="stack">
        <p className="quiet">{words.collectiveHelp}</p>
        {held === null ? <p>{words.none}</p> : <InForce held={held} />}
        {mayChange ? <Declare key={held?.id ?? ''} held={held} /> : null}
        {past.length === 0 ? null : (
          <>
            <h3>{words.history}</h3>
            <ul className="bullets">
              {past.map((one) => (
                <li key={one.id}>
                  {words.past(
                    meansLabels[one.means],
                    frenchDate(one.since),
                    one.withdrawnAt === null ? '–' : frenchDay(one.withdrawnAt),
                    one.withdrawnBy ?? '–',
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Panel>
  );
}

function InForce({ held }: { readonly held: Declared }) {
  const names = told.filter((purpose) => held.purposes.includes(purpose)).map((purpose) => words.purposeNames[purpose]);
  return (
    <p>
      <strong>{words.inForce(meansLabels[held.means], frenchDate(held.since), held.notice)}</strong> {names.join(' · ')}
    </p>
  );
}

/** By which many people are told at once. */
const MEANS = ['poster', 'booklet', 'letter', 'electronic'] as const;
const choices = MEANS.map((id) => ({ id, label: meansLabels[id] }));
/** What many people may be told of at once. */
const told = ['feeding', 'mssPatient', 'mssProfessionals'] as const;

function Declare({ held }: { readonly held: Declared | null }) {
  const [means, setMeans] = useState<Declared['means']>(held?.means ?? 'poster');
  const [since, setSince] = useState('');
  const [purposes, setPurposes] = useState<readonly string[]>(held?.purposes ?? told);
  const [wrong, setWrong] = useState(false);
  const { run, busy, error } = useAction(
    useCallback(async (_live: () => boolean, act: () => Promise<StructureInformation>, said: string) => {
      put('structure.get', null, await act());
      tell(said, 'quiet');
    }, []),
  );
  const declare = (): void => {
    const day = isoDate(since);
    setWrong(day === null);
    const chosen = told.filter((purpose) => purposes.includes(purpose));
    if (day !== null) void run(() => call('structure.declareCollective', { means, since: day, purposes: chosen }), words.declared);
  };
  return (
    <>
      <div className="field-pair">
        <Select
          label={words.means}
          placeholder=""
          choices={choices}
          value={means}
          onChange={(key) => setMeans(MEANS.find((known) => known === key) ?? means)}
        />
        <Field
          label={words.since}
          value={since}
          onChange={(text) => setSince(typeDate(since, text))}
          error={wrong ? words.sinceWrong : undefined}
          inputMode="numeric"
          placeholder="JJ/MM/AAAA"
          autoComplete="off"
        />
      </div>
      <CheckboxGroup className="field" value={[...purposes]} onChange={setPurposes}>
        <Label>{words.purposes}</Label>
        {told.map((purpose) => (
          <Checkbox key={purpose} value={purpose} className="checkbox">
            <span className="checkbox-box" aria-hidden="true" />
            {words.purposeNames[purpose]}
          </Checkbox>
        ))}
      </CheckboxGroup>
      {error === null ? null : <ErrorBox error={error} />}
      <div className="form-buttons">
        {held === null ? null : (
          <Button icon={X} pending={busy} onPress={() => void run(() => call('structure.withdrawCollective', null), words.withdrawn)}>
            {words.withdraw}
          </Button>
        )}
        <Button variant="primary" icon={Megaphone} pending={busy} isDisabled={purposes.length === 0} onPress={declare}>
          {held === null ? words.declare : words.declareAgain}
        </Button>
      </div>
    </>
  );
}
