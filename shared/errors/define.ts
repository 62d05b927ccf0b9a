/** What becomes of a send that met an error, when it is not simply failed. */
export type Resend =
  /** Nothing was delivered; the same bytes leave again by themselves later. */
  | 'retry'
  /**
   * Waits for the card or the login it was validated under. A card that is the right one and is refused (CARD_FAILED,
   * NET_KEY, CERT_*) is not mended by waiting for it.
   */
  | 'wait'
  /** The service may have taken it: only the same bytes under the same identifier may follow. */
  | 'unknown';

/** What an error says of the service that was asked. */
export type Health =
  /** It refused one request, as it should: it works. */
  | 'answer'
  /** It cannot be used from here, and this is where the fault lies. */
  | 'dns'
  | 'tcp'
  | 'tls'
  | 'authentication'
  | 'service'
  /** It cannot be used from here: the fault lies where the connection stood, told by the error's detail (`at=`). */
  | 'stage'
  /** It cannot be used from here: what the gateway met says where the fault lies, the service itself when it met none. */
  | 'beneath';

/** One error, whole. */
export interface ErrorDefinition {
  /** French sentence shown to the user; `{name}` is a blank, filled when the error is made. */
  readonly message: string;
  /** French sentence that says what they can do about it; blanks as in `message`. */
  readonly action: string;
  /** What fills a blank that nothing else does. */
  readonly values?: Readonly<Record<string, string>>;
  /** Absent: a send that meets it failed, and needs a human. */
  readonly resend?: Resend;
  /** Absent: it says nothing of a service (the card, the configuration, the user, the message at hand). */
  readonly health?: Health;
}

/**
 * Declares the errors of an area, each under its stable code (UPPER_SNAKE), which tests, the CLI and support rely on. A
 * code is declared once in the application, and read from the one table (index.ts).
 */
export function defineErrors<C extends string>(errors: Readonly<Record<C, ErrorDefinition>>): Readonly<Record<C, ErrorDefinition>> {
  return errors;
}
