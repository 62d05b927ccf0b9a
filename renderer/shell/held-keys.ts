import { isTextField } from '../ui/text-field.ts';

/** What a key presses where it has the focus, by itself: a browser does it again at each repetition. */
const PRESSED = 'button, a[href], summary, input';

/**
 * A key held down presses once: what took the focus meanwhile, and the form of a field that it has just filled, hear of
 * nothing. Spaces typed in a field are text. @returns what stops it.
 */
export function refuseHeldKeys(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    const { target } = event;
    if (!event.repeat || !(target instanceof Element)) return;
    const presses = event.key === 'Enter' || (event.key === ' ' && !isTextField(target));
    if (presses && target.closest(PRESSED) !== null) event.preventDefault();
  };
  window.addEventListener('keydown', onKey, { capture: true });
  return () => window.removeEventListener('keydown', onKey, { capture: true });
}
