import { createHash, createHmac, type KeyObject } from 'node:crypto';
import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import type { AuditVerification, JournalAnchor } from '../../../shared/domain/record/journal.ts';
import { sealerOf } from './sealer.ts';

/** What the first entry follows. */
export const GENESIS = '0'.repeat(64);

/** A stored link: `hash` = {@link sealOf} of the previous hash and the entry's text. */
export interface AuditLink {
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
  readonly entry: string;
}

/** Entries that follow each other, their numbers too, as bytes: no object and no text is made for each. */
interface AuditRun {
  /** Number of the first. */
  readonly first: number;
  /** Of each its previous hash, a line feed, its text and its hash, one after the other. */
  readonly bytes: Buffer;
  /** Bytes of each text. */
  readonly lengths: readonly number[];
}

/** Some entries of a journal, to be taken in one go where nothing is wrong with any. */
export interface AuditPiece {
  /** Null when their numbers do not follow each other, or a hash is not as long as ours: what follows would be read out of its place. */
  readonly run: AuditRun | null;
  /** The same in order of `seq`, one by one. */
  readonly links: () => Iterable<AuditLink>;
}

/** Characters of a hash. */
export const HASH = GENESIS.length;

/** Canonical JSON of an entry: keys sorted at every level, no space. Equal entries give equal text. */
export function canonicalEntry(entry: AuditEntry): string {
  const { at, actor, onBehalfOf, situation, act, label, patientId, objectId, result, details } = entry;
  return JSON.stringify(sorted({ at, actor, onBehalfOf, situation, act, label, patientId, objectId, result, details }));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]: [string, unknown]): [string, unknown] => [name, sorted(inner)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** HMAC-SHA-256, under the journal's key, of the previous hash, a line feed and the entry's text: who has the rows alone cannot make it. */
export function sealOf(key: KeyObject, previous: string, entry: string): string {
  // One update: each costs as much as the hashing of a short entry.
  return createHmac('sha256', key).update(`${previous}\n${entry}`).digest('hex');
}

/** The same without a key: how journals were chained before schema 7. */
export function plainHashOf(previous: string, entry: string): string {
  return createHash('sha256').update(previous).update('\n').update(entry).digest('hex');
}

/** First thing wrong with a journal; both null when it is whole. */
type ChainVerdict = Pick<AuditVerification, 'brokenAt' | 'reason'>;

/** What a walk says of one more entry. */
type Step = Exclude<ChainVerdict['reason'], 'truncated'>;

/**
 * The walk along a journal, entry after entry, in one go or by pieces. Altered: a text no longer gives its seal. Missing: a
 * number or the entry it follows is gone. Reordered: it follows an entry that stands elsewhere. Foreign: no entry of it bears
 * our seal. Entries without a seal may only come first: the first sealed one vouches for what it follows.
 */
export class ChainWalk {
  readonly #key: KeyObject;
  readonly #seal: ReturnType<typeof sealerOf>;
  readonly #exists: (hash: string) => boolean;
  #head = GENESIS;
  #length = 0;
  #sealed = false;

  /**
   * @param exists whether some entry of the journal has this hash.
   * @param from where a walk may begin other than at the start: the link before, taken as it is.
   */
  constructor(key: KeyObject, exists: (hash: string) => boolean, from: Pick<AuditLink, 'seq' | 'hash'> | null = null) {
    this.#key = key;
    this.#seal = sealerOf(key);
    this.#exists = exists;
    if (from !== null) [this.#head, this.#length] = [from.hash, from.seq];
  }

  get length(): number {
    return this.#length;
  }

  /** @returns what is wrong with this link, in order of `seq`; null when all is well. */
  step({ seq, previous, hash, entry }: AuditLink): Step {
    const index = this.#length + 1;
    if (seq !== index) return 'missing';
    if (sealOf(this.#key, previous, entry) === hash) this.#sealed = true;
    else if (this.#sealed || plainHashOf(previous, entry) !== hash) return 'altered';
    if (previous !== this.#head) return previous === GENESIS || this.#exists(previous) ? 'reordered' : 'missing';
    [this.#head, this.#length] = [hash, index];
    return null;
  }

  /**
   * Takes many links at once when each bears our seal and follows the one before.
   *
   * @returns false when one does not, and none is taken: {@link step} says what is wrong, if anything is.
   */
  take({ first, bytes, lengths }: AuditRun): boolean {
    if (first !== this.#length + 1) return false;
    let [head, at] = [this.#head, 0];
    for (const length of lengths) {
      const end = at + HASH + 1 + length;
      const hash = bytes.toString('binary', end, end + HASH);
      if (bytes.toString('binary', at, at + HASH) !== head || this.#seal(bytes, at, end) !== hash) return false;
      [head, at] = [hash, end + HASH];
    }
    [this.#head, this.#length, this.#sealed] = [head, this.#length + lengths.length, true];
    return true;
  }

  /** Once the last link is taken. */
  end(): Step {
    return this.#length > 0 && !this.#sealed ? 'foreign' : null;
  }
}

/**
 * Walks a journal and says the first thing wrong with it. The chain alone cannot tell that its end was cut, or that an older
 * copy took its place: the anchor does (truncated, foreign).
 *
 * @param pieces in order of `seq`.
 * @param exists whether some entry of the journal has this hash.
 */
export function verifyChain(
  key: KeyObject,
  pieces: Iterable<AuditPiece>,
  exists: (hash: string) => boolean,
  anchor: JournalAnchor | null,
): ChainVerdict {
  const walk = new ChainWalk(key, exists);
  let foreignAt: number | null = null;
  for (const { run, links } of pieces) {
    if (run !== null && !holds(run, anchor) && walk.take(run)) continue;
    for (const link of links()) {
      const reason = walk.step(link);
      if (reason !== null) return { reason, brokenAt: walk.length + 1 };
      if (anchor?.length === link.seq && anchor.head !== link.hash) foreignAt = link.seq;
    }
  }
  if (walk.end() !== null) return { reason: 'foreign', brokenAt: 1 };
  if (anchor !== null && anchor.length > walk.length) return { reason: 'truncated', brokenAt: walk.length + 1 };
  return foreignAt === null ? { reason: null, brokenAt: null } : { reason: 'foreign', brokenAt: foreignAt };
}

const holds = ({ first, lengths }: AuditRun, anchor: JournalAnchor | null): boolean =>
  anchor !== null && anchor.length >= first && anchor.length < first + lengths.length;
