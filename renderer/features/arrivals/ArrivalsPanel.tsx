import { ChevronDown, ChevronUp, X } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { PressEvent } from 'react-aria-components';
import { Button } from '../../ui/Button.tsx';
import { useLater } from '../../ui/useLater.ts';
import { ArrivalLine } from './ArrivalLine.tsx';
import { arrivals, useArrivals } from './arrivals.ts';
import { countsOf, hasRest, isOver, type Counts, type Queue } from './queue.ts';
import { arrivalsText as words } from './text.ts';
import { useKept } from './useKept.ts';
import { useOwnFocus, type OwnFocus } from './useOwnFocus.ts';
import { useReserved } from './useReserved.ts';
import { useUnfolded } from './useUnfolded.ts';

/** A summary is read aloud once it has stood for so long: files that follow each other are told once. */
const SAID_AFTER_MS = 1500;

/** What becomes of the files that arrive, over the bottom right of the window: one line each, their count, what may be asked. */
export function ArrivalsPanel() {
  const queue = useArrivals();
  const focus = useOwnFocus();
  const { kept, keep } = useKept(focus.box);
  const counts = countsOf(queue);
  const summary = useLater(words.summary(counts), SAID_AFTER_MS);
  return (
    <>
      <p role="status" className="visually-hidden">
        {summary}
      </p>
      {/* Emptied, it stays under the pointer until that leaves: a second click meets nothing of what is beneath. */}
      {counts.all > 0 || kept ? <Panel queue={queue} counts={counts} focus={focus} onCleared={keep} /> : null}
    </>
  );
}

/** @param onCleared hears that a pointer cleared it. */
function Panel({
  queue,
  counts,
  focus,
  onCleared,
}: {
  readonly queue: Queue;
  readonly counts: Counts;
  readonly focus: OwnFocus;
  readonly onCleared: () => void;
}) {
  const { lines } = queue;
  const { box, follows, acted, giveBack } = focus;
  const { unfolded, fold } = useUnfolded(lines, box);
  useReserved(box);
  return (
    <section
      ref={box}
      className="panel arrivals"
      aria-label={words.title}
      tabIndex={-1}
      {...follows}
      onKeyDown={(event) => {
        // A dialog that it opened is elsewhere in the page, and closes by itself.
        const inside = event.target instanceof Node && event.currentTarget.contains(event.target);
        if (event.key !== 'Escape' || !inside || !unfolded) return;
        event.stopPropagation();
        fold();
        giveBack();
      }}
    >
      <Head queue={queue} counts={counts} focus={focus} unfolded={unfolded} onFold={fold} onCleared={onCleared} />
      {unfolded && lines.length > 0 ? (
        // React types no custom property: the list has the height of its lines as they came, whatever they say later.
        <ul
          className="arrival-list"
          aria-label={words.list}
          style={{ '--lines': lines.length, '--asking': lines.filter(({ asks }) => asks).length } as CSSProperties}
        >
          {lines.map((line) => (
            <ArrivalLine key={line.id} line={line} queue={queue} acted={acted} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Head({
  queue,
  counts,
  focus: { acted, giveBack },
  unfolded,
  onFold,
  onCleared,
}: {
  readonly queue: Queue;
  readonly counts: Counts;
  readonly focus: OwnFocus;
  readonly unfolded: boolean;
  readonly onFold: () => void;
  readonly onCleared: () => void;
}) {
  const { over, all } = counts;
  const clear = ({ pointerType }: PressEvent): void => {
    if (pointerType !== 'keyboard' && pointerType !== 'virtual') onCleared();
    arrivals.tell({ kind: 'cleared' });
    giveBack();
  };
  return (
    <>
      <header className="panel-head">
        <h2>{words.title}</h2>
        <span className="panel-note tabular">{all === 0 ? words.none : words.brief(counts)}</span>
        <div className="panel-aside">
          {hasRest(queue) ? (
            <Button icon={X} onPress={() => acted(() => arrivals.tell({ kind: 'rest-cancelled' }))}>
              {words.cancelRest}
            </Button>
          ) : null}
          {/* Always in its place: what follows « Annuler le reste » under the pointer is nothing. */}
          <Button isDisabled={all === 0 || !queue.lines.every(isOver)} onPress={clear}>
            {words.clear}
          </Button>
          <Button
            variant="ghost"
            icon={unfolded ? ChevronDown : ChevronUp}
            aria-label={unfolded ? words.fold : words.unfold}
            aria-expanded={unfolded}
            onPress={onFold}
          />
        </div>
      </header>
      <div
        className="arrivals-progress"
        role="progressbar"
        aria-label={words.title}
        aria-valuemin={0}
        aria-valuemax={Math.max(all, 1)}
        aria-valuenow={over}
        aria-valuetext={words.progress(counts)}
      >
        <span style={{ width: `${all === 0 ? 0 : (100 * over) / all}%` }} />
      </div>
    </>
  );
}
