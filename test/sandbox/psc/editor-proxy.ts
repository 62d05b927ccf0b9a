import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../common/clock.ts';
import { withFault, type Fault, type Faults } from '../common/faults.ts';
import { serveHttps, type HttpAnswer, type SandboxRequest, type SandboxServer } from '../common/https.ts';
import type { Credentials } from './issuer.ts';
import { basic, callServer, type JsonAnswer } from './wire.ts';

interface EditorProxyOptions {
  readonly keyPem: string;
  readonly certPem: string;
  /** PEM certificates that Pro Santé Connect's own certificate must chain to. */
  readonly trust: string;
  readonly discoveryUrl: string;
  readonly client: Credentials;
  /** Workstations' client identifier. */
  readonly desktopClientId: string;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly log: (what: string, result: string) => void;
}

interface Session {
  readonly id: string;
  refreshToken: string;
  readonly openedAt: Date;
}

/** A workstation, tied by its applicative token. */
interface Desktop {
  session: Session | null;
  /** Ends the wait of a `POST /connect`. */
  cancel: AbortController | null;
}

/** Sliding life of a refresh token is 350 s (psc/README 4): renewed well before. */
const KEEP_ALIVE_MS = 200_000;
/** `8` + RPPS, or staff: type digit, structure, `/`, register number. */
const NATIONAL_ID = /^(8\d{11}|[13-6][\dAB]{9,17}\/\w{1,16})$/;
const SESSION_MS = 4 * 3600 * 1000;

/**
 * The editor's server (« proxy e-santé »), shaped like ANS's sample (psc/README 1, psc/README 3): a workstation gets an
 * applicative token, then logs its user in by CIBA; the proxy keeps the refresh token and hands down access tokens.
 * Faults: `psc` on `POST /connect` (codes `access_denied`, `expired_token`, `unknown_user_id`), `psc-token` on `GET /token`.
 */
export async function startEditorProxy(options: EditorProxyOptions): Promise<SandboxServer> {
  const desktops = new Map<string, Desktop>();
  let endpoints: Readonly<Record<string, string>> | null = null;

  const discover = async (): Promise<Readonly<Record<string, string>>> => {
    if (endpoints === null) {
      const { body } = await callServer({ url: options.discoveryUrl, method: 'GET', trust: options.trust, authorization: '' });
      endpoints = Object.fromEntries(Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    }
    return endpoints;
  };
  const post = async (endpoint: string, form: Readonly<Record<string, string>>): Promise<JsonAnswer> => {
    const url = (await discover())[endpoint] ?? '';
    return await callServer({
      url,
      method: 'POST',
      trust: options.trust,
      authorization: basic(options.client.clientId, options.client.clientSecret),
      form,
    });
  };

  const refresh = async (session: Session): Promise<string | null> => {
    const { status, body } = await post('token_endpoint', { grant_type: 'refresh_token', refresh_token: session.refreshToken });
    if (status !== 200) return null;
    if (typeof body['refresh_token'] === 'string') session.refreshToken = body['refresh_token'];
    return String(body['access_token']);
  };

  /** CIBA in poll mode; after the tokens, no more polling. Answers the refusal's name, or the refresh token. */
  const login = async (
    fields: { readonly nationalId: string; readonly bindingMessage: string; readonly channel: string },
    fault: Fault | null,
    signal: AbortSignal,
  ): Promise<{ readonly refreshToken: string } | { readonly error: string }> => {
    const forced = fault?.kind === 'code' ? fault.code : null;
    const start = await post('backchannel_authentication_endpoint', {
      scope: 'openid scope_all',
      acr_values: 'eidas1',
      login_hint: forced === 'unknown_user_id' ? '800000000000' : fields.nationalId,
      binding_message: fields.bindingMessage,
      // `NONE` is the sandbox's own: nobody answers, the request expires.
      channel: forced === 'expired_token' ? 'NONE' : forced === 'access_denied' ? 'REFUSE' : fields.channel,
      ...(forced === 'expired_token' ? { requested_expiry: '1' } : {}),
    });
    if (start.status !== 200) return { error: String(start.body['error']) };
    let interval = Number(start.body['interval'] ?? 5) * 1000;
    for (;;) {
      await wait(interval, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return { error: 'cancelled' };
      const poll = await post('token_endpoint', {
        grant_type: 'urn:openid:params:grant-type:ciba',
        auth_req_id: String(start.body['auth_req_id']),
      });
      if (poll.status === 200) return { refreshToken: String(poll.body['refresh_token']) };
      const error = String(poll.body['error']);
      if (error === 'slow_down') interval += 5000;
      else if (error !== 'authorization_pending') return { error: error === 'invalid_grant' ? 'expired_token' : error };
    }
  };

  const connect = async (desktop: Desktop, request: SandboxRequest): Promise<HttpAnswer> => {
    const fields = stringFields(request.body);
    const { nationalId = '', bindingMessage = '', clientId = '', channel = '' } = fields;
    if (!NATIONAL_ID.test(nationalId) || !/^\d{2}$/.test(bindingMessage) || !/^(MOBILE|CARD)$/.test(channel))
      return json(400, { error: 'invalid_request' });
    if (clientId !== options.desktopClientId) return json(404, { error: 'unknown_client' });
    const fault = options.faults.take('psc');
    return await withFault(fault, async () => {
      desktop.cancel?.abort();
      const cancel = new AbortController();
      desktop.cancel = cancel;
      const result = await login({ nationalId, bindingMessage, channel }, fault, cancel.signal);
      if (desktop.cancel === cancel) desktop.cancel = null;
      options.log(`connect ${nationalId} ${channel}`, 'error' in result ? result.error : 'open');
      if ('error' in result) return json(401, { error: result.error });
      const session: Session = {
        id: randomBytes(18).toString('base64url'),
        refreshToken: result.refreshToken,
        openedAt: options.clock.now(),
      };
      desktop.session = session;
      return json(
        200,
        { proxy_session_id: session.id, session_state: 'open' },
        { 'set-cookie': `psc_proxy_session=${session.id}; Path=/; Secure; HttpOnly; SameSite=Strict` },
      );
    });
  };

  const accessToken = async (session: Session): Promise<string | null> =>
    options.clock.now().getTime() - session.openedAt.getTime() > SESSION_MS ? null : await refresh(session);

  const handler = async (request: SandboxRequest): Promise<HttpAnswer> => {
    const path = new URL(request.url, 'https://proxy').pathname;
    if (request.method === 'POST' && path === '/application-token') {
      if (stringFields(request.body)['clientId'] !== options.desktopClientId) return json(404, { error: 'unknown_client' });
      const token = randomBytes(24).toString('base64url');
      desktops.set(token, { session: null, cancel: null });
      return json(200, { access_token: token, token_type: 'Bearer', expires_in: 14_400 });
    }
    const desktop = desktops.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    if (desktop === undefined) return json(401, { error: 'invalid_token' });
    if (request.method === 'POST' && path === '/connect') return await connect(desktop, request);
    if (request.method === 'DELETE' && path === '/disconnect') {
      desktop.cancel?.abort();
      const { session } = desktop;
      desktop.session = null;
      if (session === null) return json(401, { error: 'session_ended' });
      await post('revocation_endpoint', { token: session.refreshToken, token_type_hint: 'refresh_token' });
      options.log('disconnect', 'closed');
      return { status: 204, body: '' };
    }
    const { session } = desktop;
    if (session === null || !(request.headers.cookie ?? '').split('; ').includes(`psc_proxy_session=${session.id}`))
      return json(401, { error: 'session_ended' });
    if (request.method === 'GET' && path === '/token') {
      const fault = options.faults.take('psc-token');
      if (fault?.kind === 'code') {
        options.log('token', fault.code);
        return json(401, { error: fault.code });
      }
      return await withFault(fault, async () => {
        const token = await accessToken(session);
        options.log('token', token === null ? 'session_ended' : 'given');
        return token === null ? json(401, { error: 'session_ended' }) : json(200, { access_token: token, token_type: 'Bearer' });
      });
    }
    if (request.method === 'GET' && path === '/userinfo') {
      const token = await accessToken(session);
      if (token === null) return json(401, { error: 'session_ended' });
      const { status, body } = await callServer({
        url: (await discover())['userinfo_endpoint'] ?? '',
        method: 'GET',
        trust: options.trust,
        authorization: `Bearer ${token}`,
      });
      return json(status, body);
    }
    return json(404, { error: 'not_found' });
  };

  const server = await serveHttps({
    key: options.keyPem,
    cert: options.certPem,
    clientCertificate: 'none',
    maxBody: 64 * 1024,
    handler: async (request) => {
      try {
        return await handler(request);
      } catch (error) {
        // Pro Santé Connect itself cannot be reached.
        options.log(`${request.method} ${request.url}`, error instanceof Error ? error.message : 'failed');
        return json(503, { error: 'psc_down' });
      }
    },
  });
  const keepAlive = setInterval(() => {
    for (const { session } of desktops.values()) if (session !== null) void refresh(session).catch(() => undefined);
  }, KEEP_ALIVE_MS);
  keepAlive.unref();
  return {
    ...server,
    close: async () => {
      clearInterval(keepAlive);
      for (const desktop of desktops.values()) desktop.cancel?.abort();
      await server.close();
    },
  };
}

function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers }, body: JSON.stringify(body) };
}

function stringFields(body: Buffer): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    // Not JSON: no field, which the caller refuses.
    return {};
  }
}
