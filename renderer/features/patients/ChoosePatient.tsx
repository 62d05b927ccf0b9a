import { Search, User } from 'lucide-react';
import { useId, useRef } from 'react';
import { errorFacts } from '../../../shared/errors.ts';
import type { PatientRow } from '../../../shared/contract/patients.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDate } from '../../ui/format.ts';
import { identityMarks } from '../../ui/marks.ts';
import { recordName } from '../../ui/record-name.ts';
import { Badge } from '../../ui/states.tsx';
import { choosePatientText as words, patientsText } from './text.ts';
import { useFound } from './useFound.ts';

/** A record, as the window says it: `PAT-TROIS Dominique`. */
interface Chosen {
  readonly id: string;
  readonly name: string;
}

/** The patient of a document, looked for by hand. Enter goes from the field to the first one found, and chooses there. */
export function ChoosePatient({
  file,
  onClose,
  onChoose,
}: {
  readonly file: string;
  readonly onClose: () => void;
  readonly onChoose: (chosen: Chosen) => void;
}) {
  const { query, type, found, answered, error } = useFound();
  const list = useRef<HTMLUListElement>(null);
  const field = useId();
  const toFirst = (): void => {
    if (answered) list.current?.querySelector('button')?.focus();
  };
  return (
    <Dialog open title={words.whose} onClose={onClose} size="m" buttons={<Button onPress={onClose}>{common.cancel}</Button>}>
      <div className="stack">
        <p>
          <strong>{file}</strong>
        </p>
        <div className="search-field">
          <label className="visually-hidden" htmlFor={field}>
            {patientsText.search}
          </label>
          <Search size={16} />
          <input
            id={field}
            type="search"
            // The dialog is opened to be typed in.
            autoFocus
            autoComplete="off"
            placeholder={patientsText.searchHelp}
            value={query}
            onChange={(event) => type(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
              event.preventDefault();
              toFirst();
            }}
          />
        </div>
        {error === null ? null : <ErrorBox error={errorFacts(error)} />}
        {found.length === 0 ? null : (
          <ul className="near" ref={list} aria-label={words.found}>
            {found.map((row) => (
              <Found key={row.id} row={row} onChoose={onChoose} />
            ))}
          </ul>
        )}
        {query.trim() !== '' && answered && found.length === 0 ? (
          <p className="quiet" role="status">
            {patientsText.noneFound}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

function Found({ row, onChoose }: { readonly row: PatientRow; readonly onChoose: (chosen: Chosen) => void }) {
  const name = recordName(row);
  return (
    <li>
      <button
        type="button"
        className="near-choice"
        aria-label={`${words.choose} : ${name}, ${row.ipp}`}
        onClick={() => onChoose({ id: row.id, name })}
      >
        <User size={16} />
        <span className="two-lines">
          <strong>{name}</strong>
          <span className="tabular">
            {frenchDate(row.birthDate)} · {patientsText.sexes[row.sex]} · {row.ipp}
          </span>
        </span>
        <Badge mark={identityMarks[row.status]} />
      </button>
    </li>
  );
}
