import { KeyRound, UserMinus, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { LONGEST_NAME, type DeclaredPersonView } from '../../../shared/contract/people.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { useAnswer } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { fieldError } from '../../text/field-error.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { frenchDay } from '../../ui/format.ts';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { structureText as words } from './structure-text.ts';
import { usePeopleActs, type PeopleActs } from './usePeopleActs.ts';

/** Who acts under the structure's card that names nobody: declared, withdrawn, given another code by who administers it. */
export function DeclaredPeople({ structureName }: { readonly structureName: string }) {
  const { data: people, error } = useAnswer('people.list', null);
  const acts = usePeopleActs();
  return (
    <Panel title={words.title} note={structureName}>
      <div className="stack">
        <p className="field-help">{words.help}</p>
        {error === null ? null : <ErrorBox error={errorFacts(error)} />}
        {acts.error === null || acts.error.path !== null ? null : <ErrorBox error={acts.error} />}
        <DeclareForm acts={acts} />
        {people === undefined ? error === null && <Waiting>{common.loading}</Waiting> : <People people={people} acts={acts} />}
      </div>
      {acts.given === null ? null : <GivenCode given={acts.given} onClose={acts.forgetCode} />}
    </Panel>
  );
}

function DeclareForm({ acts }: { readonly acts: PeopleActs }) {
  const [family, setFamily] = useState('');
  const [given, setGiven] = useState('');
  return (
    <Form
      className="declare-person"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        acts.declare({ family, given }, () => {
          setFamily('');
          setGiven('');
        });
      }}
    >
      <Field
        label={words.family}
        value={family}
        onChange={setFamily}
        autoComplete="off"
        maxLength={LONGEST_NAME}
        error={fieldError(acts.error, 'family')}
      />
      <Field
        label={words.given}
        value={given}
        onChange={setGiven}
        autoComplete="off"
        maxLength={LONGEST_NAME}
        error={fieldError(acts.error, 'given')}
      />
      <Button type="submit" icon={UserPlus} isDisabled={family.trim() === '' || given.trim() === ''} pending={acts.busy}>
        {words.declare}
      </Button>
    </Form>
  );
}

function People({ people, acts }: { readonly people: readonly DeclaredPersonView[]; readonly acts: PeopleActs }) {
  const [leaving, setLeaving] = useState<DeclaredPersonView | null>(null);
  if (people.length === 0) return <p className="quiet">{words.nobody}</p>;
  return (
    <>
      <ul className="chosen-list" aria-label={words.people}>
        {people.map((person) => {
          const name = words.name(person);
          return (
            <li key={person.id}>
              <span>
                <strong>{name}</strong> <span className="quiet">{stateOf(person)}</span>
              </span>
              <Button variant="ghost" icon={KeyRound} aria-label={words.resetOf(name)} onPress={() => acts.resetCode(person)}>
                {words.reset}
              </Button>
              <Button variant="ghost" icon={UserMinus} aria-label={words.withdrawOf(name)} onPress={() => setLeaving(person)}>
                {words.withdraw}
              </Button>
            </li>
          );
        })}
      </ul>
      {leaving === null ? null : (
        <Withdraw
          person={leaving}
          onClose={() => setLeaving(null)}
          onConfirm={() => {
            setLeaving(null);
            acts.withdraw(leaving);
          }}
        />
      )}
    </>
  );
}

function stateOf({ triesLeft, firstCode, declaredAt }: DeclaredPersonView): string {
  if (triesLeft === 0) return words.blocked;
  return firstCode ? words.firstCode : words.declared(frenchDay(declaredAt));
}

/** A first code, told once to whoever gives it. */
function GivenCode({ given, onClose }: { readonly given: NonNullable<PeopleActs['given']>; readonly onClose: () => void }) {
  return (
    <Dialog
      open
      title={words.codeTitle(given.name)}
      icon={KeyRound}
      onClose={onClose}
      buttons={
        <Button variant="primary" autoFocus onPress={onClose}>
          {words.codeGiven}
        </Button>
      }
    >
      <p className="first-code" data-testid="first-code">
        {given.code}
      </p>
      <p>{words.codeOnce}</p>
    </Dialog>
  );
}

function Withdraw({
  person,
  onClose,
  onConfirm,
}: {
  readonly person: DeclaredPersonView;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}) {
  return (
    <Dialog
      open
      title={words.withdrawOf(words.name(person))}
      icon={UserMinus}
      onClose={onClose}
      buttons={
        <>
          <Button autoFocus onPress={onClose}>
            {common.cancel}
          </Button>
          <Button variant="danger" onPress={onConfirm}>
            {words.withdraw}
          </Button>
        </>
      }
    >
      <p>{words.withdrawWhat}</p>
    </Dialog>
  );
}
