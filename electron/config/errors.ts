import { fail, type Fail } from '../../shared/errors.ts';
import type { ConfigCode } from '../../shared/errors/config.ts';

export const configError: Fail<ConfigCode> = fail;
