import { fail, type Fail } from '../../shared/errors.ts';
import type { XdsCode } from '../../shared/errors/xds.ts';

/** What can prevent metadata from being written. */
export const xdsError: Fail<XdsCode> = fail;
