import { fail } from '../../shared/errors.ts';
import { httpsServices, type ServiceAddress } from '../config/addresses.ts';
import type { Config } from '../config/schema.ts';
import type { HttpRequest, HttpResponse, Transport } from '../net/types.ts';
import type { ProbeTerms } from '../session/service-lights.ts';

/** Sees every request to a national service as it leaves. */
export type Observe = (service: 'insi' | 'dmp', request: HttpRequest) => void;

/** The address of a service. @throws PosteError SERVICE_UNSET, naming it */
export function required(url: string | null, service: string): string {
  if (url === null) throw fail('SERVICE_UNSET', { values: { service } });
  return url;
}

/**
 * Asks a SOAP service whether it is there, without a message: on a connection of its own, within `timeoutMs` in all.
 * A refusal of the bare question (404, 405, a Fault) is an answer; an HTTP error of the server is not.
 *
 * @throws PosteError NET_* (timeouts and cuts with their stage), SERVICE_BROKEN
 */
export async function reachable(transport: Transport, url: string | null, { timeoutMs, signal }: ProbeTerms): Promise<void> {
  if (url === null) return;
  const response = await transport.send({ url, method: 'GET', headers: {}, body: null, timeoutMs, signal, fresh: true });
  if (response.status >= 500 && !isFault(response))
    throw fail('SERVICE_BROKEN', { values: { status: response.status }, detail: `HTTP ${response.status}` });
}

/** Some SOAP servers answer 500 and a Fault to whatever is not a message: they work. */
function isFault({ headers, body }: HttpResponse): boolean {
  return (
    /xml/i.test(headers['content-type'] ?? '') &&
    /<(?:[\w.-]+:)?Fault[\s/>]/.test(Buffer.from(body.subarray(0, 64 * 1024)).toString('utf8'))
  );
}

/** The same transport, watched. */
export function observed(transport: Transport, service: 'insi' | 'dmp', observe: Observe | undefined): Transport {
  if (observe === undefined) return transport;
  return {
    send: (request) => {
      observe(service, request);
      return transport.send(request);
    },
    close: () => transport.close(),
  };
}

/** Addresses of services, as the settings screen names them. */
export function endpointsOf(config: Config): readonly ServiceAddress[] {
  return [
    ...httpsServices(config),
    ...config.crl.urls.map((url) => ({ name: 'Liste de révocation', pointer: '/crl/urls', url })),
    ...config.mss.mailboxes.map((box) => ({
      name: `MSSanté ${box.address}`,
      pointer: '/mss/mailboxes',
      url: `smtp://${box.host}:${box.port}`,
    })),
  ];
}
