import { fail, type Fail } from '../../shared/errors.ts';
import type { DatamatrixCode } from '../../shared/errors/datamatrix.ts';

/** What an image to read, or a paper to print, can be refused for. */
export const symbolError: Fail<DatamatrixCode> = fail;
