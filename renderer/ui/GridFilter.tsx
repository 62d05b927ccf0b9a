import { Search } from 'lucide-react';
import { common } from '../text/common.ts';
import type { GridFiltering } from './useGridFilter.ts';

/** The small field of what filters a grid: there while something is typed. */
export function GridFilter<T>({
  filtering: { field, filter, setFilter, clear, toRows },
  found,
  onEnter,
}: {
  readonly filtering: GridFiltering<T>;
  /** Rows that hold it. */
  readonly found: number;
  readonly onEnter: () => void;
}) {
  return (
    <div className="grid-filter">
      <Search size={14} />
      <input
        ref={field}
        type="search"
        aria-label={common.filter}
        autoComplete="off"
        spellCheck={false}
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        onKeyDown={(event) => {
          const act = { ArrowDown: toRows, Enter: event.repeat ? undefined : onEnter, Escape: clear }[event.key];
          // Neither the screen nor a dialog around hears what is typed here.
          event.stopPropagation();
          if (act === undefined) return;
          event.preventDefault();
          act();
        }}
      />
      <span className="tabular">{found}</span>
      <span className="visually-hidden" role="status">
        {common.filtered(found)}
      </span>
    </div>
  );
}
