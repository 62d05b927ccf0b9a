import * as fc from 'fast-check';
import { createHash, createHmac, createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../../shared/domain/record/audit.ts';
import {
  canonicalEntry,
  ChainWalk,
  GENESIS,
  HASH,
  plainHashOf,
  sealOf,
  verifyChain,
  type AuditLink,
  type AuditPiece,
} from '../../../../electron/store/audit/chain.ts';

const entry = (n: number): AuditEntry => ({
  at: '2026-11-21T10:00:00.000Z',
  actor: { idNat: '899900000017', name: 'Dr Paule DURAND' },
  onBehalfOf: null,
  situation: '499900000017001',
  act: 'patient.created',
  label: `Acte ${n}`,
  patientId: 'p1',
  objectId: null,
  result: 'ok',
  details: { n },
});

const KEY = createSecretKey(Buffer.alloc(32, 9));
type Seal = (previous: string, entry: string) => string;
const ours: Seal = (previous, text) => sealOf(KEY, previous, text);

/** @param seal by the number of each entry. */
function chain(length: number, seal: (seq: number) => Seal = () => ours): AuditLink[] {
  const links: AuditLink[] = [];
  let previous = GENESIS;
  for (let seq = 1; seq <= length; seq += 1) {
    const text = canonicalEntry(entry(seq));
    const hash = seal(seq)(previous, text);
    links.push({ seq, previous, hash, entry: text });
    previous = hash;
  }
  return links;
}

/** As the journal reads them: bytes where they follow each other, their hashes as long as ours. */
function piece(links: readonly AuditLink[]): AuditPiece {
  const first = links[0]?.seq ?? 0;
  const whole = links.every(({ seq, hash }, i) => seq === first + i && Buffer.byteLength(hash) === HASH);
  const run = {
    first,
    bytes: Buffer.from(links.map(({ previous, entry: text, hash }) => `${previous}\n${text}${hash}`).join('')),
    lengths: links.map(({ entry: text }) => Buffer.byteLength(text)),
  };
  return { run: whole ? run : null, links: () => links };
}
const inPieces = (links: readonly AuditLink[], size: number): AuditPiece[] =>
  links.length === 0 ? [] : [piece(links.slice(0, size)), ...inPieces(links.slice(size), size)];
const oneByOne = (links: readonly AuditLink[]): AuditPiece[] => [{ run: null, links: () => links }];

/** One by one, and by pieces of each size: all say the same. */
function verify(links: readonly AuditLink[], anchor: { head: string; length: number } | null = null) {
  const exists = (hash: string): boolean => links.some((link) => link.hash === hash);
  const verdict = verifyChain(KEY, oneByOne(links), exists, anchor);
  for (const size of [1, 3, 5, links.length + 1]) expect(verifyChain(KEY, inPieces(links, size), exists, anchor)).toEqual(verdict);
  return verdict;
}
const at = (links: readonly AuditLink[], index: number): AuditLink => {
  const found = links[index - 1];
  if (found === undefined) throw new Error('no such link');
  return found;
};
const anchorOf = (links: readonly AuditLink[], length: number) => ({ head: at(links, length).hash, length });

describe('the chain of the journal', () => {
  it('seals the previous hash, a line feed and the canonical text with HMAC-SHA-256 under its key', () => {
    expect(sealOf(KEY, GENESIS, '{}')).toBe(
      createHmac('sha256', Buffer.alloc(32, 9))
        .update(`${'0'.repeat(64)}\n{}`)
        .digest('hex'),
    );
    expect(plainHashOf(GENESIS, '{}')).toBe(
      createHash('sha256')
        .update(`${'0'.repeat(64)}\n{}`)
        .digest('hex'),
    );
  });

  it('takes entries of before the seals when a sealed one follows them, and vouches for them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 11 }), (before) => {
        const mixed = (): AuditLink[] => chain(12, (seq) => (seq <= before ? plainHashOf : ours));
        expect(verify(mixed())).toEqual({ reason: null, brokenAt: null });
        if (before === 0) return;
        // Rewritten without the key: what follows no longer follows it.
        const links = mixed();
        const first = at(links, 1);
        const entry = first.entry.replace('ok', 'ko');
        links[0] = { ...first, entry, hash: plainHashOf(GENESIS, entry) };
        expect(verify(links)).toEqual({ reason: 'missing', brokenAt: 2 });
      }),
    );
  });

  it('refuses a chain made again without the key, in whole or from some entry on, or under another key', () => {
    const other = createSecretKey(Buffer.alloc(32, 8));
    expect(verify(chain(6, () => plainHashOf))).toEqual({ reason: 'foreign', brokenAt: 1 });
    expect(verify(chain(1, () => plainHashOf))).toEqual({ reason: 'foreign', brokenAt: 1 });
    expect(verify(chain(6, () => (previous, text) => sealOf(other, previous, text)))).toEqual({ reason: 'altered', brokenAt: 1 });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), (from) => {
        expect(verify(chain(6, (seq) => (seq < from ? ours : plainHashOf)))).toEqual({ reason: 'altered', brokenAt: from });
      }),
    );
  });

  it('is walked by pieces as in one go, from a link that is taken as it is', () => {
    const links = chain(6);
    const walk = new ChainWalk(KEY, () => false, at(links, 3));
    expect(walk.length).toBe(3);
    expect(walk.step(at(links, 4))).toBeNull();
    expect(walk.step(at(links, 6))).toBe('missing');
    expect(walk.step({ ...at(links, 5), entry: '{}' })).toBe('altered');
    expect(walk.step(at(links, 5))).toBeNull();
    expect([walk.length, walk.end()]).toEqual([5, null]);
  });

  it('takes a whole piece, or nothing of it', () => {
    const links = chain(6);
    const run = (part: readonly AuditLink[]) => piece(part).run ?? expect.fail('no run');
    const walk = new ChainWalk(KEY, () => false);
    expect(walk.take(run(links.slice(1, 3)))).toBe(false);
    const altered = links.map((link) => (link.seq === 3 ? { ...link, entry: link.entry.replace('ok', 'ko') } : link));
    expect([walk.take(run(altered)), walk.length]).toEqual([false, 0]);
    expect(walk.take(run([{ ...at(links, 1), seq: 2 }]))).toBe(false);
    expect([walk.take(run(links.slice(0, 2))), walk.length, walk.end()]).toEqual([true, 2, null]);
    expect([walk.take(run(links.slice(2))), walk.length]).toEqual([true, 6]);
    expect(walk.take(run(chain(2, () => plainHashOf)))).toBe(false);
  });

  it('reads entry by entry only a piece that it cannot take, or that the anchor is in', () => {
    const links = chain(9);
    const read = (anchor: { head: string; length: number } | null, spoilt: readonly AuditLink[] = links): number[] => {
      const seen: number[] = [];
      const pieces = inPieces(spoilt, 3).map(({ run, links: some }, i) => ({ run, links: () => (seen.push(i), some()) }));
      verifyChain(KEY, pieces, () => true, anchor);
      return seen;
    };
    expect(read(null)).toEqual([]);
    for (let length = 1; length <= 9; length += 1) expect(read(anchorOf(links, length))).toEqual([Math.floor((length - 1) / 3)]);
    expect(read({ head: GENESIS, length: 0 })).toEqual([]);
    expect(
      read(
        null,
        links.map((link) => (link.seq === 5 ? { ...link, entry: '{}' } : link)),
      ),
    ).toEqual([1]);
  });

  it('writes equal entries alike, whatever the order of their fields', () => {
    const a = entry(1);
    const b = Object.fromEntries(Object.entries(a).toReversed()) as unknown as AuditEntry;
    expect(canonicalEntry({ ...b, details: { z: 1, a: null } })).toBe(canonicalEntry({ ...a, details: { a: null, z: 1 } }));
    expect(canonicalEntry(a)).toMatch(/^\{"act":"patient\.created","actor":\{"idNat":/);
  });

  it('is whole as written, and when empty', () => {
    expect(verify(chain(5))).toEqual({ reason: null, brokenAt: null });
    expect(verify([])).toEqual({ reason: null, brokenAt: null });
    expect(verify([], { head: GENESIS, length: 0 })).toEqual({ reason: null, brokenAt: null });
  });

  it('sees a text that was altered, wherever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (index) => {
        const links = chain(12);
        const link = at(links, index);
        links[index - 1] = { ...link, entry: link.entry.replace('ok', 'ko') };
        expect(verify(links)).toEqual({ reason: 'altered', brokenAt: index });
      }),
    );
  });

  it('sees an entry that is missing, its number kept or taken by the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 11 }), fc.boolean(), (index, renumbered) => {
        const left = chain(12).filter(({ seq }) => seq !== index);
        const links = renumbered ? left.map((link, i) => ({ ...link, seq: i + 1 })) : left;
        expect(verify(links)).toEqual({ reason: 'missing', brokenAt: index });
      }),
    );
  });

  it('sees two entries that changed places', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 2 }), (places) => {
        const [i = 1, j = 2] = places.toSorted((a, b) => a - b);
        const links = chain(12);
        const [a, b] = [at(links, i), at(links, j)];
        links[i - 1] = { ...b, seq: i };
        links[j - 1] = { ...a, seq: j };
        expect(verify(links)).toEqual({ reason: 'reordered', brokenAt: i });
      }),
    );
  });

  it('sees its end cut, thanks to an anchor', () => {
    const whole = chain(6);
    expect(verify(whole.slice(0, 4), anchorOf(whole, 6))).toEqual({ reason: 'truncated', brokenAt: 5 });
    expect(verify(whole.slice(0, 4))).toEqual({ reason: null, brokenAt: null });
    expect(verify([], anchorOf(whole, 6))).toEqual({ reason: 'truncated', brokenAt: 1 });
  });

  it('sees that it was rewritten with its key, thanks to an anchor', () => {
    const [whole, other] = [chain(6), chain(6)];
    let previous = GENESIS;
    const rewritten: AuditLink[] = [];
    for (const { seq, entry: text } of other) {
      const forged = text.replace('DURAND', 'MARTIN');
      const hash = ours(previous, forged);
      rewritten.push({ seq, previous, hash, entry: forged });
      previous = hash;
    }
    expect(verify(rewritten)).toEqual({ reason: null, brokenAt: null });
    expect(verify(rewritten, anchorOf(whole, 3))).toEqual({ reason: 'foreign', brokenAt: 3 });
  });

  it('may have grown since the anchor', () => {
    const whole = chain(6);
    for (let length = 1; length <= 6; length += 1) expect(verify(whole, anchorOf(whole, length))).toEqual({ reason: null, brokenAt: null });
  });
});
