import { describe, expect, it } from 'vitest';
import type { Store } from '../../../../electron/store/types.ts';
import { readFacets, readJournal } from '../../../../electron/usecases/journal/read-journal.ts';
import { verifyJournal } from '../../../../electron/usecases/journal/verify-journal.ts';
import { readingAt } from '../reading.ts';
import { PAULE, workplace } from '../workplace.ts';

describe('the journal', () => {
  it('that is read holds this reading too', async () => {
    const place = workplace();
    const read = readJournal(readingAt(place));
    expect(await read({ before: null, limit: 10 }, PAULE)).toMatchObject({ total: 1, entries: [{ act: 'journal.opened' }] });
  });

  it('that is read waits for that reading to be on disk', async () => {
    const ports = readingAt(workplace());
    const written = Promise.withResolvers<void>();
    let asked = false;
    const store = {
      audit: {
        ...ports.store.audit,
        page: (page: Parameters<Store['audit']['page']>[0]) => ((asked = true), ports.store.audit.page(page)),
      },
    };
    const reading = readJournal({ ...ports, store, trace: { flush: () => written.promise } })({ before: null, limit: 10 }, PAULE);
    await new Promise(setImmediate);
    expect(asked).toBe(false);
    written.resolve();
    await reading;
    expect(asked).toBe(true);
  });

  it('offers to choose from what was read a moment ago too', async () => {
    const ports = readingAt(workplace());
    const facets = readFacets(ports);
    expect((await facets()).acts).toEqual([]);
    ports.readings.journal(PAULE);
    expect((await facets()).acts.map(({ act }) => act)).toEqual(['journal.opened']);
  });

  type Verdict = Awaited<ReturnType<Store['audit']['verify']>>;
  const verified: Omit<Verdict, 'ms'> = { valid: true, length: 3, head: 'ab', brokenAt: null, reason: null, anchored: true, incidents: 0 };
  it.each<readonly [string, Partial<Verdict>, string]>([
    ['whole', {}, 'ok'],
    ['compared with nothing', { anchored: false, valid: false }, 'AUDIT_UNANCHORED'],
    ['altered', { reason: 'altered', valid: false, brokenAt: 2 }, 'AUDIT_ALTERED'],
    ['changed and compared with nothing', { reason: 'altered', anchored: false, valid: false, brokenAt: 2 }, 'AUDIT_ALTERED'],
  ])('found %s keeps the verdict', async (_what, found, result) => {
    const { store, journal, ...place } = workplace();
    const { trace, now } = readingAt({ store, journal, ...place });
    const verdict = { ...verified, ...found };
    const measured = { ...verdict, ms: 12 };
    const verify = verifyJournal({ store: { audit: { ...store.audit, verify: () => Promise.resolve(measured) } }, trace, now });
    expect(await verify(PAULE)).toEqual(verdict);
    await trace.flush();
    expect(await journal()).toMatchObject([
      { act: 'journal.verified', result, details: { length: 3, head: 'ab', brokenAt: verdict.brokenAt } },
    ]);
  });
});
