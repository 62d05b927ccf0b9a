import { session, type Certificate, type Session } from 'electron';
import { X509Certificate } from 'node:crypto';
import { fail, PosteError, type ErrorCode } from '../../../shared/errors.ts';
import { netError } from '../../net/errors.ts';
import { tlsLimits } from '../../net/tls.ts';
import type { HttpRequest, HttpResponse } from '../../net/types.ts';
import { someAuthority } from '../../pki/authorities.ts';
import { noneRevoked, type Revocations } from '../../pki/revocations.ts';
import { serviceFlaw } from '../../pki/service.ts';
import type { StoreIdentity, StoreTransport } from '../types.ts';
import { hostOf, lend, sameCertificate, takeBack, type Lender } from './client-certificate.ts';
import { exchange, type Exchange } from './exchange.ts';

const MAX_BYTES = 64 * 1024 * 1024;
/** Chromium's own verdicts that we take over: trusted, or trusted by nobody it knows (net/base/net_error_list.h). */
const JUDGED_BY_US: ReadonlySet<number> = new Set([0, -202]);
/** Answers to `setCertificateVerifyProc`. */
const ACCEPTED = 0;
const REFUSED = -2;

/** What says nothing of anybody's certificate. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['NET_DNS', 'NET_REFUSED', 'NET_TIMEOUT', 'NET_CUT']);

/** Partitions are never used again: Chromium keeps in each the certificate it chose and the verdicts it was given. */
let partitions = 0;

/** What one partition of the network stack knows. */
interface Line {
  readonly session: Session;
  /** The lists that its verdicts follow. */
  readonly revocations: Revocations;
  /** Hosts whose handshake with the card's certificate was seen through, or is under way. */
  readonly introduced: Map<string, Promise<void>>;
  /** Hosts whose own certificate was accepted. */
  readonly accepted: Set<string>;
  /** Hosts to which the card's certificate was given. */
  readonly presented: Set<string>;
}

interface Running {
  readonly exchange: Exchange;
  readonly line: Line;
  readonly host: string;
  /** False for the bare question. */
  readonly sent: boolean;
}

/**
 * Mutual TLS by Electron's `net` and the system's certificate store (electron/README 12): the card's certificate
 * and no other, the trust file and nothing else, TLS 1.2 at most when the card has no RSA-PSS.
 *
 * **Nothing of a request leaves before the certificate was chosen for its service.** Electron asks `app` for a
 * certificate only when the store has some to offer, and goes on without any when it has none: each service is first
 * asked a bare question (GET, nothing in it), whose handshake settles the matter.
 *
 * Errors: those of {@link StoreTransport}, and CARD_CERT_NOT_IN_STORE (nothing was sent).
 */
export function storeTls(identity: StoreIdentity): StoreTransport {
  return new StoreTls(identity);
}

class StoreTls implements StoreTransport, Lender {
  readonly #identity: StoreIdentity;
  readonly #running = new Set<Running>();
  #pin: string | null;
  #line: Line | null = null;
  #locked = false;

  constructor(identity: StoreIdentity) {
    this.#identity = identity;
    this.#pin = identity.pin;
    lend(this);
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    if (new URL(request.url).protocol !== 'https:') throw netError('NET_TLS', false, 'not https');
    this.#refuseIfOver(request.signal);
    someAuthority(this.#identity.authorities);
    const line = this.#open();
    await orAborted(this.#introduce(line, request), request.signal);
    this.#refuseIfOver(request.signal);
    return await this.#begin(line, request, true).answer;
  }

  lock(): void {
    if (this.#locked) return;
    this.#locked = true;
    this.#pin = null;
    takeBack(this);
    const lines = new Set([...this.#running].map(({ line }) => line));
    for (const { exchange: one, sent } of this.#running) one.fail(netError('NET_CUT', sent, 'locked'));
    this.#retire();
    for (const line of lines) void line.session.closeAllConnections();
  }

  close(): Promise<void> {
    this.lock();
    return Promise.resolve();
  }

  choose(host: string, offered: readonly Certificate[]): Certificate | null {
    // Only whom we are speaking to right now.
    const speaking = [...this.#running].filter((one) => one.host === host);
    if (speaking.length === 0) return null;
    const found = sameCertificate(this.#identity.certificate, offered);
    if (found === null)
      this.#failAll(speaking, (sent) =>
        sent ? netError('NET_CUT', true, 'certificate gone from the store') : notInStore(`${offered.length} offered`),
      );
    else for (const { line } of speaking) line.presented.add(host);
    return found;
  }

  /** Once, to the card's own token: a wrong PIN costs a try, and another token's tries are not ours to spend. */
  pinFor(token: string, isRetry: boolean): string {
    const pin = this.#pin;
    if (isRetry || pin === null || token !== this.#identity.tokenLabel) return '';
    this.#pin = null;
    return pin;
  }

  #refuseIfOver(signal: AbortSignal | undefined): void {
    if (this.#locked) throw netError('NET_LOCKED', false, null);
    if (signal?.aborted === true) throw netError('NET_ABORTED', false, null);
  }

  /** New lists are for new connections: those of the former line end with their exchanges. */
  #open(): Line {
    const revocations = (this.#identity.revocations ?? noneRevoked)();
    if (this.#line !== null && this.#line.revocations === revocations) return this.#line;
    this.#retire();
    partitions += 1;
    const line: Line = {
      session: session.fromPartition(`poste-sante-tls-${partitions}`, { cache: false }),
      revocations,
      introduced: new Map(),
      accepted: new Set(),
      presented: new Set(),
    };
    const { maxVersion } = tlsLimits(this.#identity);
    line.session.setSSLConfig({ minVersion: 'tls1.2', maxVersion: maxVersion === 'TLSv1.2' ? 'tls1.2' : 'tls1.3' });
    line.session.setCertificateVerifyProc(({ hostname, certificate, errorCode }, decide) => {
      const flaw = this.#flawOf(line, hostname, certificate, errorCode);
      if (flaw === null) line.accepted.add(hostname);
      else
        this.#failAll(
          [...this.#running].filter((one) => one.line === line && nameOf(one.host) === hostname),
          (sent) => netError('NET_TLS', sent, flaw),
        );
      decide(flaw === null ? ACCEPTED : REFUSED);
    });
    this.#line = line;
    return line;
  }

  #flawOf(line: Line, host: string, certificate: Certificate, errorCode: number): string | null {
    if (!JUDGED_BY_US.has(errorCode)) return `chromium ${errorCode}`;
    try {
      return serviceFlaw(new X509Certificate(certificate.data).raw, host, {
        authorities: this.#identity.authorities,
        revocations: line.revocations,
        now: new Date(),
      });
    } catch {
      return 'unreadable certificate';
    }
  }

  /** The bare question that settles which certificate is presented. One at a time for a service, shared by its requests. */
  #introduce(line: Line, { url, timeoutMs }: HttpRequest): Promise<void> {
    const host = hostOf(url);
    const known = line.introduced.get(host);
    if (known !== undefined) return known;
    const made = this.#ask(line, host, { url, method: 'GET', headers: {}, body: null, timeoutMs }).catch((thrown: unknown) => {
      line.introduced.delete(host);
      // A choice and a verdict are remembered by the partition: after a refusal the next attempt has another.
      if (this.#line === line && !(thrown instanceof PosteError && PASSING.has(thrown.code))) this.#retire();
      throw thrown;
    });
    line.introduced.set(host, made);
    return made;
  }

  async #ask(line: Line, host: string, question: HttpRequest): Promise<void> {
    const asked = this.#begin(line, question, false);
    try {
      await asked.answer;
    } catch (thrown) {
      // Whatever became of the answer, the handshake was over when it began.
      if (asked.answered() && !this.#locked && line.presented.has(host)) return;
      const handshake = thrown instanceof PosteError && /^NET_(CERTIFICATE|TLS)$/.test(thrown.code) && line.accepted.has(nameOf(host));
      if (handshake && !line.presented.has(host)) throw notInStore('none offered', thrown);
      throw thrown;
    }
    if (!line.presented.has(host)) throw notInStore('none asked for');
  }

  #begin(line: Line, request: HttpRequest, sent: boolean): Exchange {
    const begun = exchange(line.session, request, { maxBytes: this.#identity.maxBytes ?? MAX_BYTES, sent });
    const running: Running = { exchange: begun, line, host: hostOf(request.url), sent };
    this.#running.add(running);
    const over = (): void => {
      this.#running.delete(running);
      if (line !== this.#line) this.#closeIdle(line);
    };
    begun.answer.then(over, over);
    return begun;
  }

  #failAll(those: readonly Running[], error: (sent: boolean) => PosteError): void {
    for (const { exchange: one, sent } of those) one.fail(error(sent));
    this.#retire();
  }

  /** What comes next opens another partition; this one closes once nothing runs in it. */
  #retire(): void {
    const line = this.#line;
    this.#line = null;
    if (line !== null) this.#closeIdle(line);
  }

  #closeIdle(line: Line): void {
    if (![...this.#running].some((one) => one.line === line)) void line.session.closeAllConnections();
  }
}

const notInStore = (why: string, cause?: unknown): PosteError =>
  fail('CARD_CERT_NOT_IN_STORE', { detail: `sent=no ${why}`, ...(cause === undefined ? {} : { cause }) });

const nameOf = (host: string): string => host.slice(0, host.lastIndexOf(':'));

/** The same, given up when the signal says so. */
async function orAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return await work;
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(netError('NET_ABORTED', false, null));
  signal.addEventListener('abort', abort);
  try {
    await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
