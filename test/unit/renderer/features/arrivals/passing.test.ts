import { describe, expect, it } from 'vitest';
import { mayPass } from '../../../../../renderer/features/arrivals/passing.ts';
import type { ErrorCode } from '../../../../../shared/errors.ts';

describe('a refusal', () => {
  it.each<ErrorCode>(['BRIDGE_LOST', 'DOORS_UNAVAILABLE', 'FILE_UNREADABLE', 'INTERNAL', 'PDF_LOST', 'PDF_TOO_SLOW', 'STORE_FULL'])(
    '%s may pass: « Réessayer » is offered',
    (code) => {
      expect(mayPass(code)).toBe(true);
    },
  );

  it.each<ErrorCode>([
    'FILE_IMAGE',
    'FILE_LINK',
    'FILE_MESSAGE',
    'FILE_NOT_PDF',
    'FILE_TOO_LARGE',
    'FOLDER_EMPTY',
    'NOT_A_FILE',
    'PDF_ENCRYPTED',
    'PDF_INVALID',
  ])('%s is the file’s own: it would be met again', (code) => {
    expect(mayPass(code)).toBe(false);
  });
});
