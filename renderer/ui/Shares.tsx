import { useEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';

/** In hundredths of the whole. */
const [LEAST, MOST, STEP] = [10, 70, 5];
/** Share of the upper part that somebody chose, as long as the window lives. */
const remembered = new Map<string, number>();

const within = (share: number): number => Math.min(Math.max(share, LEAST), MOST);

/**
 * Two parts one above the other, and the bar that shares the height between them: dragged, or moved by the arrows, Home
 * and End; Enter or a double press gives back the height that the style sheet chose. What was chosen is remembered under `name`.
 * @param lower null: the upper part has everything.
 */
export function Shares({
  name,
  label,
  upper,
  lower,
}: {
  readonly name: string;
  /** What the bar changes. */
  readonly label: string;
  readonly upper: ReactNode;
  readonly lower: ReactNode | null;
}) {
  const { whole, share, measured, choose, ...moves } = useShare(name);
  return (
    <div
      ref={whole}
      className="shares"
      data-chosen={(share !== null && lower !== null) || undefined}
      // React types no custom property.
      style={{ '--share': `${share ?? 0}%` } as CSSProperties}
    >
      <div className="shares-upper">{upper}</div>
      {lower === null ? null : (
        <>
          <div
            className="shares-bar"
            role="separator"
            tabIndex={0}
            aria-label={label}
            aria-orientation="horizontal"
            aria-valuemin={LEAST}
            aria-valuemax={MOST}
            aria-valuenow={Math.round(share ?? within(measured))}
            onDoubleClick={() => choose(null)}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            {...moves}
          />
          {lower}
        </>
      )}
    </div>
  );
}

/** The share of the upper part: chosen, or null and as it is measured, in hundredths. */
function useShare(name: string) {
  const [share, setShare] = useState(remembered.get(name) ?? null);
  const [measured, setMeasured] = useState(LEAST);
  const whole = useRef<HTMLDivElement>(null);
  const choose = (next: number | null): void => {
    if (next === null) remembered.delete(name);
    else remembered.set(name, within(next));
    setShare(next === null ? null : within(next));
  };
  useEffect(() => {
    const box = whole.current;
    if (box === null) return undefined;
    const observer = new ResizeObserver(() => {
      const part = box.firstElementChild?.getBoundingClientRect().height ?? 0;
      setMeasured(Math.round((100 * part) / Math.max(1, box.clientHeight)));
    });
    observer.observe(box);
    if (box.firstElementChild !== null) observer.observe(box.firstElementChild);
    return () => observer.disconnect();
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const now = share ?? measured;
    const moves: Readonly<Record<string, number | null>> = {
      ArrowUp: now - STEP,
      ArrowDown: now + STEP,
      Home: LEAST,
      End: MOST,
      Enter: null,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
  };
  const onPointerMove = (event: PointerEvent): void => {
    const box = whole.current?.getBoundingClientRect();
    if (box !== undefined && event.currentTarget.hasPointerCapture(event.pointerId)) choose((100 * (event.clientY - box.top)) / box.height);
  };
  return { whole, share, measured, choose, onKeyDown, onPointerMove };
}
