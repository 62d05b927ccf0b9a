import { fail, type Fail } from '../../shared/errors.ts';
import type { SamlCode } from '../../shared/errors/saml.ts';

export const samlError: Fail<SamlCode> = fail;
