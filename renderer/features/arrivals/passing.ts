import type { ErrorCode } from '../../../shared/errors.ts';

/** Refusals that the file or its record is the cause of: tried again as it is, it would meet the same. */
const LASTING: ReadonlySet<ErrorCode> = new Set([
  'FILE_IMAGE',
  'FILE_LINK',
  'FILE_MESSAGE',
  'FILE_NOT_PDF',
  'FILE_TOO_LARGE',
  'FOLDER_EMPTY',
  'FOLDER_TOO_MANY',
  'IPC_INPUT',
  'IPC_TOO_LARGE',
  'NOT_A_FILE',
  'PATIENT_UNKNOWN',
  'PDF_ACTIVE',
  'PDF_ATTACHMENT',
  'PDF_EMPTY',
  'PDF_ENCRYPTED',
  'PDF_HIDDEN',
  'PDF_INVALID',
  'PDF_PAGE_COUNT',
  'PDF_TOO_HEAVY',
  'PDF_TOO_LONG',
  'TITLE_TOO_LONG',
]);

/** Whether a file that was refused so may be taken a moment later. */
export const mayPass = (code: ErrorCode): boolean => !LASTING.has(code);
