/** What may take the focus of something inside it that is gone. */
const AROUND = '[role=dialog], [role=grid], section, form, main';

const DIALOG = '[role=dialog]';

/** Frames that the screen has to send the focus where it wants. */
const FRAMES = 4;

/**
 * The focus never falls to the page: when what had it is gone or cannot have it any more, it goes to what had it before
 * the dialog that closed, to the heading of the nearest part of the window that was around it and is still there, else
 * to the content. Whatever the screen itself does about it comes first. @returns what stops it.
 */
export function keepFocus(): () => void {
  /** What has the focus or had it last, then everything around it. */
  let path: readonly Element[] = document.activeElement === null ? [] : [...upwards(document.activeElement)];
  /** What had the focus before each dialog took it. */
  const openers = new WeakMap<Element, HTMLElement>();
  let asked = 0;
  const note = (event: FocusEvent): void => {
    if (!(event.target instanceof Element)) return;
    const dialog = event.target.closest(DIALOG);
    const [before] = path;
    if (dialog !== null && !openers.has(dialog) && before instanceof HTMLElement) openers.set(dialog, before);
    path = [...upwards(event.target)];
  };
  const look = (): void => {
    asked = 0;
    const [had] = path;
    if (document.activeElement !== document.body || had === undefined || holds(had)) return;
    const closed = path.find((one) => !one.isConnected && one.matches(DIALOG));
    const opener = closed === undefined ? undefined : openers.get(closed);
    const to = opener !== undefined && holds(opener) ? opener : landing(path.find((one) => one.isConnected && one.matches(AROUND)) ?? null);
    to?.focus({ preventScroll: true });
  };
  const inFrames = (left: number): void => {
    asked = requestAnimationFrame(() => (left === 1 ? look() : inFrames(left - 1)));
  };
  // Once what draws the change has sent the focus where it wants: a dialog gives it back in the frame after it closes, what is
  // disabled loses it at the next drawing, and a panel whose button is gone waits for both.
  const later = (): void => {
    const { activeElement: has } = document;
    // Where it is well there is nothing to wait for: each frame asked for costs a list that is being typed for one more turn of the page.
    if (asked === 0 && (has === null || has === document.body || !holds(has))) inFrames(FRAMES);
  };
  const observer = new MutationObserver(later);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'inert'] });
  document.addEventListener('focusin', note);
  return () => {
    observer.disconnect();
    cancelAnimationFrame(asked);
    document.removeEventListener('focusin', note);
  };
}

/** Whether it could have the focus again: somebody took it away by a press beside everything. */
const holds = (had: Element): boolean =>
  had.isConnected && !had.matches(':disabled') && had.closest('[inert]') === null && had.checkVisibility({ visibilityProperty: true });

function* upwards(from: Element): Generator<Element> {
  for (let one: Element | null = from; one !== null; one = one.parentElement) yield one;
}

/** What a part of the window has to be decided next. */
const NEXT = '[data-next]';

/** The row of a list that the Tab key reaches, what is to be decided next, or a heading made able to take the focus; the content of the window where there is none. */
function landing(around: Element | null): HTMLElement | null {
  if (around?.matches('[role=grid]') === true)
    return around.querySelector<HTMLElement>('[tabindex="0"]') ?? landing(around.closest('section'));
  const next = around?.querySelector<HTMLElement>(NEXT) ?? null;
  if (next !== null && around?.matches('main') === false) return next;
  const heading = around?.querySelector<HTMLElement>('h1, h2, h3') ?? null;
  if (heading === null || around?.matches('main') === true) return document.getElementById('contenu');
  heading.tabIndex = -1;
  return heading;
}
