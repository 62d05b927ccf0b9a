import { fail, type Fail } from '../../shared/errors.ts';
import type { XdmCode } from '../../shared/errors/xdm.ts';

/** What can prevent an archive from being made. */
export const xdmError: Fail<XdmCode> = fail;
