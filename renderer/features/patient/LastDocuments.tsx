import { FilePlus2 } from 'lucide-react';
import { useAnswer } from '../../client/queries.ts';
import { go } from '../../client/router.ts';
import { summaryText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { frenchDate } from '../../ui/format.ts';
import { visibilityMarks } from '../../ui/marks.ts';
import { Panel } from '../../ui/Panel.tsx';
import { MarkText } from '../../ui/states.tsx';
import { addDocument, documentsScreen } from '../documents/feature.ts';
import { DocumentState } from '../documents/public.ts';

/** Documents shown. */
const LAST = 8;

/** The last documents of a record, and the way to the others. @param patient id of the record. */
export function LastDocuments({ patient }: { readonly patient: string }) {
  const documents = useAnswer('documents.list', { patientId: patient, limit: LAST }).data ?? [];
  return (
    <Panel
      title={words.last}
      flush
      aside={
        <Button icon={FilePlus2} variant="primary" onPress={() => addDocument(patient)}>
          {words.add}
        </Button>
      }
    >
      {documents.length === 0 ? (
        <p className="grid-empty">{words.lastNone}</p>
      ) : (
        <>
          <ul className="last">
            {documents.map((row) => (
              <li key={row.id}>
                <span className="tabular">{frenchDate(row.form.date)}</span>
                <span className="two-lines">
                  <strong>{row.form.title}</strong>
                  <span>{row.typeLabel ?? row.fileName}</span>
                </span>
                <MarkText mark={visibilityMarks[row.form.visibility]} />
                <DocumentState row={row} />
              </li>
            ))}
          </ul>
          <div className="panel-more">
            <Button variant="ghost" onPress={() => go(documentsScreen, patient)}>
              {words.all}
            </Button>
          </div>
        </>
      )}
    </Panel>
  );
}
