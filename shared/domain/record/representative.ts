import type { RepresentativeRelation } from '../identity/protection.ts';

/** Who acts for a patient. */
export interface Representative {
  readonly name: string;
  readonly relation: RepresentativeRelation;
  readonly phone: string | null;
}
