import { fail, type Fail } from '../../shared/errors.ts';
import type { CdaCode } from '../../shared/errors/cda.ts';
import type { DocumentsCode } from '../../shared/errors/documents.ts';

/** What can be wrong with a document to build or to read. */
export const cdaError: Fail<CdaCode | DocumentsCode | 'INPUT_INVALID'> = fail;
