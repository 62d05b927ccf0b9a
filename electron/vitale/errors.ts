import { fail, type Fail } from '../../shared/errors.ts';
import type { VitaleCode } from '../../shared/errors/vitale.ts';

/** Why a hand-over is refused. `path` is a JSON pointer in it; never a value of it. */
export const vitaleError: Fail<VitaleCode> = fail;
