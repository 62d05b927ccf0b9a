import { touchedBy, UNTOUCHED, type Touched } from '../../../shared/domain/record/touched.ts';
import { appendAudit } from '../audit/changes.ts';
import { changes, type Change } from '../changes.ts';
import type { Effects } from '../effects.ts';
import { indexPatients } from '../patients/search-index.ts';
import type { Commit } from '../types.ts';
import type { Db } from './db.ts';
import type { Sql } from './sql.ts';

/** What became of a commit. */
export type Committed = { readonly touched: Touched } | { readonly thrown: unknown };

/**
 * Commits asked at once, in order, all on disk by one transaction: each is still all or nothing by itself, and a refused one
 * takes no other with it. When the disk does not take them together, each is tried alone.
 */
export function applyCommits(db: Db, sql: Sql, commits: readonly Commit[]): Committed[] {
  const [only] = commits;
  if (commits.length > 1) {
    try {
      return db
        .transaction(() =>
          commits.map((commit) =>
            tried(
              () => applyCommit(db, sql, commit),
              () => db.inTransaction,
            ),
          ),
        )
        .immediate();
    } catch {
      return commits.map((commit) => tried(() => applyCommit(db, sql, commit)));
    }
  }
  return only === undefined ? [] : [tried(() => applyCommit(db, sql, only))];
}

/** @param contained whether a refusal left the others as they were; else it is thrown. */
function tried(act: () => Touched, contained: () => boolean = () => true): Committed {
  try {
    return { touched: act() };
  } catch (thrown) {
    if (!contained()) throw thrown;
    return { thrown };
  }
}

/** The only writing door: every change and its trace in one transaction (electron/README 7); in another one, a part of it that fails alone. */
function applyCommit(db: Db, sql: Sql, commit: Commit): Touched {
  const write = db.transaction(() => {
    const effects = commit.changes.map((change) => apply(sql, change));
    indexPatients(sql, new Set(effects.flatMap(({ indexed = [] }) => indexed)));
    appendAudit(sql, commit.audit);
    return touchedBy(UNTOUCHED, {
      patients: [...effects.flatMap(({ patients = [] }) => patients), ...actedOn(commit)],
      documents: effects.flatMap(({ documents = [] }) => documents),
    });
  });
  if (commit.deferred !== true) return write.immediate();
  db.pragma('synchronous = NORMAL');
  try {
    return write.immediate();
  } finally {
    db.pragma('synchronous = FULL');
  }
}

/** An act that changed nothing is in the history of its record all the same. */
const actedOn = ({ changes: made, audit, quiet }: Commit): string[] =>
  made.length > 0 || quiet === true ? [] : audit.flatMap(({ patientId }) => patientId ?? []);

function apply(sql: Sql, change: Change): Effects {
  // The kind of this very change chose its function: TypeScript cannot follow the link through the index.
  const write = changes[change.kind] as (sql: Sql, change: Change) => Effects | void;
  return write(sql, change) ?? {};
}
