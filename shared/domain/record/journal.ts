/** A head and a length of the journal, noted elsewhere at some moment. */
export interface JournalAnchor {
  /** Hash of the last entry; 64 zeros when the journal is empty. */
  readonly head: string;
  readonly length: number;
}

/** What may be wrong with a chained journal. */
export const journalFaults = ['altered', 'missing', 'reordered', 'truncated', 'foreign'] as const;

/** Shape of `audit verify` (cli/README 10). */
export interface AuditVerification {
  readonly valid: boolean;
  readonly length: number;
  /** Hash of the last entry; 64 zeros when the journal is empty. */
  readonly head: string;
  /** Index of the first entry at fault. */
  readonly brokenAt: number | null;
  readonly reason: (typeof journalFaults)[number] | null;
  /** It was compared with what was noted elsewhere: without that, its end or all of it may have been replaced by an older one. */
  readonly anchored: boolean;
  /** Openings that found something wrong with it, each told by an entry. */
  readonly incidents: number;
  readonly ms: number;
}

/** What is wrong with a journal, or with where it stands, as found when its file was opened. */
export interface JournalIncident {
  /**
   * Of {@link AuditVerification}; `older`: sends left since, as noted elsewhere; `unanchored`: what was noted of it elsewhere is gone; `moved`: the folder is not where it
   * was written; `restored`: from a backup, by command; `vanished`: data were here, which are not any more.
   */
  readonly reason: NonNullable<AuditVerification['reason']> | 'older' | 'unanchored' | 'moved' | 'restored' | 'vanished';
  readonly brokenAt: number | null;
  /** Sends that are held since: somebody decides. */
  readonly held: number;
}
