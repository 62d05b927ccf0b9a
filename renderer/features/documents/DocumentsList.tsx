import { FileUp } from 'lucide-react';
import type { CSSProperties, Ref } from 'react';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import { errorFacts } from '../../../shared/errors.ts';
import type { Pages } from '../../client/pages.ts';
import { common } from '../../text/common.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Grid } from '../../ui/Grid.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import type { Step } from '../../ui/stepKeys.ts';
import { columns } from './columns.tsx';
import { documentsText as words } from './text.ts';

/** Of two lines, in CSS pixels. */
const ROW_HEIGHT = 38;

/** The documents to choose from. */
export function DocumentsList({
  patientId,
  pages: { rows, error, more, whole },
  selected,
  onSelect,
  steps,
}: {
  readonly patientId: string;
  readonly pages: Pages<DocumentRow>;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  readonly steps: Ref<Step>;
}) {
  return (
    // React types no custom property: the list takes the height of its rows, up to its share.
    <div
      className="documents-grid"
      style={{ '--rows': Math.max(rows?.length ?? 0, 1), '--row-height': `${ROW_HEIGHT}px` } as CSSProperties}
    >
      {error !== null ? (
        <div className="pad">
          <ErrorBox error={errorFacts(error)} />
        </div>
      ) : rows === undefined ? (
        <Waiting>{common.loading}</Waiting>
      ) : (
        <Grid
          name="documents"
          label={words.title}
          columns={columns}
          rows={rows}
          of={patientId}
          rowHeight={ROW_HEIGHT}
          text={(row) => row.form.title}
          selected={selected}
          onSelect={onSelect}
          steps={steps}
          more={more}
          whole={whole}
          screenKeys="jk"
          empty={
            <>
              <FileUp size={32} strokeWidth={1.5} />
              <p>
                <strong>{words.empty}</strong>
              </p>
              <p>{words.emptyHelp}</p>
            </>
          }
        />
      )}
    </div>
  );
}
