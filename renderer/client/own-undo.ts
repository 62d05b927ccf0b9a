/**
 * Whether a field keeps Ctrl+Z for itself: as long as what it holds is not what it held at the last act. Typed and taken back
 * whole, or not typed in since, it leaves the key to the act.
 */

type TextBox = HTMLInputElement | HTMLTextAreaElement;

/** What a field held when it was first typed in, by field; begun again with each act. */
let before = new WeakMap<TextBox, string>();

const isTextBox = (target: EventTarget | null): target is TextBox =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** Notes what fields hold before they are typed in; returns the function that stops. */
export function watchFields(): () => void {
  const note = (event: InputEvent): void => {
    const { target } = event;
    if (isTextBox(target) && !before.has(target)) before.set(target, target.value);
  };
  window.addEventListener('beforeinput', note, { capture: true });
  return () => window.removeEventListener('beforeinput', note, { capture: true });
}

/** Something was done: what is typed from now on is later than it. */
export function fieldsAsTheyAre(): void {
  before = new WeakMap();
}

/** Whether Ctrl+Z there takes back something typed since the last act. */
export function hasOwnUndo(target: EventTarget | null): boolean {
  if (!isTextBox(target)) return false;
  const held = before.get(target);
  return held !== undefined && held !== target.value;
}
