import { describe, expect, it } from 'vitest';
import { maySent, netErrorOf } from '../../../electron/net/errors.ts';
import { tlsLimits } from '../../../electron/net/tls.ts';

const withCode = (code: string): Error => Object.assign(new Error('secret detail of the library'), { code });

describe('what a network failure means', () => {
  it.each([
    ['ENOTFOUND', true, 'NET_DNS', false],
    ['EAI_AGAIN', false, 'NET_DNS', false],
    ['ECONNREFUSED', false, 'NET_REFUSED', false],
    ['ENETUNREACH', false, 'NET_REFUSED', false],
    ['ETIMEDOUT', false, 'NET_TIMEOUT', false],
    ['ECONNRESET', true, 'NET_CUT', true],
    ['ECONNRESET', false, 'NET_CUT', false],
    ['EPIPE', true, 'NET_CUT', true],
    ['HPE_INVALID_CONSTANT', true, 'NET_CUT', true],
    ['ERR_TLS_CERT_ALTNAME_INVALID', false, 'NET_TLS', false],
    ['SELF_SIGNED_CERT_IN_CHAIN', false, 'NET_TLS', false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false, 'NET_TLS', false],
    ['CERT_HAS_EXPIRED', false, 'NET_TLS', false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', false, 'NET_TLS', false],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', true, 'NET_CERTIFICATE', false],
    ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED', false, 'NET_CERTIFICATE', false],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', false, 'NET_CERTIFICATE', false],
    ['ERR_OSSL_BAD_DECRYPT', false, 'NET_KEY', false],
  ])('%s (sent: %j) is %s, sent: %j', (code, sent, expected, mayHave) => {
    const error = netErrorOf(withCode(code), sent);
    expect([error.code, maySent(error), error.detail]).toEqual([expected, mayHave, `sent=${mayHave ? 'yes' : 'no'} ${code}`]);
  });
});

describe('TLS for a key', () => {
  it('never lets a CPS3 meet RSA-PSS: TLS 1.2 and PKCS#1 only', () => {
    expect(tlsLimits({ pss: false })).toEqual({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', sigalgs: 'RSA+SHA256' });
    expect(tlsLimits({ pss: true })).toEqual({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' });
    expect(tlsLimits({ pss: true, tls12Only: true })).toEqual({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' });
  });
});
