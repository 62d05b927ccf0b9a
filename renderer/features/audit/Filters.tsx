import { X } from 'lucide-react';
import { useAnswer } from '../../client/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { typeDate } from '../../ui/format.ts';
import { Select } from '../../ui/Select.tsx';
import { NOTHING_CHOSEN, type Chosen } from './filter.ts';
import { PatientFilter } from './PatientFilter.tsx';
import { auditText as words } from './text.ts';

/** No choice is a choice of a list, under this name. */
const ALL = '';

/** Whose acts, which ones, on whom and when. @param patient the journal is that of one patient: there is none to choose */
export function Filters({
  chosen,
  onChange,
  patient = true,
}: {
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
  readonly patient?: boolean;
}) {
  const { actors, acts } = useAnswer('audit.facets', null, { staleTime: 0 }).data ?? { actors: [], acts: [] };
  const change = (part: Partial<Chosen>): void => onChange({ ...chosen, ...part });
  const idle = JSON.stringify({ ...chosen, ...(patient ? {} : { patient: null }) }) === JSON.stringify(NOTHING_CHOSEN);
  return (
    <div className="journal-filters" role="group" aria-label={words.filters.title}>
      {patient ? <PatientFilter chosen={chosen.patient} onChoose={(one) => change({ patient: one })} /> : null}
      <Select
        label={words.filters.actor}
        placeholder={words.filters.anybody}
        choices={[{ id: ALL, label: words.filters.anybody }, ...actors.map(({ id, name }) => ({ id, label: name }))]}
        value={chosen.actor ?? ALL}
        onChange={(actor) => change({ actor: actor === ALL ? null : actor })}
      />
      <Select
        label={words.filters.act}
        placeholder={words.filters.any}
        choices={[{ id: ALL, label: words.filters.any }, ...acts.map(({ act, label }) => ({ id: act, label }))]}
        value={chosen.act ?? ALL}
        onChange={(act) => change({ act: act === ALL ? null : act })}
      />
      <Field
        label={words.filters.from}
        value={chosen.from}
        inputMode="numeric"
        placeholder="jj/mm/aaaa"
        onChange={(from) => change({ from: typeDate(chosen.from, from) })}
      />
      <Field
        label={words.filters.to}
        value={chosen.to}
        inputMode="numeric"
        placeholder="jj/mm/aaaa"
        onChange={(to) => change({ to: typeDate(chosen.to, to) })}
      />
      <Button
        variant="ghost"
        icon={X}
        isDisabled={idle}
        onPress={() => onChange({ ...NOTHING_CHOSEN, patient: patient ? null : chosen.patient })}
      >
        {words.filters.clear}
      </Button>
    </div>
  );
}
