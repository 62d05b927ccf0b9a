import { fail, PosteError, type ErrorCode, type Fail } from '../../shared/errors.ts';
import type { InsiCode } from '../../shared/errors/insi.ts';

export const insiError: Fail<InsiCode> = fail;

/**
 * Errors after which INSi has said nothing of the patient, through no fault of the workstation: the patient is put in
 * the work list « à qualifier » and asked again at a later visit (insi/README 7). Every other INSI_* code calls for an act
 * of the user, the administrator or the editor: asking again changes nothing.
 */
const INSI_TO_QUALIFY_LATER: ReadonlySet<ErrorCode> = new Set(['INSI_UNAVAILABLE', 'INSI_UNREACHABLE', 'INSI_GARBAGE']);

/** Whether a search that failed so is to be asked again later: see {@link INSI_TO_QUALIFY_LATER}. */
export function toQualifyLater(thrown: unknown): boolean {
  return thrown instanceof PosteError && INSI_TO_QUALIFY_LATER.has(thrown.code);
}
