export interface Correspondent {
  readonly name: string;
  /** MSSanté address. */
  readonly address: string | null;
}

export type CorrespondentRole = 'medecinTraitant';
