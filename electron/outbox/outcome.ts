import type { PosteError } from '../../shared/errors.ts';
import type { Resend } from '../../shared/errors/define.ts';
import { errors } from '../../shared/errors/index.ts';

/** What becomes of a send after an error: what its code says ({@link Resend}), or it needs a human. */
export type Outcome = Resend | 'failed';

/** Decides by the stable code alone (electron/README 6). */
export const outcomeOf = ({ code }: PosteError): Outcome => errors[code].resend ?? 'failed';
