import { describe, expect, it } from 'vitest';
import { netErrorOfChromium } from '../../../electron/net/chromium-errors.ts';
import { maySent } from '../../../electron/net/errors.ts';

describe('an error of Electron’s net', () => {
  it.each([
    ['ERR_NAME_NOT_RESOLVED', 'NET_DNS'],
    ['ERR_DNS_TIMED_OUT', 'NET_DNS'],
    ['ERR_CONNECTION_REFUSED', 'NET_REFUSED'],
    ['ERR_INTERNET_DISCONNECTED', 'NET_REFUSED'],
    ['ERR_PROXY_CONNECTION_FAILED', 'NET_REFUSED'],
    ['ERR_CONNECTION_TIMED_OUT', 'NET_TIMEOUT'],
    ['ERR_CERT_AUTHORITY_INVALID', 'NET_TLS'],
    ['ERR_CERT_REVOKED', 'NET_TLS'],
    ['ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'NET_TLS'],
    ['ERR_BAD_SSL_CLIENT_AUTH_CERT', 'NET_CERTIFICATE'],
    ['ERR_SSL_CLIENT_AUTH_CERT_NEEDED', 'NET_CERTIFICATE'],
    ['ERR_SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS', 'NET_KEY'],
    ['ERR_SSL_CLIENT_AUTH_PRIVATE_KEY_ACCESS_DENIED', 'NET_KEY'],
    ['ERR_SSL_CLIENT_AUTH_SIGNATURE_FAILED', 'NET_KEY'],
  ])('%s is %s: nothing was sent, whatever was under way', (name, code) => {
    const error = netErrorOfChromium(`net::${name}`, true);
    expect([error.code, maySent(error), error.detail]).toEqual([code, false, `sent=no ${name}`]);
  });

  it.each([
    ['net::ERR_CONNECTION_RESET', 'NET_CUT'],
    ['net::ERR_CONNECTION_CLOSED', 'NET_CUT'],
    ['net::ERR_EMPTY_RESPONSE', 'NET_CUT'],
    ['net::ERR_CONTENT_LENGTH_MISMATCH', 'NET_CUT'],
    ['net::ERR_INCOMPLETE_CHUNKED_ENCODING', 'NET_CUT'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'NET_TLS'],
    ['net::ERR_SSL_BAD_RECORD_MAC_ALERT', 'NET_TLS'],
    ['net::ERR_TIMED_OUT', 'NET_TIMEOUT'],
    ['net::ERR_SOMETHING_NEW', 'NET_CUT'],
    ['what nobody knows', 'NET_CUT'],
  ])('%s is %s: it may have been sent if it had begun', (message, code) => {
    for (const sent of [true, false]) {
      const error = netErrorOfChromium(message, sent);
      expect([error.code, maySent(error)]).toEqual([code, sent]);
    }
  });
});
