import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MAX_WAITING, Trace } from '../../../../electron/usecases/journal/trace.ts';
import { act } from '../../../../electron/usecases/acting.ts';
import type { AuditEntry } from '../../../../shared/domain/record/audit.ts';
import { errorFacts } from '../../../../shared/errors.ts';
import { journal, PAULE } from './kit.ts';

const NOW = new Date('2026-11-29T10:00:00.000Z');
const reading = (n: number): AuditEntry => act(PAULE, NOW, { act: 'patient.opened', label: 'Dossier ouvert', patientId: `p${n}` });
const opened = (n: number) => [{ kind: 'patient.opened', patientId: `p${n}`, at: NOW.toISOString() }] as const;

describe('the trace of what changes nothing', () => {
  let store: ReturnType<typeof journal>;
  let reports: string[];
  let trace: Trace;
  const patients = (): readonly (string | null)[] => store.entries.map(({ patientId }) => patientId);

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    [store, reports] = [journal(), []];
    trace = new Trace({ store, now: () => NOW, report: (thrown) => reports.push(errorFacts(thrown).code) });
  });
  afterEach(() => vi.useRealTimers());

  it('leaves at once, and what comes while it is written leaves together after it', async () => {
    for (const n of [1, 2, 3]) trace.add(reading(n));
    expect(store.commits).toHaveLength(1);
    await trace.flush();
    expect([patients(), store.commits.length]).toEqual([['p1', 'p2', 'p3'], 2]);
    trace.add(reading(4));
    await trace.flush();
    expect(patients()).toEqual(['p1', 'p2', 'p3', 'p4']);
  });

  it('on a full disk stops nobody, is said once by its code, and is written in order when there is room', async () => {
    store.disk.full = true;
    for (const n of [1, 2]) {
      expect(() => trace.add(reading(n))).not.toThrow();
      await trace.flush();
    }
    expect([patients(), reports]).toEqual([[], ['STORE_FULL']]);
    store.disk.full = false;
    trace.add(reading(3));
    await trace.flush();
    expect(patients()).toEqual(['p1', 'p2', 'p3']);
    store.disk.full = true;
    trace.add(reading(4));
    await trace.flush();
    expect(reports).toEqual(['STORE_FULL', 'STORE_FULL']);
  });

  it('is tried again by itself', async () => {
    store.disk.full = true;
    trace.add(reading(1));
    await trace.flush();
    store.disk.full = false;
    await vi.advanceTimersByTimeAsync(29_999);
    expect(patients()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(patients()).toEqual(['p1']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keeps a bounded number of entries, and the journal says how many are missing, once', async () => {
    store.disk.full = true;
    for (let n = 0; n < MAX_WAITING + 7; n += 1) trace.add(reading(n));
    await trace.flush();
    store.disk.full = false;
    await trace.flush();
    expect(store.entries.slice(0, MAX_WAITING).map(({ patientId }) => patientId)).toEqual(
      Array.from({ length: MAX_WAITING }, (_, n) => `p${n}`),
    );
    expect(store.entries.slice(MAX_WAITING)).toMatchObject([
      { act: 'journal.missing', actor: null, result: 'STORE_FULL', details: { count: 7 } },
    ]);
    trace.add(reading(1));
    await trace.flush();
    expect(store.entries.at(-1)).toMatchObject({ act: 'patient.opened' });
  });

  it('carries the date of the reading once; refused, the trace goes without it', async () => {
    trace.add(reading(1), opened(1));
    await trace.flush();
    expect(store.commits.map(({ changes }) => changes)).toEqual([opened(1)]);
    store.disk.refusesChanges = true;
    trace.add(reading(2), opened(2));
    await trace.flush();
    expect([patients(), store.commits.map(({ changes }) => changes), reports]).toEqual([['p1', 'p2'], [opened(1), opened(2), []], []]);
  });

  it('is tried a last time at the close, and nothing tries afterwards', async () => {
    store.disk.full = true;
    trace.add(reading(1));
    await trace.flush();
    const before = store.commits.length;
    await trace.close();
    expect([store.commits.length, vi.getTimerCount()]).toEqual([before + 1, 0]);
    store.disk.full = false;
    const other = new Trace({ store, now: () => NOW, report: () => undefined });
    other.add(reading(2));
    await other.close();
    expect(patients()).toEqual(['p2']);
  });
});
