import { useCallback, useState } from 'react';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { putSession } from '../../client/queries.ts';
import { useAction } from '../../ui/useAction.ts';

/** A PIN being typed. */
export interface PinEntry {
  readonly pin: string;
  /** Only digits are taken; what was said of the try before goes. */
  readonly type: (typed: string) => void;
  /** The user knows that this is the last try. */
  readonly lastTry: boolean;
  readonly acceptLastTry: (accepted: boolean) => void;
  /** Index of the situation chosen instead of the usual one; null: the usual one. */
  readonly situation: number | null;
  readonly chooseSituation: (index: number) => void;
  /** It may be given to the card. */
  readonly ready: boolean;
  readonly busy: boolean;
  readonly error: ErrorFacts | null;
  /** Opens the session, if it may be and is not being opened. */
  readonly submit: () => void;
}

/** Whether a PIN may be given to the card: never one that cannot be right, never the last try unknowingly. */
export const isReady = (pin: string, triesLeft: number | null, lastTry: boolean): boolean =>
  /^\d{4,8}$/.test(pin) && triesLeft !== 0 && (triesLeft !== 1 || lastTry);

/**
 * The PIN lives here only: emptied as soon as it is handed over, never in a cache nor in an error.
 * @param triesLeft of the card; null when it does not say.
 */
export function usePin(triesLeft: number | null): PinEntry {
  const [pin, setPin] = useState('');
  const [lastTry, setLastTry] = useState(false);
  const [situation, chooseSituation] = useState<number | null>(null);
  const { busy, error, run, clear } = useAction(
    useCallback(async (_live: () => boolean, typed: string, last: boolean, chosen: number | null) => {
      try {
        putSession(await call('session.open', { pin: typed, lastTry: last, situation: chosen }));
      } catch (thrown) {
        // The tries left changed: the card is read again before the error is shown.
        putSession(await call('session.state', null));
        throw thrown;
      }
    }, []),
  );
  const ready = isReady(pin, triesLeft, lastTry);
  return {
    pin,
    type: (typed) => {
      setPin(typed.replaceAll(/\D/g, ''));
      clear();
    },
    lastTry,
    acceptLastTry: setLastTry,
    situation,
    chooseSituation,
    ready,
    busy,
    error,
    submit: () => {
      if (!ready || busy) return;
      setPin('');
      setLastTry(false);
      void run(pin, lastTry, situation);
    },
  };
}
