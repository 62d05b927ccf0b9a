/**
 * What the DMP says of a record (TD0.2, TD1.3a). Identity traits are never kept from there (RG_0320).
 */
export interface DmpExistence {
  readonly exists: boolean;
  readonly state: 'active' | 'terminated' | null;
  /** `VALIDE`, `EXPIRE`, `INTERDIT`, `NON_EXISTE`: the access of the professional who asks. */
  readonly authorization: string | null;
  /** The professional is the patient's *médecin traitant*. */
  readonly medecinTraitant: boolean | null;
  readonly accountOpen: boolean | null;
  /** The record is attached to Mon espace santé. */
  readonly monEspaceSante: boolean | null;
  /** ISO 8601, UTC. */
  readonly closedAt: string | null;
  readonly closingReason: string | null;
  /** TD1.3a only. */
  readonly oppositionBrisDeGlace: boolean | null;
  /** TD1.3a only. */
  readonly oppositionAccesUrgence: boolean | null;
}
