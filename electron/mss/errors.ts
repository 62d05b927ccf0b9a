import { fail, type Fail } from '../../shared/errors.ts';
import type { MssCode } from '../../shared/errors/mss.ts';

/** Everything that can go wrong between a message and the operator's 250. `detail` is the server's own answer. */
export const mssError: Fail<MssCode> = fail;
