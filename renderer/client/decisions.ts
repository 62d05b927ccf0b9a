import { useSyncExternalStore } from 'react';
import { attempt } from './session.ts';

/** What was decided, as it was shown then: a second press on the same picture is not a second decision. */
let decided: ReadonlyMap<string, string> = new Map();
const listeners = new Set<() => void>();

function set(value: ReadonlyMap<string, string>): void {
  decided = value;
  for (const listener of listeners) listener();
}

const listen = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/**
 * Does something once about what is shown, until it is shown otherwise or the act fails; an error is told in passing.
 * @param shown what changes once the decision is drawn (a row's last change).
 */
export async function decide(about: string, shown: string, act: () => Promise<void>): Promise<void> {
  if (decided.get(about) === shown) return;
  set(new Map([...decided, [about, shown]]));
  await attempt(async () => {
    try {
      await act();
    } catch (thrown) {
      set(new Map([...decided].filter(([other]) => other !== about)));
      throw thrown;
    }
  });
}

/** Whether a decision about it is under way, or made and not drawn yet. */
export function useDecided(about: string, shown: string): boolean {
  return useSyncExternalStore(listen, () => decided.get(about) === shown);
}
