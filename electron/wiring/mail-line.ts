import type { Config, MailboxConfig } from '../config/schema.ts';
import type { MssServer } from '../mss/connection.ts';
import { openSubmission, reach, type Submission } from '../mss/submit.ts';
import type { TlsTrust } from '../net/tls.ts';
import { pscError } from '../psc/errors.ts';
import type { ProbeTerms } from '../session/service-lights.ts';

const SAID_FIRST_MS = 100;

/** The line to the MSSanté operator: one kept connection for the login in force. */
export class MailLine {
  readonly #config: Config;
  readonly #trust: TlsTrust;
  #line: { readonly token: () => Promise<string>; readonly submission: Submission } | null = null;

  constructor(config: Config, trust: TlsTrust) {
    this.#config = config;
    this.#trust = trust;
  }

  to(login: { readonly mailbox: MailboxConfig; readonly token: () => Promise<string> }): Submission {
    if (this.#line?.token !== login.token) {
      this.close();
      const { mailbox, token } = login;
      this.#line = { token, submission: openSubmission(this.#server(mailbox, this.#config.mss.timeoutMs), token) };
    }
    return this.#line.submission;
  }

  /**
   * Asks the operator whether it takes the messages of a mailbox, on a connection of its own, within the terms in all.
   *
   * @param token null while nobody is logged in: the operator is asked without authentication.
   * @throws PosteError those of {@link reach}; PSC_DOWN when it is the token that does not come.
   */
  async reach(mailbox: MailboxConfig, token: (() => Promise<string>) | null, { timeoutMs, signal }: ProbeTerms): Promise<void> {
    const late = AbortSignal.timeout(timeoutMs);
    let asking = false;
    const asked = async (provide: () => Promise<string>): Promise<string> => {
      asking = true;
      const given = await provide();
      asking = false;
      return given;
    };
    try {
      // A connection that is late says itself where it stood, just before the whole probe is.
      const server = this.#server(mailbox, Math.max(timeoutMs - SAID_FIRST_MS, timeoutMs / 2));
      await reach(server, token === null ? null : () => asked(token), AbortSignal.any([signal, late]));
    } catch (thrown) {
      if (late.aborted && asking) throw pscError('PSC_DOWN', { detail: `token: ${timeoutMs} ms`, cause: thrown });
      throw thrown;
    }
  }

  #server(mailbox: MailboxConfig, timeoutMs: number): MssServer {
    return { host: mailbox.host, port: mailbox.port, mailbox: mailbox.address, trust: this.#trust, timeoutMs };
  }

  close(): void {
    void this.#line?.submission.close();
    this.#line = null;
  }
}
