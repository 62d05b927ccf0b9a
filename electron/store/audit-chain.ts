import { createHash } from 'node:crypto';
import type { AuditEntry, AuditVerification } from './types.ts';

/** What the first entry follows. */
export const GENESIS = '0'.repeat(64);

/** A stored link: `hash` = SHA-256 of the previous hash, a line feed, and the entry's text. */
export interface AuditLink {
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
  readonly entry: string;
}

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

export function linkHash(previous: string, entry: string): string {
  return createHash('sha256').update(previous).update('\n').update(entry).digest('hex');
}

/** First thing wrong with a journal; both null when it is whole. */
export type ChainVerdict = Pick<AuditVerification, 'brokenAt' | 'reason'>;

/**
 * Walks the journal and says the first thing wrong with it. Altered: a text no longer gives its hash. Missing: a number
 * or the entry it follows is gone. Reordered: it follows an entry that stands elsewhere. The chain alone cannot tell
 * that its end was cut or that all of it was rewritten: the anchor does (truncated, foreign).
 *
 * @param links in order of `seq`.
 * @param exists whether some entry of the journal has this hash.
 * @param anchor head and length noted earlier, elsewhere.
 */
export function verifyChain(links: Iterable<AuditLink>, exists: (hash: string) => boolean, anchor: { readonly head: string; readonly length: number } | null): ChainVerdict {
  let [head, length] = [GENESIS, 0];
  let foreignAt: number | null = null;
  for (const { seq, previous, hash, entry } of links) {
    const index = length + 1;
    if (seq !== index) return { reason: 'missing', brokenAt: index };
    if (linkHash(previous, entry) !== hash) return { reason: 'altered', brokenAt: index };
    if (previous !== head) return { reason: previous === GENESIS || exists(previous) ? 'reordered' : 'missing', brokenAt: index };
    [head, length] = [hash, index];
    if (anchor?.length === index && anchor.head !== hash) foreignAt = index;
  }
  if (anchor !== null && anchor.length > length) return { reason: 'truncated', brokenAt: length + 1 };
  return foreignAt === null ? { reason: null, brokenAt: null } : { reason: 'foreign', brokenAt: foreignAt };
}
