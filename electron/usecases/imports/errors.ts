import { fail, type Fail } from '../../../shared/errors.ts';
import type { ImportsCode } from '../../../shared/errors/imports.ts';

/** What refuses a line, or an import as a whole. */
export const importError: Fail<ImportsCode> = fail;
