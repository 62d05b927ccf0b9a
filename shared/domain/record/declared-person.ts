import type { Instant } from './instant.ts';

/** Somebody whom a structure declared: who acts under its card that names nobody. */
export interface DeclaredPerson {
  readonly id: string;
  /** Struct_IdNat. */
  readonly structure: string;
  readonly family: string;
  readonly given: string;
  /** Wrong personal codes left before the person is blocked. */
  readonly triesLeft: number;
  /** The code is the first one, given to them: they change it at its first use. */
  readonly firstCode: boolean;
  readonly declaredAt: Instant;
  /** They act no more; what they did keeps their name. */
  readonly withdrawnAt: Instant | null;
}
