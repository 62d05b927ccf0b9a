import { Search, User } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import type { PatientRow, PatientView } from '../../../shared/contract/patients.ts';
import { useAnswer } from '../../client/queries.ts';
import { mergeText as words } from './text.ts';
import { patientsText } from '../patients/public.ts';
import { frenchDate } from '../../ui/format.ts';
import { identityMarks } from '../../ui/marks.ts';
import { Badge } from '../../ui/states.tsx';
import { useLater } from '../../ui/useLater.ts';

/** Search results shown. */
const SHOWN = 6;

/** The other record of the same patient: those that look like this one first, then any other. */
export function MergeOther({ patient, onChoose }: { readonly patient: PatientView; readonly onChoose: (id: string) => void }) {
  const [query, setQuery] = useState('');
  const wanted = useLater(query.trim(), 150);
  const answer = useAnswer('patients.similar', { traits: patient.traits, usedName: patient.usedName }, { gcTime: 0, staleTime: 0 });
  const alike = (answer.data ?? []).filter(({ row }) => row.id !== patient.id);
  const search = useAnswer('patients.search', { query: wanted }, { enabled: wanted !== '' });
  const found = wanted === '' ? [] : (search.data ?? []).filter(({ id }) => id !== patient.id && alike.every(({ row }) => row.id !== id));
  const [alikeTitle, foundTitle] = [useId(), useId()];
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const { isFetched } = answer;
  // The record that looks most alike is one key away; whoever already types goes on.
  useEffect(() => {
    if (isFetched && document.activeElement !== field.current)
      (box.current?.querySelector<HTMLElement>('.near-choice') ?? field.current)?.focus();
  }, [isFetched]);
  return (
    <div className="stack" ref={box}>
      <p className="quiet">{words.help}</p>
      {answer.isSuccess && alike.length === 0 ? <p>{words.alikeNone}</p> : null}
      {alike.length === 0 ? null : (
        <section>
          <h3 id={alikeTitle}>{words.alike}</h3>
          <ul className="near" aria-labelledby={alikeTitle}>
            {alike.map(({ row, message }) => (
              <Choice key={row.id} row={row} why={message} onChoose={onChoose} />
            ))}
          </ul>
        </section>
      )}
      <SearchField className="search-field" value={query} onChange={setQuery}>
        <Label className="visually-hidden">{words.search}</Label>
        <Search size={16} />
        <Input ref={field} placeholder={patientsText.searchHelp} />
      </SearchField>
      {found.length === 0 ? null : (
        <section>
          <h3 id={foundTitle}>{words.found}</h3>
          <ul className="near" aria-labelledby={foundTitle}>
            {found.slice(0, SHOWN).map((row) => (
              <Choice key={row.id} row={row} why={null} onChoose={onChoose} />
            ))}
          </ul>
        </section>
      )}
      {wanted !== '' && search.isSuccess && search.data.every(({ id }) => id === patient.id) ? (
        <p className="quiet">{patientsText.noneFound}</p>
      ) : null}
    </div>
  );
}

function Choice({
  row,
  why,
  onChoose,
}: {
  readonly row: PatientRow;
  readonly why: string | null;
  readonly onChoose: (id: string) => void;
}) {
  return (
    <li>
      <button
        type="button"
        className="near-choice"
        onClick={() => onChoose(row.id)}
        aria-label={`${words.choose} : ${row.birthName} ${row.firstName}, ${row.ipp}`}
      >
        <User size={16} />
        <span className="two-lines">
          <strong>
            {row.birthName} {row.firstName}
          </strong>
          <span className="tabular">
            {frenchDate(row.birthDate)} · {patientsText.sexes[row.sex]} · {row.ipp}
          </span>
          {why === null ? null : <span className="near-why">{why}</span>}
        </span>
        <Badge mark={identityMarks[row.status]} />
      </button>
    </li>
  );
}
