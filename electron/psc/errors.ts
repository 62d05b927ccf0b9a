import { fail, type Fail } from '../../shared/errors.ts';
import type { PscCode } from '../../shared/errors/psc.ts';

/** What can go wrong with the Pro Santé Connect login, through the editor's proxy. */
export const pscError: Fail<PscCode> = fail;
