import { errorFactory } from '../../shared/errors.ts';
import type { Config } from '../config/schema.ts';
import type { HttpRequest, Transport } from '../net/types.ts';

/** Sees every request to a national service as it leaves. */
export type Observe = (service: 'insi' | 'dmp', request: HttpRequest) => void;

export const serviceError = errorFactory({
  SERVICE_UNSET: [
    'Le service {service} n’est pas configuré sur ce poste.',
    'Demandez à votre éditeur ou à votre administrateur l’adresse de ce service.',
  ],
});

/** The address of a service. @throws PosteError SERVICE_UNSET, naming it */
export function required(url: string | null, service: string): string {
  if (url === null) throw serviceError('SERVICE_UNSET', { values: { service } });
  return url;
}

/** Any answer at all says that the service is there. */
export async function reachable(transport: Transport, url: string | null, timeoutMs: number): Promise<void> {
  if (url === null) return;
  await transport.send({ url, method: 'GET', headers: {}, body: null, timeoutMs });
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

/** Configured addresses, as the settings screen shows them. */
export function endpointsOf(config: Config): { name: string; url: string }[] {
  const rows: readonly (readonly [string, string | null])[] = [
    ['INSi', config.insi.url],
    ['DMP patients', config.dmp.patientsUrl],
    ['DMP repository', config.dmp.repositoryUrl],
    ['DMP registry', config.dmp.registryUrl],
    ['Pro Santé Connect (proxy)', config.psc.proxyUrl],
    ...config.crl.urls.map((url) => ['Liste de révocation', url] as const),
    ...config.mss.mailboxes.map((box) => [`MSSanté ${box.address}`, `smtp://${box.host}:${box.port}`] as const),
  ];
  return rows.flatMap(([name, url]) => (url === null ? [] : [{ name, url }]));
}
