import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { pscError } from './errors.ts';
import { callProxy, readAnswer, type PscProxy } from './proxy.ts';
import { userInfoSchema, type PscUser } from './userinfo.ts';

/** Means of authentication: the e-CPS application, or the card through CPS-Gestion (psc/README 3). */
type PscChannel = 'MOBILE' | 'CARD';

interface ConnectRequest {
  /** PS_IdNat, `8`+RPPS. */
  readonly idNat: string;
  /** Two digits, shown on this screen and on the phone. */
  readonly bindingMessage: string;
  readonly channel: PscChannel;
  /** Cancels the wait. */
  readonly signal: AbortSignal;
}

/** The user has this long to answer (psc/README 3: `expires_in` 120). */
export const LOGIN_MS = 120_000;

/**
 * An open Pro Santé Connect session. What ties this workstation to it is private and in memory only: nothing of it
 * can be logged or stored by mistake.
 */
export class PscSession {
  readonly user: PscUser;
  readonly #proxy: PscProxy;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(proxy: PscProxy, headers: Readonly<Record<string, string>>, user: PscUser) {
    this.#proxy = proxy;
    this.#headers = headers;
    this.user = user;
  }

  /** A fresh access token. @throws PosteError PSC_SESSION_ENDED, PSC_DOWN, PSC_TLS, PSC_GARBAGE */
  async accessToken(): Promise<string> {
    const response = await this.#call('GET', '/token');
    return readAnswer(response, z.object({ access_token: z.string().regex(/^[\x21-\x7E]+$/) })).access_token;
  }

  /** Ends the session at the proxy and at Pro Santé Connect; already ended is not an error. */
  async disconnect(): Promise<void> {
    try {
      await this.#call('DELETE', '/disconnect');
    } catch (error) {
      if (!isCode(error, 'PSC_SESSION_ENDED')) throw error;
    }
  }

  async #call(method: 'GET' | 'DELETE', path: string) {
    return await callProxy(this.#proxy, { method, path, headers: this.#headers, body: null, timeoutMs: this.#proxy.timeoutMs });
  }
}

/** Two random digits, `00` to `99` (psc/README 3). */
export function newBindingMessage(): string {
  return String(randomInt(100)).padStart(2, '0');
}

/**
 * Logs in: applicative token, then the blocking `POST /connect` (the user answers on the phone), then UserInfo, which
 * must name the person asked for.
 *
 * @throws PosteError PSC_REFUSED, PSC_EXPIRED, PSC_UNKNOWN_USER, PSC_OTHER_USER, PSC_CLIENT_UNKNOWN, PSC_CANCELLED,
 *   PSC_DOWN, PSC_TLS, PSC_GARBAGE
 */
export async function connect(proxy: PscProxy, request: ConnectRequest): Promise<PscSession> {
  const { signal } = request;
  const applicative = readAnswer(
    await callProxy(proxy, {
      method: 'POST',
      path: '/application-token',
      headers: {},
      body: { clientId: proxy.clientId },
      timeoutMs: proxy.timeoutMs,
      signal,
    }),
    z.object({ access_token: z.string().regex(/^[\x21-\x7E]+$/) }),
  ).access_token;
  const bearer = { authorization: `Bearer ${applicative}` };
  try {
    const login = await callProxy(proxy, {
      method: 'POST',
      path: '/connect',
      headers: bearer,
      body: { nationalId: request.idNat, bindingMessage: request.bindingMessage, clientId: proxy.clientId, channel: request.channel },
      // The proxy says itself when time is up.
      timeoutMs: LOGIN_MS + proxy.timeoutMs,
      signal,
    });
    const cookie = /^([^=;\s]+=[^;\s]*)/.exec(login.headers['set-cookie'] ?? '')?.[1];
    if (cookie === undefined) throw pscError('PSC_GARBAGE', { detail: 'set-cookie' });
    const headers = { ...bearer, cookie };
    const user = readAnswer(
      await callProxy(proxy, { method: 'GET', path: '/userinfo', headers, body: null, timeoutMs: proxy.timeoutMs, signal }),
      userInfoSchema,
    );
    const session = new PscSession(proxy, headers, user);
    if (user.idNat !== request.idNat) {
      await session.disconnect();
      throw pscError('PSC_OTHER_USER');
    }
    return session;
  } catch (error) {
    if (isCode(error, 'PSC_CANCELLED')) await withdraw(proxy, bearer);
    throw error;
  }
}

/** A fresh access token of the session. */
export async function accessToken(session: PscSession): Promise<string> {
  return await session.accessToken();
}

/** Ends the session. */
export async function disconnect(session: PscSession): Promise<void> {
  await session.disconnect();
}

/** Tells the proxy that nobody waits any more; the cancellation stands whether it hears it or not. */
async function withdraw(proxy: PscProxy, headers: Readonly<Record<string, string>>): Promise<void> {
  await callProxy(proxy, { method: 'DELETE', path: '/disconnect', headers, body: null, timeoutMs: 2000 }).catch(() => undefined);
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
