import { useState } from 'react';
import { meansLabels } from '../../../shared/domain/consent/information.ts';
import { informationMeans } from '../../../shared/domain/record/information.ts';
import type { PatientWordView } from '../../../shared/contract/consent.ts';
import { Select } from '../../ui/Select.tsx';
import { rightsText as words } from './rights-text.ts';
import type { Means } from './useInformation.ts';

/** Means by which one person is told. */
export const ownMeans = informationMeans.filter((means): means is Means => means !== 'collective');
const meansChoices = ownMeans.map((id) => ({ id, label: meansLabels[id] }));

/** Who heard the patient, and by which means they were told. */
export interface Collected {
  readonly collector: string | null;
  readonly means: Means;
}

/** Whoever is logged in, face to face, until somebody says otherwise. */
export function useCollected(people: PatientWordView['people']): readonly [Collected, (collected: Collected) => void] {
  const [chosen, setChosen] = useState<Collected>({ collector: null, means: 'oral' });
  return [{ ...chosen, collector: chosen.collector ?? people[0]?.idNat ?? null }, setChosen];
}

/** Names and means are chosen from lists: nothing is typed, no motive fits. */
export function CollectedFields({
  people,
  collected,
  onChange,
}: {
  readonly people: PatientWordView['people'];
  readonly collected: Collected;
  readonly onChange: (collected: Collected) => void;
}) {
  return (
    <div className="field-pair">
      <Select
        label={words.collector}
        placeholder={words.choose}
        choices={people.map(({ idNat, name }) => ({ id: idNat, label: name }))}
        value={collected.collector}
        onChange={(collector) => onChange({ ...collected, collector })}
      />
      <Select
        label={words.means}
        placeholder={words.choose}
        choices={meansChoices}
        value={collected.means}
        onChange={(key) => onChange({ ...collected, means: ownMeans.find((known) => known === key) ?? 'oral' })}
      />
    </div>
  );
}
