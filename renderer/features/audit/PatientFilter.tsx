import { useRef, useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import type { PatientRow } from '../../../shared/contract/patients.ts';
import { useAnswer } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { birthDay } from '../../ui/birth-day.ts';
import { recordName } from '../../ui/record-name.ts';
import { useLater } from '../../ui/useLater.ts';
import type { Chosen } from './filter.ts';
import { auditText as words } from './text.ts';

/** Patients proposed, at most. */
const SHOWN = 8;

/** The patient whose acts are read, found as in their list. */
export function PatientFilter({
  chosen,
  onChoose,
}: {
  readonly chosen: Chosen['patient'];
  readonly onChoose: (one: Chosen['patient']) => void;
}) {
  /** Null: the field shows who is chosen. */
  const [typed, setTyped] = useState<string | null>(null);
  /** React Aria writes the name of who was chosen in the field: that is not typing. */
  const written = useRef<string | null>(null);
  const query = useLater((typed ?? '').trim(), 120);
  const { data: found = [], isFetching } = useAnswer(
    'patients.search',
    { query, limit: SHOWN },
    { enabled: query !== '', placeholderData: (before) => before },
  );
  const rows = query === '' ? [] : found;
  return (
    <ComboBox
      className="field"
      items={rows}
      inputValue={typed ?? chosen?.name ?? ''}
      onInputChange={(text) => {
        if (text === written.current) return;
        setTyped(text);
        if (text === '') onChoose(null);
      }}
      onSelectionChange={(key) => {
        const row = rows.find(({ id }) => id === key);
        if (row === undefined) return;
        written.current = recordName(row);
        setTyped(null);
        onChoose({ id: row.id, name: recordName(row) });
      }}
      onBlur={() => setTyped(null)}
      allowsCustomValue
      allowsEmptyCollection
      menuTrigger="input"
    >
      <Label>{words.columns.patient}</Label>
      <Input className="input" autoComplete="off" spellCheck="false" placeholder={words.filters.everybody} />
      <Popover className="popover">
        <ListBox
          className="listbox"
          renderEmptyState={() => (
            <p className="listbox-empty">{isFetching || query !== (typed ?? '').trim() ? common.loading : words.filters.nobody}</p>
          )}
        >
          {patientItem}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

const patientItem = (row: PatientRow) => (
  <ListBoxItem className="option" id={row.id} textValue={recordName(row)}>
    <span>{recordName(row)}</span>
    <span className="option-note tabular">{birthDay(row.birthDate)}</span>
  </ListBoxItem>
);
