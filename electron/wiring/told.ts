import type { EventName, EventPayload } from '../../shared/contract/index.ts';
import { errorFacts } from '../../shared/errors.ts';
import { encodeEvent } from '../ipc/bridge.ts';

type Listener = (name: string, payload: string) => void;

/** Everything the application says without being asked, to whoever listens. */
export class Events {
  readonly #listeners = new Set<Listener>();

  /** @returns what ends it. */
  on(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readonly emit = <N extends EventName>(name: N, payload: EventPayload<N>): void => {
    if (this.#listeners.size === 0) return;
    // What is told is done: a window that is gone keeps nobody from going on, nor from hearing it.
    const reported = (act: () => void): void => {
      try {
        act();
      } catch (thrown) {
        report(`event ${name}`, thrown);
      }
    };
    reported(() => {
      const text = encodeEvent(name, payload);
      for (const listener of this.#listeners) reported(() => listener(name, text));
    });
  };
}

/** Says what went wrong where nobody waits for an answer: stable codes only, for messages and stacks may hold what a screen showed. */
export function report(where: string, thrown: unknown): void {
  const { code } = errorFacts(thrown);
  const place = thrown instanceof Error && code === 'INTERNAL' ? ` ${thrown.name} ${firstFrame(thrown)}` : '';
  process.stderr.write(`[${where}] ${code}${place}\n`);
}

/** What says it of one place. */
export const reportOf =
  (where: string) =>
  (thrown: unknown): void =>
    report(where, thrown);

/** Where an error was thrown; its message, which may take several lines, is skipped. */
function firstFrame(error: Error): string {
  return (
    error.stack
      ?.split('\n')
      .find((line) => /^ {4}at /.test(line))
      ?.trim() ?? ''
  );
}
