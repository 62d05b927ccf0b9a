import type { PosteError } from '../../shared/errors.ts';
import { netError } from './errors.ts';
import type { HttpRequest } from './types.ts';

/** How an exchange ends: once, by its answer, its failure, a silence or the caller's signal. */
export interface Ending<T> {
  readonly answer: Promise<T>;
  readonly over: () => boolean;
  readonly done: (value: T) => void;
  /** The first reason is the true one: dropping the connection raises others. */
  readonly fail: (error: PosteError) => void;
  /** Something came or went: the silence is counted from now. */
  readonly alive: () => void;
}

interface EndingPorts {
  /** Why a silence ends it; null when something moved meanwhile. */
  readonly silence: () => PosteError | null;
  /** Whether any byte may have reached the server. */
  readonly sent: () => boolean;
  readonly drop: () => void;
}

/** @throws PosteError NET_ABORTED when the signal was given before anything left */
export function ending<T>(
  { timeoutMs, signal, fresh = false }: Pick<HttpRequest, 'timeoutMs' | 'signal' | 'fresh'>,
  { silence, sent, drop }: EndingPorts,
): Ending<T> {
  if (signal?.aborted === true) throw netError('NET_ABORTED', false, null);
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  let over = false;
  const end = (finish: () => void): void => {
    if (over) return;
    over = true;
    clearTimeout(idle);
    signal?.removeEventListener('abort', aborted);
    finish();
  };
  const fail = (error: PosteError): void =>
    end(() => {
      reject(error);
      drop();
    });
  const late = (): void => {
    const error = silence();
    if (error === null) idle = setTimeout(late, timeoutMs);
    else fail(error);
  };
  const aborted = (): void => fail(netError('NET_ABORTED', sent(), null));
  let idle = setTimeout(late, timeoutMs);
  signal?.addEventListener('abort', aborted);
  const alive = (): void => {
    if (over || fresh) return;
    clearTimeout(idle);
    idle = setTimeout(late, timeoutMs);
  };
  return { answer: promise, over: () => over, done: (value) => end(() => resolve(value)), fail, alive };
}
