import { useImperativeHandle, useRef, type Ref, type UIEvent } from 'react';
import type { WaitingRow } from '../../../shared/contract/documents.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import type { Step } from '../../ui/stepKeys.ts';
import { useKeptScroll } from '../../ui/useListPlace.ts';
import { isHanded } from '../documents/public.ts';
import { byPatient } from './placed.ts';
import { validationText as words } from './text.ts';
import { useListKeys } from './useListKeys.ts';
import { GoneRow, HandedRow, WaitingLine, type Problem } from './WaitingLine.tsx';

/** Pixels before the end of what was read at which the rest is asked for. */
const AHEAD = 400;

/** Its text names another person: that is said before anything is validated. */
const whoFirst = ({ otherPerson }: WaitingRow): Problem | null =>
  otherPerson === null ? null : { message: words.names(otherPerson.name), action: words.whoFirst };

interface WaitingListProps {
  readonly rows: readonly WaitingRow[];
  /** Whether it is there to be decided by whoever looks. */
  readonly waits: (id: string) => boolean;
  readonly shown: string | null;
  readonly selected: ReadonlySet<string>;
  readonly problems: ReadonlyMap<string, ErrorFacts>;
  readonly more: (() => void) | null;
  readonly steps: Ref<Step>;
  readonly onShow: (id: string) => void;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly onFix: (id: string) => void;
}

/**
 * The documents that wait, patient by patient (WAI-ARIA grid): one tab stop; arrows, J and K go from one to
 * the next and show it, space selects it, Ctrl+A all of them.
 */
export function WaitingList({ rows, waits, shown, selected, problems, more, steps, onShow, onSelect, onFix }: WaitingListProps) {
  const box = useRef<HTMLDivElement>(null);
  const scroll = useKeptScroll('waiting');
  const at = rows.findIndex(({ id }) => id === shown);
  const home = rows[at] ?? rows[0];
  const goTo = (rank: number, { focus } = { focus: true }): void => {
    const row = rows[rank];
    if (row === undefined) return;
    onShow(row.id);
    const line = box.current?.querySelector<HTMLElement>(`[data-row="${row.id}"]`);
    if (focus) line?.focus({ preventScroll: true });
    line?.scrollIntoView({ block: 'nearest' });
  };
  useImperativeHandle(steps, () => (by, options) => goTo(at + by, options));
  const toggle = (id: string): void => {
    if (waits(id)) onSelect(new Set(selected.has(id) ? [...selected].filter((one) => one !== id) : [...selected, id]));
  };
  const onKeyDown = useListKeys({
    ids: rows.map(({ id }) => id),
    at,
    goTo,
    onToggle: toggle,
    onAll: () => onSelect(new Set(rows.filter(({ id }) => waits(id)).map(({ id }) => id))),
  });
  const onScroll = (event: UIEvent<HTMLElement>): void => {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
    scroll.onScroll(event);
    if (scrollHeight - scrollTop - clientHeight < AHEAD) more?.();
  };
  return (
    <div
      ref={(element) => {
        box.current = element;
        scroll.box(element);
      }}
      className="waiting-list"
      role="grid"
      aria-label={words.title}
      aria-multiselectable="true"
      onKeyDown={onKeyDown}
      onScroll={onScroll}
    >
      {byPatient(rows).map(({ patientId, rows: own }) => (
        <div key={patientId} role="rowgroup">
          <PatientLine rows={own} waiting={own.filter(({ id }) => waits(id)).length} />
          {own.map((row) => {
            const place = { row, shown: row.id === shown, reached: row.id === home?.id, onShow };
            if (isHanded(row)) return <HandedRow key={row.id} {...place} />;
            if (!waits(row.id)) return <GoneRow key={row.id} {...place} />;
            const state = { selected: selected.has(row.id), problem: problems.get(row.id) ?? whoFirst(row) };
            return <WaitingLine key={row.id} {...place} {...state} onToggle={toggle} onFix={onFix} />;
          })}
        </div>
      ))}
    </div>
  );
}

/** Of whom the rows below are. */
function PatientLine({ rows: [first], waiting }: { readonly rows: readonly WaitingRow[]; readonly waiting: number }) {
  if (first === undefined) return null;
  const { name, sex, age } = first.patient;
  return (
    <div role="row" className="waiting-patient">
      <span role="rowheader">
        <strong>{name}</strong>{' '}
        <span className="quiet">
          {words.sex[sex]} · {age}
        </span>
      </span>
      <span role="gridcell" className="tabular">
        {waiting === 0 ? null : waiting}
      </span>
    </div>
  );
}
