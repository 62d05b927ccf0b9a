import type { JournalIncident } from '../../../shared/domain/record/journal.ts';
import { ChainWalk } from '../audit/chain.ts';
import type { Db } from './db.ts';
import { holdsLink, linksAfter } from '../audit/reads.ts';
import type { Sql } from './sql.ts';
import { markOf } from '../audit/standing.ts';
import type { StoreMark } from '../types.ts';

/** Nobody wrote anything for that long, in milliseconds. */
const QUIET_MS = 2000;
/** Between two pieces of the walk along the journal, in milliseconds, and entries of a piece: 1 % of a core. */
const PIECE_MS = 500;
const PIECE = 500;

/** What the writer finds by itself. */
export type Found =
  /** Everything up to there is in the file, on disk. */
  | { readonly kind: 'checkpoint'; readonly mark: StoreMark }
  | { readonly kind: 'journal'; readonly incident: Pick<JournalIncident, 'reason' | 'brokenAt'> };

/** Puts the log in the file, on disk. @returns where the store then stands; null while a reader is in the way. */
export function checkpoint(db: Db, sql: Sql): StoreMark | null {
  // Cast: one row of three numbers (SQLite, « PRAGMA wal_checkpoint »).
  const [result] = db.pragma('wal_checkpoint(PASSIVE)') as readonly {
    readonly busy: number;
    readonly log: number;
    readonly checkpointed: number;
  }[];
  return result === undefined || result.busy !== 0 || result.log !== result.checkpointed ? null : markOf(sql);
}

/**
 * What the writer does while nobody writes anything: the log goes to the file, then the whole journal is verified, once, by
 * pieces.
 */
export class Idle {
  readonly #db: Db;
  readonly #sql: Sql;
  readonly #tell: (found: Found) => void;
  #timer: NodeJS.Timeout | null = null;
  #written = true;
  #walk: ChainWalk | null;

  constructor(db: Db, sql: Sql, tell: (found: Found) => void) {
    this.#db = db;
    this.#sql = sql;
    this.#tell = tell;
    this.#walk = new ChainWalk(sql.journalKey, (hash) => holdsLink(sql, hash));
  }

  /** Somebody wrote something. */
  wrote(): void {
    this.#written = true;
    this.#after(QUIET_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #after(ms: number): void {
    this.stop();
    if (!this.#written && this.#walk === null) return;
    this.#timer = setTimeout(() => this.#work(), ms);
    this.#timer.unref();
  }

  #work(): void {
    try {
      if (this.#written) this.#checkpoint();
      else if (this.#walk !== null) this.#verify(this.#walk);
    } catch {
      // A full disk, a busy file: the next quiet moment tries again; whoever asks for something is told.
      return this.#after(10 * QUIET_MS);
    }
    this.#after(PIECE_MS);
  }

  #checkpoint(): void {
    const mark = checkpoint(this.#db, this.#sql);
    if (mark === null) throw new Error('a reader is in the way');
    this.#written = false;
    this.#tell({ kind: 'checkpoint', mark });
  }

  #verify(walk: ChainWalk): void {
    const links = linksAfter(this.#sql, walk.length, PIECE);
    for (const link of links) {
      const reason = walk.step(link);
      if (reason === null) continue;
      this.#walk = null;
      return this.#tell({ kind: 'journal', incident: { reason, brokenAt: walk.length + 1 } });
    }
    if (links.length === PIECE) return;
    this.#walk = null;
    if (walk.end() !== null) this.#tell({ kind: 'journal', incident: { reason: 'foreign', brokenAt: 1 } });
  }
}
