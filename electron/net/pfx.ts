import { certificateToPem } from '../card/certificate.ts';
import { errorFacts } from '../../shared/errors.ts';
import { someAuthority } from '../pki/authorities.ts';
import { openP12, type OpenedP12 } from '../pki/p12.ts';
import { netError } from './errors.ts';
import { HttpsTransport } from './https.ts';
import { clientTls, type KeyAbility, type TlsTrust } from './tls.ts';
import type { Transport } from './types.ts';

interface PfxIdentity extends TlsTrust, KeyAbility {
  readonly pfx: Uint8Array;
  readonly passphrase: string;
}

/** Mutual TLS with a PKCS#12 file (structure certificate). A wrong passphrase shows at the first exchange: NET_KEY. */
export function pfxTransport(options: PfxIdentity): Transport {
  return new HttpsTransport(() => {
    someAuthority(options.authorities);
    const { key, certificates } = opened(options);
    return clientTls(
      options,
      { cert: certificates.map(certificateToPem).join(''), key: key.export({ type: 'pkcs8', format: 'pem' }) },
      options,
    );
  }, options);
}

function opened({ pfx, passphrase }: PfxIdentity): OpenedP12 {
  try {
    return openP12(pfx, passphrase);
  } catch (cause) {
    throw netError('NET_KEY', false, errorFacts(cause).code, cause);
  }
}
