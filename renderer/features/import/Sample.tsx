import { csvFields } from '../../../shared/domain/csv-columns.ts';
import { columnName, type CsvReading } from './csv-look.ts';
import { importsText as words } from './text.ts';

/** The first lines of the file, each column with the field it gives. */
export function Sample({ reading: { look, columns } }: { readonly reading: CsvReading }) {
  const given = (at: number): string | undefined => {
    const field = csvFields.find((one) => columns.fields[one] === at);
    return field === undefined ? undefined : words.fields[field];
  };
  const places = [...look.columns.keys()];
  return (
    <div className="import-sample" tabIndex={0} role="group" aria-label={words.sample}>
      <table>
        <thead>
          <tr>
            {places.map((at) => (
              <th key={at} scope="col">
                {columnName(look, at)}
                <span data-given={given(at) !== undefined || undefined}>{given(at) ?? words.unread}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...look.lines.keys()].map((row) => (
            <tr key={row}>
              {places.map((at) => (
                <td key={at}>{look.lines[row]?.[at] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
