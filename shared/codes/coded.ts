/** A coded value: `codeSystem` is the OID of the list. */
export interface Coded {
  readonly code: string;
  readonly displayName: string;
  readonly codeSystem: string;
}
