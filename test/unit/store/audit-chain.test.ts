import * as fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalEntry, GENESIS, linkHash, verifyChain, type AuditLink } from '../../../electron/store/audit-chain.ts';
import type { AuditEntry } from '../../../electron/store/types.ts';

const entry = (n: number): AuditEntry => ({
  at: '2026-11-21T10:00:00.000Z', actor: { idNat: '899900000017', name: 'Dr Paule DURAND' }, onBehalfOf: null, situation: '499900000017001',
  act: 'patient.created', label: `Acte ${n}`, patientId: 'p1', objectId: null, result: 'ok', details: { n },
});

function chain(length: number): AuditLink[] {
  const links: AuditLink[] = [];
  let previous = GENESIS;
  for (let seq = 1; seq <= length; seq += 1) {
    const text = canonicalEntry(entry(seq));
    const hash = linkHash(previous, text);
    links.push({ seq, previous, hash, entry: text });
    previous = hash;
  }
  return links;
}

const verify = (links: readonly AuditLink[], anchor: { head: string; length: number } | null = null) =>
  verifyChain(links, (hash) => links.some((link) => link.hash === hash), anchor);
const at = (links: readonly AuditLink[], index: number): AuditLink => {
  const found = links[index - 1];
  if (found === undefined) throw new Error('no such link');
  return found;
};
const anchorOf = (links: readonly AuditLink[], length: number) => ({ head: at(links, length).hash, length });

describe('the chain of the journal', () => {
  it('hashes the previous hash, a line feed and the canonical text with SHA-256', () => {
    expect(linkHash(GENESIS, '{}')).toBe(createHash('sha256').update(`${'0'.repeat(64)}\n{}`).digest('hex'));
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

  it('sees that it was rewritten, thanks to an anchor', () => {
    const [whole, other] = [chain(6), chain(6)];
    let previous = GENESIS;
    const rewritten: AuditLink[] = [];
    for (const { seq, entry: text } of other) {
      const forged = text.replace('DURAND', 'MARTIN');
      const hash = linkHash(previous, forged);
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
