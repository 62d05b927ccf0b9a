import { GitCompareArrows } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { PatientRow } from '../../../shared/contract/patients.ts';
import type { ConflictView, Worklists } from '../../../shared/contract/worklists.ts';
import { queryClient } from '../../client/queries.ts';
import { conflictText as words, worklistsText } from './text.ts';
import { birthDay } from '../../ui/birth-day.ts';
import { Grid } from '../../ui/Grid.tsx';
import type { GridColumn } from '../../ui/gridColumn.ts';
import { moment } from '../../ui/moment.ts';
import { recordName } from '../../ui/record-name.ts';
import { tell } from '../../ui/Toasts.tsx';
import { ConflictPanel } from './ConflictPanel.tsx';
import { keepPlace, lastPlace } from './place.ts';
import { useListFocus } from './useListFocus.ts';

/** One of the two sides, as the list tells it from the other. */
interface Side {
  readonly name: string;
  readonly birthDate: string;
  readonly number: string | null;
}

const sideOf = (row: PatientRow): Side => ({ name: recordName(row), birthDate: row.birthDate, number: row.ipp });
const cameOf = ({ birthName, birthFirstNames, birthDate, ipp }: NonNullable<ConflictView['incoming']>): Side => ({
  name: `${birthName} ${birthFirstNames}`,
  birthDate,
  number: ipp,
});

/** Who the contradiction is about: its record, else what came. */
const whoOf = ({ rows: [row], incoming }: ConflictView): Side | null =>
  row !== undefined ? sideOf(row) : incoming === null ? null : cameOf(incoming);
const nameOf = (conflict: ConflictView): string => whoOf(conflict)?.name ?? words.nobody;

/** Who it is compared with: what came, or the other record. */
const otherOf = ({ rows: [first, second], incoming }: ConflictView): Side | null => {
  if (first === undefined) return null;
  if (incoming !== null) return cameOf(incoming);
  return second === undefined ? null : sideOf(second);
};

/** Two lines of words, and one that tells the other side. */
const ROW_HEIGHT = 64;

const columns: readonly GridColumn<ConflictView>[] = [
  {
    id: 'name',
    title: words.columns.record,
    width: '1fr',
    minWidth: 180,
    sort: nameOf,
    render: (conflict) => {
      const who = whoOf(conflict);
      return (
        <span className="two-lines">
          <strong>{nameOf(conflict)}</strong>
          {who === null ? null : (
            <span className="tabular">
              {birthDay(who.birthDate)}
              {who.number === null ? '' : ` · ${who.number}`}
            </span>
          )}
          <span className="tabular">{moment(conflict.at)}</span>
        </span>
      );
    },
  },
  {
    id: 'why',
    title: words.columns.why,
    width: '2fr',
    minWidth: 180,
    sort: ({ at }) => at,
    render: (conflict) => {
      const other = otherOf(conflict);
      return (
        <span className="two-lines">
          <span className="conflict-why" title={conflict.message}>
            {conflict.message}
          </span>
          {other === null ? null : <span className="tabular">{words.side(other.name, birthDay(other.birthDate), other.number)}</span>}
        </span>
      );
    },
  },
];

type Done = keyof typeof words.done;

/** The contradictions, and the one that is chosen beside its other side. Nothing is shown that was not chosen. */
export function Conflicts({ conflicts, empty }: { readonly conflicts: Worklists['conflicts']; readonly empty: ReactNode }) {
  const { box, toLine, toPanel, toNext } = useListFocus();
  const [selected, setSelected] = useState(lastPlace().conflict);
  const [done, setDone] = useState<Done | null>(null);
  const chosen = conflicts.find(({ id }) => id === selected) ?? null;
  const choose = (id: string): void => {
    keepPlace({ conflict: id });
    setSelected(id);
    setDone(null);
  };
  /** The list keeps its place: the focus goes to the line that took the place of the settled one; nothing of it is chosen. */
  const onDone = async (how: Done): Promise<void> => {
    keepPlace({ conflict: null });
    setSelected(null);
    setDone(how);
    tell(words.done[how], 'quiet');
    await queryClient.invalidateQueries({ queryKey: ['worklists.get'] });
    toNext();
  };
  return (
    <div className="conflicts" data-empty={conflicts.length === 0 || undefined} ref={box}>
      <Grid
        name="worklist-conflicts"
        label={worklistsText.tabs.conflicts}
        columns={columns}
        rows={conflicts}
        text={nameOf}
        selected={chosen?.id ?? null}
        onSelect={choose}
        onOpen={({ id }) => {
          choose(id);
          toPanel();
        }}
        rowHeight={ROW_HEIGHT}
        empty={empty}
      />
      {conflicts.length === 0 ? null : chosen === null ? (
        <NoneChosen done={done} />
      ) : (
        <ConflictPanel key={chosen.id} conflict={chosen} onDone={onDone} onLeave={toLine} />
      )}
    </div>
  );
}

/** In the place of the panel: what to choose one for. @param done what was just done of the one before */
function NoneChosen({ done }: { readonly done: Done | null }) {
  return (
    <div className="conflict-none">
      <GitCompareArrows size={32} strokeWidth={1.5} />
      {done === null ? null : (
        <p>
          <strong>{words.done[done]}</strong>
        </p>
      )}
      <p>
        <strong>{words.none}</strong>
      </p>
      <p>{words.noneHelp}</p>
    </div>
  );
}
