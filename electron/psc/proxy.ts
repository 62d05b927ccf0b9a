import { z } from 'zod';
import { PosteError } from '../../shared/errors.ts';
import type { HttpResponse, Transport } from '../net/types.ts';
import { pscError } from './errors.ts';

/**
 * The editor's server (« proxy e-santé ») that alone may talk to Pro Santé Connect for a heavy client
 * (psc/README 1). Paths follow ANS's sample proxy: `POST /connect`, `DELETE /disconnect`; ours besides:
 * `POST /application-token`, `GET /token`, `GET /userinfo`.
 */
export interface PscProxy {
  /** One-way TLS. */
  readonly transport: Transport;
  /** `https://...`, without a final slash. */
  readonly url: string;
  readonly clientId: string;
  /** Milliseconds for every call but the login itself. */
  readonly timeoutMs: number;
}

/** What the proxy says when it refuses. Names of OAuth 2.0 and CIBA Core, plus its own. */
const refusal = z.object({ error: z.string().max(100) });

const CODES: Readonly<Record<string, Parameters<typeof pscError>[0]>> = {
  access_denied: 'PSC_REFUSED',
  expired_token: 'PSC_EXPIRED',
  unknown_user_id: 'PSC_UNKNOWN_USER',
  unknown_client: 'PSC_CLIENT_UNKNOWN',
  session_ended: 'PSC_SESSION_ENDED',
  cancelled: 'PSC_CANCELLED',
};

interface ProxyCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>> | null;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * One call to the proxy; answers only a 2xx.
 *
 * @throws PosteError PSC_*
 */
export async function callProxy(proxy: PscProxy, call: ProxyCall): Promise<HttpResponse> {
  const { signal } = call;
  if (signal?.aborted === true) throw pscError('PSC_CANCELLED');
  let response: HttpResponse;
  try {
    response = await proxy.transport.send({
      url: proxy.url + call.path,
      method: call.method,
      headers: { accept: 'application/json', ...(call.body === null ? {} : { 'content-type': 'application/json' }), ...call.headers },
      body: call.body === null ? null : new TextEncoder().encode(JSON.stringify(call.body)),
      timeoutMs: call.timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    // aborted may have changed during the wait.
    if (signal?.aborted) throw pscError('PSC_CANCELLED', { cause });
    const code = cause instanceof PosteError ? cause.code : null;
    // Its own sentence says what this workstation lacks.
    if (code === 'TRUST_EMPTY') throw cause;
    throw pscError(code === 'NET_TLS' || code === 'NET_CERTIFICATE' ? 'PSC_TLS' : 'PSC_DOWN', { cause, detail: code });
  }
  if (response.status >= 200 && response.status < 300) return response;
  const { data } = refusal.safeParse(json(response));
  const known = data === undefined ? undefined : CODES[data.error];
  if (known !== undefined) throw pscError(known, { detail: `HTTP ${response.status} ${data?.error ?? ''}` });
  if (response.status === 401) throw pscError('PSC_SESSION_ENDED', { detail: 'HTTP 401' });
  throw pscError('PSC_DOWN', { detail: `HTTP ${response.status}` });
}

/** Reads a JSON answer with its schema. @throws PosteError PSC_GARBAGE (no content in the detail: it may hold a token) */
export function readAnswer<S extends z.ZodType>(response: HttpResponse, schema: S): z.output<S> {
  const parsed = schema.safeParse(json(response));
  if (parsed.success) return parsed.data;
  throw pscError('PSC_GARBAGE', { detail: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join(', ') });
}

function json(response: HttpResponse): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(response.body)) as unknown;
  } catch {
    // Not JSON: the schema refuses undefined, which is the error told.
    return undefined;
  }
}
