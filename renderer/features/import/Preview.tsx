import type { ImportPreview } from '../../../shared/contract/imports.ts';
import { sexWords } from '../../text/traits.ts';
import { frenchDate } from '../../ui/format.ts';
import { importsText as words } from './text.ts';
import { usePreview } from './usePreview.ts';
import type { Chosen } from './useColumns.ts';

/** The first lines as the records that they would be, by the columns as they are chosen now. */
export function Preview({ chosen }: { readonly chosen: Chosen }) {
  const rows = usePreview(chosen);
  if (rows.length === 0) return null;
  return (
    <section className="import-preview" aria-label={words.preview(rows.length)}>
      <h3>{words.preview(rows.length)}</h3>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={words.preview(rows.length)}>
        <table className="traits">
          <thead>
            <tr>
              <th scope="col">{words.line}</th>
              {words.previewColumns.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.line} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ row: { line, ipp, name, sex, birthDate, birthPlace, error } }: { readonly row: ImportPreview }) {
  return (
    <tr data-refused={error !== null || undefined}>
      <th scope="row" className="tabular">
        {line}
      </th>
      <td>{name ?? <span className="quiet">{words.unreadable}</span>}</td>
      {error === null ? (
        <>
          <td>{sex === null ? '–' : sexWords[sex]}</td>
          <td className="tabular">{birthDate === null ? '–' : frenchDate(birthDate)}</td>
          <td>{birthPlace ?? '–'}</td>
          <td className="tabular">{ipp ?? '–'}</td>
        </>
      ) : (
        <td colSpan={4}>
          <strong>{words.wouldRefuse}</strong> {error.value === null ? null : <span className="import-value">{error.value}</span>}{' '}
          {error.message} <span className="quiet">{error.action}</span>
        </td>
      )}
    </tr>
  );
}
