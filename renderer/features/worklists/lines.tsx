import { ClipboardList, Clock, ScanFace, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PatientRow } from '../../../shared/contract/patients.ts';
import type { Worklists } from '../../../shared/contract/worklists.ts';
import { go } from '../../client/router.ts';
import { worklistsText as words } from './text.ts';
import { birthDay } from '../../ui/birth-day.ts';
import { Button } from '../../ui/Button.tsx';
import { frenchDay } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/gridColumn.ts';
import { identityMarks } from '../../ui/marks.ts';
import { moment } from '../../ui/moment.ts';
import { recordName } from '../../ui/record-name.ts';
import { Badge, MarkText } from '../../ui/states.tsx';
import { identityScreen } from '../identity/feature.ts';

/** One record of a list, with why it is there. */
interface Line {
  readonly id: string;
  readonly row: PatientRow;
  readonly why: ReactNode;
  readonly whyText: string;
  readonly action: ReactNode;
}

/** How a record reads in the lists that say why it is there. */
export const lineColumns: readonly GridColumn<Line>[] = [
  {
    id: 'name',
    title: words.columns.name,
    width: '3fr',
    minWidth: 220,
    sort: ({ row }) => recordName(row),
    render: ({ row }) => <strong>{recordName(row)}</strong>,
  },
  {
    id: 'birth',
    title: words.columns.birth,
    width: 140,
    sort: ({ row }) => row.birthDate,
    render: ({ row }) => <span className="tabular">{birthDay(row.birthDate)}</span>,
  },
  {
    id: 'status',
    title: words.columns.status,
    width: 180,
    sort: ({ row }) => row.status,
    render: ({ row }) => <Badge mark={identityMarks[row.status]} />,
  },
  { id: 'why', title: words.columns.why, width: '4fr', minWidth: 240, sort: ({ whyText }) => whyText, render: ({ why }) => why },
  { id: 'action', title: words.columns.action, width: 190, render: ({ action }) => <span className="row-actions">{action}</span> },
];

const open = (row: PatientRow, word: string = words.open): ReactNode => (
  <Button icon={ScanFace} aria-label={`${word} : ${recordName(row)}`} onPress={() => go(identityScreen, row.id)}>
    {word}
  </Button>
);

/** The lines of a list of records. */
export function linesOf(kind: 'toQualify' | 'doubtful' | 'stale', lists: Worklists): readonly Line[] {
  switch (kind) {
    case 'toQualify':
      return lists.toQualify.map(({ row, why, since, answer }) => ({
        id: row.id,
        row,
        whyText: why,
        why: (
          <span className="two-lines">
            {answer === null ? (
              <MarkText
                mark={{ icon: why === 'queued' ? Clock : ClipboardList, word: words.why[why], tone: why === 'queued' ? 'wait' : 'ink' }}
              />
            ) : (
              <MarkText mark={{ icon: TriangleAlert, word: words.answered, tone: 'warn' }} />
            )}
            <span className="tabular">{why === 'queued' && answer === null ? words.queued : words.since(moment(since))}</span>
          </span>
        ),
        action: open(row, answer === null ? words.open : words.openAnswer),
      }));
    case 'doubtful':
      return lists.doubtful.map((row) => ({
        id: row.id,
        row,
        whyText: '',
        why: <span className="quiet tabular">{words.since(moment(row.updatedAt))}</span>,
        action: open(row),
      }));
    case 'stale':
      return lists.stale.map(({ row, qualifiedAt }) => ({
        id: row.id,
        row,
        whyText: qualifiedAt,
        why: <span className="tabular">{words.qualifiedAt(frenchDay(qualifiedAt))}</span>,
        action: open(row),
      }));
  }
}
