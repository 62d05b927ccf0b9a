import type { Config, MailboxConfig } from '../config/schema.ts';
import { openSubmission, type Submission } from '../mss/submit.ts';
import type { TlsTrust } from '../net/tls.ts';
import { identityCheck, noneRevoked } from '../pki/revocations.ts';

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
      const { caPem, revocations = noneRevoked } = this.#trust;
      const server = { host: mailbox.host, port: mailbox.port, mailbox: mailbox.address, trust: caPem, checkServerIdentity: identityCheck(revocations), timeoutMs: this.#config.mss.timeoutMs };
      this.#line = { token, submission: openSubmission(server, token) };
    }
    return this.#line.submission;
  }

  close(): void {
    void this.#line?.submission.close();
    this.#line = null;
  }
}
