import { CheckCheck, TriangleAlert, UserRoundCheck } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { DocumentRow, WaitingRow } from '../../../shared/contract/documents.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { useAnswer } from '../../client/queries.ts';
import { typeset } from '../../text/typography.ts';
import { Button } from '../../ui/Button.tsx';
import { frenchDate } from '../../ui/format.ts';
import { useNow } from '../../ui/useNow.ts';
import { validationText as words } from './text.ts';

/** Why a document stays: the sentence, and what to do. */
export type Problem = Pick<ErrorFacts, 'message' | 'action'>;

interface LineProps {
  readonly row: WaitingRow;
  readonly shown: boolean;
  /** The one that the Tab key reaches. */
  readonly reached: boolean;
  readonly onShow: (id: string) => void;
}

/** A document that waits: selected or not, and why it was refused if it was. */
export function WaitingLine({
  selected,
  problem,
  onToggle,
  onFix,
  ...line
}: LineProps & {
  readonly selected: boolean;
  readonly problem: Problem | null;
  readonly onToggle: (id: string) => void;
  readonly onFix: (id: string) => void;
}) {
  const { row } = line;
  const title = titleOf(row);
  return (
    <Line
      {...line}
      selected={selected}
      mark={<input type="checkbox" tabIndex={-1} checked={selected} aria-label={words.select(title)} onChange={() => onToggle(row.id)} />}
      note={noteOf(row)}
    >
      {problem === null ? null : (
        <div className="waiting-problem">
          <TriangleAlert size={15} />
          <p>{typeset(`${problem.message} ${problem.action}`.trim())}</p>
          <Button variant="ghost" aria-label={words.fixOf(title)} onPress={() => onFix(row.id)}>
            {words.fix}
          </Button>
        </div>
      )}
    </Line>
  );
}

/** What a row says of where it stands. */
function noteOf({ typeLabel, prepared, returned, addedBy }: WaitingRow): string {
  const type = typeLabel ?? words.noType;
  if (prepared !== null) return prepared.forMe ? words.prepared(type, prepared.by) : words.handed(type, prepared.for);
  return returned === null ? words.added(type, addedBy) : words.returned(type, returned.by);
}

/** A document that was handed over: it waits for somebody else. */
export function HandedRow(line: LineProps) {
  return <Line {...line} selected={false} mark={<UserRoundCheck size={18} />} note={noteOf(line.row)} />;
}

/** A document that does not wait any more, in its place as long as the room is open. Nothing is drawn of one that is gone. */
export function GoneRow({ row, ...line }: LineProps) {
  const { patientId, id } = row;
  const now = useOver(patientId, id);
  if (now === null) return null;
  const leaving = now?.sends.flatMap(({ leavesAt }) => (leavesAt === null ? [] : [Date.parse(leavesAt)])) ?? [];
  return (
    <Line
      {...line}
      row={row}
      selected={false}
      gone
      mark={<CheckCheck size={18} />}
      note={
        <>
          {now === undefined ? null : <strong>{now.status === 'draft' ? words.givenBack : words.validated}</strong>}
          {leaving.length === 0 ? null : <Leaves at={Math.min(...leaving)} />}
        </>
      }
    />
  );
}

/**
 * What became of a document that does not wait any more, asked once: whatever else becomes of it is shown elsewhere, and the
 * sends of a whole lot would have each of its rows ask again. Undefined before the answer.
 */
function useOver(patientId: string, id: string): DocumentRow | null | undefined {
  const [over, keep] = useState<DocumentRow | null>();
  const asked = useAnswer('documents.get', { patientId, id }, { staleTime: 0, enabled: over === undefined });
  if (over === undefined && asked.isFetchedAfterMount && !asked.isFetching && asked.data !== undefined) keep(asked.data);
  return over;
}

function Leaves({ at }: { readonly at: number }) {
  const left = at - useNow(500).getTime();
  return left <= 0 ? null : <span className="tabular"> · {words.leavesIn(Math.ceil(left / 1000))}</span>;
}

const titleOf = ({ form }: WaitingRow): string => (form.title === '' ? words.noTitle : form.title);

function Line({
  row,
  shown,
  reached,
  selected,
  gone = false,
  mark,
  note,
  children,
  onShow,
}: LineProps & {
  readonly selected: boolean;
  readonly gone?: boolean;
  readonly mark: ReactNode;
  readonly note: ReactNode;
  readonly children?: ReactNode;
}) {
  const label = `waiting-${row.id}`;
  const line = useRef<HTMLDivElement>(null);
  // What is shown has the focus, unless something of the window has it.
  useEffect(() => {
    const held = document.activeElement;
    if (shown && (held === document.body || held?.id === 'contenu')) line.current?.focus({ preventScroll: true });
  }, [shown]);
  return (
    <div
      ref={line}
      role="row"
      className="waiting-line"
      data-row={row.id}
      data-gone={gone || undefined}
      aria-selected={selected}
      aria-current={shown || undefined}
      aria-labelledby={label}
      tabIndex={reached ? 0 : -1}
      onPointerDown={(event) => {
        if (event.button === 0) onShow(row.id);
      }}
    >
      <span role="gridcell" className="waiting-mark">
        {mark}
      </span>
      <div role="gridcell" className="waiting-words">
        <span className="two-lines">
          <strong id={label}>{titleOf(row)}</strong>
          <span>{note}</span>
        </span>
        {children}
      </div>
      <span role="gridcell" className="tabular waiting-date">
        {frenchDate(row.form.date).slice(0, 5)}
      </span>
    </div>
  );
}
