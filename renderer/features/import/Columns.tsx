import { CircleCheck, Columns3, TriangleAlert } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { csvFields, type CsvColumns } from '../../../shared/domain/csv-columns.ts';
import { Button } from '../../ui/Button.tsx';
import { ColumnFields } from './ColumnFields.tsx';
import { asksAtOnce, birthDates, columnName, faultOf, isProposed, unreadColumns, type CsvReading } from './csv-look.ts';
import { Sample } from './Sample.tsx';
import { importsText as words } from './text.ts';

/** How the columns of the file are read: said when it goes by itself, asked otherwise. */
export function Columns({
  reading,
  disabled,
  tried,
  onChange,
}: {
  readonly reading: CsvReading;
  readonly disabled: boolean;
  /** The file was read by them: what became of it matters more. */
  readonly tried: boolean;
  readonly onChange: (columns: CsvColumns) => void;
}) {
  const [asks] = useState(() => asksAtOnce(reading.look));
  const [wanted, setWanted] = useState(false);
  const open = wanted || (asks && !tried);
  return (
    <section className="import-columns" aria-label={words.columnsTitle}>
      <Head reading={reading}>
        {open ? null : (
          <Button variant="ghost" icon={Columns3} isDisabled={disabled} onPress={() => setWanted(true)}>
            {words.changeColumns}
          </Button>
        )}
      </Head>
      <Unread reading={reading} />
      {open ? (
        <>
          <Sample reading={reading} />
          <ColumnFields reading={reading} disabled={disabled} onChange={onChange} />
        </>
      ) : (
        <Summary reading={reading} />
      )}
    </section>
  );
}

/** What is wrong with the choice, else where it comes from. */
function wordOf({ look, columns }: CsvReading): string {
  const fault = faultOf(columns);
  if (fault !== null) return fault === 'missing' ? words.incomplete : words.shared;
  if (!isProposed({ look, columns })) return words.byHand;
  return look.resumes === null ? words.from[look.from] : words.resumes(look.resumes);
}

function Head({ reading, children }: { readonly reading: CsvReading; readonly children: ReactNode }) {
  const warns = faultOf(reading.columns) !== null || unreadColumns(reading).length > 0;
  return (
    <header data-tone={warns ? 'warn' : 'ok'}>
      {warns ? <TriangleAlert size={18} /> : <CircleCheck size={18} />}
      <h2>{words.columnsTitle}</h2>
      <span className="quiet">{wordOf(reading)}</span>
      <span className="grow" />
      {children}
    </header>
  );
}

/** The columns that are left out. */
function Unread({ reading }: { readonly reading: CsvReading }) {
  const unread = unreadColumns(reading);
  return unread.length === 0 ? null : (
    <p>
      <strong>{words.unreadTitle(unread.length)}</strong> : {unread.map((at) => `« ${columnName(reading.look, at)} »`).join(', ')}.{' '}
      <span className="quiet">{words.unreadHelp(unread.length)}</span>
    </p>
  );
}

/** The fields that are given, each with its column. */
function Summary({ reading }: { readonly reading: CsvReading }) {
  const { look, columns } = reading;
  return (
    <dl className="import-summary">
      {csvFields.map((field) => {
        const at = columns.fields[field];
        return at === null ? null : (
          <div key={field}>
            <dt>{words.fields[field]}</dt>
            <dd>
              {columnName(look, at)}
              {field === 'birthDate' && birthDates(reading) !== null ? (
                <span className="quiet"> ({columns.dateOrder === 'mdy' ? words.monthFirst : words.dayFirst})</span>
              ) : null}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
