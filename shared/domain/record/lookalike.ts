import type { SimilarityKind, SimilarityReason } from '../identity/similar.ts';

/** Two records that may be one person, or twins. */
export interface Lookalike {
  readonly id: string;
  readonly other: string;
  readonly kind: SimilarityKind;
  /** 0 to 100. */
  readonly score: number;
  readonly reasons: readonly SimilarityReason[];
}
