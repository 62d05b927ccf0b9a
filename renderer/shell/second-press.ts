/** Between two presses of a double press, in milliseconds and pixels. */
const DOUBLE_MS = 500;
const DOUBLE_PX = 6;

/** What a press is made of: one that is refused is refused whole. */
const PARTS = ['mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'] as const;

/**
 * The second press of a double press reaches what the first one was on, or nothing: when an act has put something else
 * under the pointer in between, that is not what the person pressed. @returns what stops it.
 */
export function refuseStrayPresses(): () => void {
  let first: { readonly target: EventTarget | null; readonly at: number; readonly x: number; readonly y: number } | null = null;
  let refused = false;
  const swallow = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const onDown = (event: PointerEvent): void => {
    const { target, timeStamp: at, clientX: x, clientY: y } = event;
    const again = first !== null && at - first.at < DOUBLE_MS;
    refused = again && first?.target instanceof Element && !first.target.isConnected;
    if (!refused) first = { target, at, x, y };
    else swallow(event);
  };
  /** A pointer that went elsewhere in between presses anew. */
  const onMove = ({ clientX: x, clientY: y }: PointerEvent): void => {
    if (first !== null && Math.hypot(x - first.x, y - first.y) >= DOUBLE_PX) first = null;
  };
  const onPart = (event: Event): void => {
    if (refused && event.isTrusted) swallow(event);
  };
  /** What a key presses is no part of it. */
  const onKey = (): void => {
    refused = false;
  };
  window.addEventListener('pointermove', onMove, { capture: true, passive: true });
  window.addEventListener('pointerdown', onDown, { capture: true });
  window.addEventListener('keydown', onKey, { capture: true });
  for (const part of PARTS) window.addEventListener(part, onPart, { capture: true });
  return () => {
    window.removeEventListener('pointermove', onMove, { capture: true });
    window.removeEventListener('pointerdown', onDown, { capture: true });
    window.removeEventListener('keydown', onKey, { capture: true });
    for (const part of PARTS) window.removeEventListener(part, onPart, { capture: true });
  };
}
