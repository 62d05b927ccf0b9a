import { CircleAlert, ScanFace, ScanSearch } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PatientRow, PatientView } from '../../../shared/contract/patients.ts';
import type { Worklists } from '../../../shared/contract/worklists.ts';
import { go } from '../../client/router.ts';
import { insKindWords } from '../../text/common.ts';
import { receivedText as words, worklistsText } from './text.ts';
import { birthDay } from '../../ui/birth-day.ts';
import { Button } from '../../ui/Button.tsx';
import { Grid } from '../../ui/Grid.tsx';
import type { GridColumn } from '../../ui/gridColumn.ts';
import type { Mark } from '../../ui/marks.ts';
import { moment } from '../../ui/moment.ts';
import { recordName } from '../../ui/record-name.ts';
import { MarkText } from '../../ui/states.tsx';
import { identityScreen } from '../identity/feature.ts';

/** One matricule that another system gave for a record. */
interface Line {
  readonly id: string;
  readonly row: PatientRow;
  readonly matricule: PatientView['receivedIns'][number];
}

/** Whether INSi can tell, or what is wrong with it by itself. */
const receivedMark = ({ problem, kind }: Line['matricule']): Mark =>
  problem === null
    ? { icon: ScanSearch, word: kind === null ? words.toVerifyNoKind : words.toVerify, tone: 'wait' }
    : { icon: CircleAlert, word: words.problem(problem), tone: 'warn' };

const columns: readonly GridColumn<Line>[] = [
  {
    id: 'name',
    title: words.columns.name,
    width: '3fr',
    minWidth: 200,
    sort: ({ row }) => recordName(row),
    render: ({ row }) => (
      <span className="two-lines">
        <strong>
          {row.birthName} {row.firstName}
        </strong>
        <span className="tabular">{birthDay(row.birthDate)}</span>
      </span>
    ),
  },
  {
    id: 'matricule',
    title: words.columns.matricule,
    width: 220,
    sort: ({ matricule }) => matricule.display,
    render: ({ matricule }) => (
      <span className="two-lines">
        <span className="matricule tabular">{matricule.display}</span>
        {matricule.kind === null ? null : <span>{insKindWords[matricule.kind] ?? matricule.kind}</span>}
      </span>
    ),
  },
  {
    id: 'state',
    title: words.columns.state,
    width: '4fr',
    minWidth: 240,
    sort: ({ matricule }) => matricule.problem ?? '',
    render: ({ matricule }) => <MarkText mark={receivedMark(matricule)} />,
  },
  {
    id: 'from',
    title: words.columns.from,
    width: '2fr',
    minWidth: 170,
    sort: ({ matricule }) => matricule.at,
    render: ({ matricule }) => (
      <span className="two-lines">
        <span>{words.from(matricule.sender)}</span>
        <span className="tabular">{moment(matricule.at)}</span>
      </span>
    ),
  },
  {
    id: 'action',
    title: words.columns.action,
    width: 125,
    render: ({ row }) => (
      <span className="row-actions">
        <Button icon={ScanFace} aria-label={`${words.open} : ${recordName(row)}`} onPress={() => go(identityScreen, row.id)}>
          {words.open}
        </Button>
      </span>
    ),
  },
];

/** Matricules that other systems gave: INSi is asked from the record, one patient at a time. */
export function Received({ received, empty }: { readonly received: Worklists['received']; readonly empty: ReactNode }) {
  const lines = received.flatMap(({ row, matricules }) =>
    matricules.map((matricule) => ({ id: `${row.id} ${matricule.display}`, row, matricule })),
  );
  return (
    <Grid
      name="worklist-received"
      label={worklistsText.tabs.received}
      columns={columns}
      rows={lines}
      text={({ row }) => recordName(row)}
      onOpen={({ row }) => go(identityScreen, row.id)}
      empty={empty}
    />
  );
}
