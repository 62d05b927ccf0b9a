import { Plus, X } from 'lucide-react';
import type { Complementary } from '../../../shared/contract/identity.ts';
import { representativeLabels, representativeRelations } from '../../../shared/domain/identity/protection.ts';
import { identityActs as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { textOrNull } from './text-or-null.ts';

type Representatives = Complementary['representatives'];
type Correspondents = Complementary['correspondents'];

const relations = Object.entries(representativeLabels).map(([id, label]) => ({ id, label }));
const relationOf = (key: string | null): Representatives[number]['relation'] =>
  representativeRelations.find((known) => known === key) ?? 'autre';

/** Who acts for the patient, one a row. */
export function RepresentativeRows({
  people,
  onChange,
}: {
  readonly people: Representatives;
  readonly onChange: (people: Representatives) => void;
}) {
  return (
    <fieldset className="rows">
      <legend>{words.representatives}</legend>
      {people.map((one, index) => {
        const set = (part: Partial<typeof one>): void => onChange(people.with(index, { ...one, ...part }));
        return (
          // The place in the list is what the row is: it has no other name while it is typed.
          // eslint-disable-next-line react/no-array-index-key
          <div key={index} className="rows-line" data-columns="3">
            <Field label={words.name} value={one.name} onChange={(name) => set({ name })} autoComplete="off" />
            <Select
              label={words.relation}
              placeholder=""
              choices={relations}
              value={one.relation}
              onChange={(key) => set({ relation: relationOf(key) })}
            />
            <Field
              label={words.phone}
              value={one.phone ?? ''}
              onChange={(text) => set({ phone: textOrNull(text) })}
              inputMode="tel"
              autoComplete="off"
            />
            <Remove name={one.name} onPress={() => onChange(people.toSpliced(index, 1))} />
          </div>
        );
      })}
      <Button icon={Plus} onPress={() => onChange([...people, { name: '', relation: 'parent', phone: null }])}>
        {words.addRepresentative}
      </Button>
    </fieldset>
  );
}

/** Whom one writes to about the patient besides the médecin traitant, one a row. */
export function CorrespondentRows({
  people,
  onChange,
}: {
  readonly people: Correspondents;
  readonly onChange: (people: Correspondents) => void;
}) {
  return (
    <fieldset className="rows">
      <legend>{words.correspondents}</legend>
      {people.map((one, index) => {
        const set = (part: Partial<typeof one>): void => onChange(people.with(index, { ...one, ...part }));
        return (
          // eslint-disable-next-line react/no-array-index-key -- as above
          <div key={index} className="rows-line" data-columns="2">
            <Field label={words.name} value={one.name} onChange={(name) => set({ name })} autoComplete="off" />
            <Field
              label={words.address}
              value={one.address ?? ''}
              onChange={(text) => set({ address: textOrNull(text.trim()) })}
              inputMode="email"
              autoComplete="off"
            />
            <Remove name={one.name} onPress={() => onChange(people.toSpliced(index, 1))} />
          </div>
        );
      })}
      <Button icon={Plus} onPress={() => onChange([...people, { name: '', address: null }])}>
        {words.addCorrespondent}
      </Button>
    </fieldset>
  );
}

function Remove({ name, onPress }: { readonly name: string; readonly onPress: () => void }) {
  return <Button variant="ghost" icon={X} aria-label={words.remove(name)} onPress={onPress} />;
}
