import { errors, isErrorCode, type ErrorCode } from './errors/index.ts';

export type { ErrorCode };

/**
 * The one error class that crosses rooms and processes.
 *
 * `code` is stable (UPPER_SNAKE) and is what tests, the CLI and support rely on; `message` is the French
 * sentence shown to the user; `action` is the French sentence that says what they can do about it.
 */
export class PosteError extends Error {
  readonly code: ErrorCode;
  readonly action: string;
  /** Where in the input (JSON pointer, archive entry, line), when the input is at fault. */
  readonly path: string | null;
  /** Raw technical detail shown behind « Détail » (a server's code, never health data nor a secret). */
  readonly detail: string | null;

  constructor(code: ErrorCode, message: string, action: string, extra: PosteErrorExtra = {}) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = 'PosteError';
    this.code = code;
    this.action = action;
    this.path = extra.path ?? null;
    this.detail = extra.detail ?? null;
  }
}

/** Optional facts of a {@link PosteError}. */
interface PosteErrorExtra {
  readonly path?: string | null;
  readonly detail?: string | null;
  readonly cause?: unknown;
}

/** The five facts of an error that cross a process boundary. */
export interface ErrorFacts {
  readonly code: ErrorCode;
  readonly message: string;
  readonly action: string;
  readonly path: string | null;
  readonly detail: string | null;
}

/** {@link ErrorFacts} as they come from outside (another process, the data of another version): the code is not checked yet. */
export type ReceivedFacts = Omit<ErrorFacts, 'code'> & { readonly code: string };

/** Makes an error from its code; a room narrows it to its own codes: `const cardError: Fail<CardCode> = fail`. */
export type Fail<C extends ErrorCode = ErrorCode> = (
  code: C,
  extra?: PosteErrorExtra & { /** What fills the blanks of its sentences. */ readonly values?: Readonly<Record<string, string | number>> },
) => PosteError;

/** Makes an error from its code, with the sentences of the one table: `throw fail('PIN_FORMAT')`. */
export const fail: Fail = (code, extra = {}) => {
  const { message, action, values } = errors[code];
  const filled: Readonly<Record<string, string | number>> = { ...values, ...extra.values };
  const fill = (text: string): string => text.replaceAll(/\{(\w+)\}/g, (blank, name: string) => String(filled[name] ?? blank));
  return new PosteError(code, fill(message), fill(action), extra);
};

/** What the user reads of any thrown value: a {@link PosteError} as it is, anything else as an internal error. */
export function errorFacts(thrown: unknown): ErrorFacts {
  const { code, message, action, path, detail } =
    thrown instanceof PosteError
      ? thrown
      : fail('INTERNAL', { detail: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) });
  return { code, message, action, path, detail };
}

/** The facts of an error that came from outside: a code that this application does not know is INTERNAL, and named in the detail. */
export function knownFacts({ code, ...facts }: ReceivedFacts): ErrorFacts {
  if (isErrorCode(code)) return { code, ...facts };
  return { ...facts, code: 'INTERNAL', detail: [code, facts.detail].filter((part) => part !== null).join(' ') };
}

/** Rebuilds the error on the other side of a process boundary. */
export function errorFromFacts(facts: ReceivedFacts): PosteError {
  const { code, message, action, path, detail } = knownFacts(facts);
  return new PosteError(code, message, action, { path, detail });
}
