import type { PosteError } from '../../shared/errors.ts';
import type { NetCode } from '../../shared/errors/net.ts';
import { netError } from './errors.ts';

/** Errors met before a byte of the request may leave (Chromium, net/base/net_error_list.h). */
const BEFORE: readonly (readonly [RegExp, NetCode])[] = [
  [/^ERR_(NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|DNS_\w+|ICANN_NAME_COLLISION)$/, 'NET_DNS'],
  [
    /^ERR_(CONNECTION_REFUSED|CONNECTION_FAILED|ADDRESS_\w+|INTERNET_DISCONNECTED|NETWORK_ACCESS_DENIED|TUNNEL_CONNECTION_FAILED|\w*PROXY\w*|SOCKS_\w+)$/,
    'NET_REFUSED',
  ],
  [/^ERR_CONNECTION_TIMED_OUT$/, 'NET_TIMEOUT'],
  [/^ERR_(BAD_SSL_CLIENT_AUTH_CERT|SSL_CLIENT_AUTH_CERT_NEEDED|SSL_CLIENT_AUTH_CERT_BAD_FORMAT)$/, 'NET_CERTIFICATE'],
  [/^ERR_SSL_CLIENT_AUTH_\w+$/, 'NET_KEY'],
  [/^ERR_(CERT_\w+|SSL_VERSION_OR_CIPHER_MISMATCH)$/, 'NET_TLS'],
];

/**
 * What an error of Electron's `net` means.
 *
 * @param message text of the error: `net::ERR_CONNECTION_RESET`.
 * @param sent whether a byte of the request may have left when nothing in the error says otherwise; see {@link netError}.
 */
export function netErrorOfChromium(message: string, sent: boolean): PosteError {
  const name = /^net::(ERR_\w+)$/.exec(message)?.[1] ?? null;
  const known = name === null ? undefined : BEFORE.find(([pattern]) => pattern.test(name))?.[1];
  if (known !== undefined) return netError(known, false, name);
  // The other failures of TLS may come after the handshake.
  if (name?.startsWith('ERR_SSL_') === true) return netError('NET_TLS', sent, name);
  return netError(name === 'ERR_TIMED_OUT' ? 'NET_TIMEOUT' : 'NET_CUT', sent, name);
}
