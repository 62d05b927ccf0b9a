/** Who did something. */
export interface Actor {
  /** PS_IdNat (`899900000017`). */
  readonly idNat: string;
  /** As screens name them: « Dr Paule DURAND ». */
  readonly name: string;
}
