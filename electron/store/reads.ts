import { auditReads } from './audit/reads.ts';
import { delegationReads } from './delegations/reads.ts';
import { documentReads } from './documents/reads.ts';
import { identityReads, insiReads } from './identity/reads.ts';
import { importReads } from './imports/reads.ts';
import { agreementReads, episodeReads, informationReads, patientReads } from './patients/reads.ts';
import { peopleReads } from './people/reads.ts';
import { sendReads } from './sends/reads.ts';
import { settingReads } from './settings/reads.ts';
import type { Sql } from './sqlite/sql.ts';
import { structureReads } from './structure/reads.ts';
import { worklistReads } from './worklists/reads.ts';

/** What a store answers, by feature. Lists are in screen order. */
export const reads = {
  patients: patientReads,
  worklists: worklistReads,
  imports: importReads,
  identity: identityReads,
  insi: insiReads,
  information: informationReads,
  episodes: episodeReads,
  agreements: agreementReads,
  structure: structureReads,
  delegations: delegationReads,
  documents: documentReads,
  people: peopleReads,
  outbox: sendReads,
  settings: settingReads,
  audit: auditReads,
} as const;

type Reads = typeof reads;

/** The same, asked from another thread or process. */
export type StoreReads = {
  readonly [F in keyof Reads]: {
    readonly [N in keyof Reads[F]]: Reads[F][N] extends (sql: Sql, ...args: infer A) => infer R ? (...args: A) => Promise<R> : never;
  };
};

/** One of them, by its feature and its name. */
export type ReadName = { readonly [F in keyof Reads]: `${F}.${keyof Reads[F] & string}` }[keyof Reads];

/** Those that read for long: each in a connection of its own. */
export const LONG_READS: ReadonlySet<ReadName> = new Set(['patients.lookalikes', 'audit.verify']);

/** The function of that name. */
export function readOf(name: ReadName): (sql: Sql, ...args: readonly unknown[]) => unknown {
  const [feature = '', one = ''] = name.split('.');
  // Casts: the names are those of the table, and each caller's types come from it (StoreReads).
  return (reads as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[feature]?.[one] as (
    sql: Sql,
    ...args: readonly unknown[]
  ) => unknown;
}

/** Every read of the table, as `ask` has it answered. */
export function readsBy(ask: (name: ReadName, args: readonly unknown[]) => Promise<unknown>): StoreReads {
  const features = Object.entries(reads).map(([feature, table]) => {
    // As above.
    const names = Object.keys(table).map((one) => [one, (...args: readonly unknown[]) => ask(`${feature}.${one}` as ReadName, args)]);
    return [feature, Object.fromEntries(names)];
  });
  return Object.fromEntries(features) as StoreReads;
}
