/**
 * The one error class that crosses rooms and processes.
 *
 * `code` is stable (UPPER_SNAKE) and is what tests, the CLI and support rely on; `message` is the French
 * sentence shown to the user; `action` is the French sentence that says what they can do about it.
 */
export class PosteError extends Error {
  readonly code: string;
  readonly action: string;
  /** Where in the input (JSON pointer, archive entry, line), when the input is at fault. */
  readonly path: string | null;
  /** Raw technical detail shown behind « Détail » (a server's code, never health data nor a secret). */
  readonly detail: string | null;

  constructor(code: string, message: string, action: string, extra: PosteErrorExtra = {}) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = 'PosteError';
    this.code = code;
    this.action = action;
    this.path = extra.path ?? null;
    this.detail = extra.detail ?? null;
  }
}

/** Optional facts of a {@link PosteError}. */
export interface PosteErrorExtra {
  readonly path?: string | null;
  readonly detail?: string | null;
  readonly cause?: unknown;
}

/** The four facts of an error that cross a process boundary. */
export interface ErrorFacts {
  readonly code: string;
  readonly message: string;
  readonly action: string;
  readonly path: string | null;
  readonly detail: string | null;
}

/** The sentence and the advice of each code of a room. */
export type ErrorCatalogue = Readonly<Record<string, readonly [message: string, action: string]>>;

/**
 * Makes the error factory of a room from its catalogue: `const fail = errorFactory({...}); throw fail('PIN_WRONG')`.
 * `{name}` in a sentence is replaced by `values.name`.
 */
export function errorFactory<C extends ErrorCatalogue>(catalogue: C) {
  return (
    code: keyof C & string,
    extra: PosteErrorExtra & { readonly values?: Readonly<Record<string, string | number>> } = {},
  ): PosteError => {
    const [message, action] = catalogue[code] ?? [code, ''];
    const fill = (text: string): string =>
      text.replaceAll(/\{(\w+)\}/g, (whole, key: string) => String(extra.values?.[key] ?? whole));
    return new PosteError(code, fill(message), fill(action), extra);
  };
}

/** What the user reads of any thrown value: a {@link PosteError} as it is, anything else as an internal error. */
export function errorFacts(thrown: unknown): ErrorFacts {
  if (thrown instanceof PosteError) {
    return {
      code: thrown.code,
      message: thrown.message,
      action: thrown.action,
      path: thrown.path,
      detail: thrown.detail,
    };
  }
  return {
    code: 'INTERNAL',
    message: 'Une erreur interne est survenue.',
    action: 'Recommencez ; si elle se répète, transmettez le détail au support.',
    path: null,
    detail: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
  };
}

/** Rebuilds the error on the other side of a process boundary. */
export function errorFromFacts(facts: ErrorFacts): PosteError {
  return new PosteError(facts.code, facts.message, facts.action, { path: facts.path, detail: facts.detail });
}
