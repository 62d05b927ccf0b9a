import { Check, CircleX, Info, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button } from './Button.tsx';
import { common } from '../text/common.ts';
import { typeset } from '../text/typography.ts';

/** A short message; never health content (renderer/README 3). */
interface Toast {
  readonly id: number;
  readonly tone: 'ok' | 'bad' | 'info' | 'quiet';
  readonly text: string;
}

const LIFE_MS = 5000;
let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(value: readonly Toast[]): void {
  toasts = value;
  for (const listener of listeners) listener();
}

const dismiss = (id: number): void => set(toasts.filter((toast) => toast.id !== id));

/**
 * Tells something in passing. An error stays until it is closed or the screen changes; the rest leaves by itself; `quiet` is only read aloud,
 * for what the screen already shows.
 */
export function tell(text: string, tone: Toast['tone'] = 'ok'): void {
  const id = next;
  next += 1;
  set([...toasts.slice(-3), { id, tone, text }]);
  if (tone !== 'bad') setTimeout(() => dismiss(id), LIFE_MS);
}

let toldTo: string | null = null;

/** Says who is there: somebody else reads nothing of what was told before them. */
export function toastsOf(person: string): void {
  if (toldTo !== null && toldTo !== person) set([]);
  toldTo = person;
}

let shownAt = '';

/** Says where the window is: an error told elsewhere is about what is no longer on screen, and goes. */
export function toastsAt(place: string): void {
  if (place === shownAt) return;
  shownAt = place;
  set(toasts.filter((toast) => toast.tone !== 'bad'));
}

const listen = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

const icons = { ok: Check, bad: CircleX, info: Info } as const;

/** Where the toasts are shown and read aloud. */
export function Toasts() {
  const shown = useSyncExternalStore(listen, () => toasts);
  return (
    <div className="toasts" role="status" aria-live="polite" data-react-aria-top-layer="true">
      {shown.map((toast) => {
        if (toast.tone === 'quiet')
          return (
            <p key={toast.id} className="visually-hidden">
              {toast.text}
            </p>
          );
        const Icon = icons[toast.tone];
        return (
          <div key={toast.id} className="toast" data-tone={toast.tone === 'info' ? 'wait' : toast.tone}>
            <Icon size={16} />
            <span>{typeset(toast.text)}</span>
            <Button variant="ghost" icon={X} aria-label={common.close} onPress={() => dismiss(toast.id)} />
          </div>
        );
      })}
    </div>
  );
}
