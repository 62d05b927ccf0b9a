import { fail, type Fail } from '../../shared/errors.ts';
import type { PkiCode } from '../../shared/errors/pki.ts';

/** What can be wrong with a certificate, the authorities that vouch for it, or the lists that revoke it. */
export const pkiError: Fail<PkiCode> = fail;
