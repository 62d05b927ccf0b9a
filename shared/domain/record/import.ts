import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';
import type { Lease } from './lease.ts';

export const importKinds = ['csv', 'hl7'] as const;

export const importStates = ['running', 'done', 'cancelled', 'stopped', 'failed'] as const;

export interface ImportRecord {
  readonly id: string;
  readonly kind: (typeof importKinds)[number];
  readonly fileName: string;
  readonly size: number;
  readonly dryRun: boolean;
  readonly state: (typeof importStates)[number];
  readonly startedAt: Instant;
  readonly by: Actor;
  /** SHA-256 of the kind, size and first bytes: the same file given again goes on. */
  readonly fingerprint: string;
  /** SHA-256 of the lines taken: what tells a file corrected meanwhile. Null before the first ones, or of an earlier version. */
  readonly linesHash: string | null;
  readonly read: number;
  /** Lines taken, all of them committed. */
  readonly lines: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Lines of which something waits in the work list: those rejected for a contradiction, and those whose sender says that somebody must look. */
  readonly conflicts: number;
  /** Messages of events that are not taken. */
  readonly ignored: readonly { readonly event: string; readonly count: number }[];
  /** What was taken and is said all the same. */
  readonly warnings: readonly {
    readonly code: string;
    readonly message: string;
    readonly count: number;
    /** The first ones. */ readonly lines: readonly number[];
  }[];
  /** Names of the columns as the file writes them, so that the refused lines make a file of the same form; null for HL7. */
  readonly heading: string | null;
  readonly error: { readonly code: string; readonly message: string; readonly action: string } | null;
  /** While it is `running`: who takes its lines. */
  readonly lease: Lease | null;
}

export interface ImportErrorRecord {
  readonly line: number;
  readonly code: string;
  readonly message: string;
  readonly action: string;
  /** Who the line is about, as far as it could be read. */
  readonly name: string | null;
  /** The value at fault, as written. */
  readonly value: string | null;
}
