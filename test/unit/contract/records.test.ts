import { describe, expect, it } from 'vitest';
import { calls, type CallInput, type CallName } from '../../../shared/contract/index.ts';
import { isStale } from '../../../shared/contract/records.ts';
import type { Touched } from '../../../shared/domain/record/touched.ts';

const staleCall = <N extends CallName>(name: N, input: CallInput<N>, touched: Partial<Touched>): boolean =>
  isStale(calls[name], input as never, { patients: [], documents: [], ...touched });

describe('the answers that a change makes stale', () => {
  it('are those of the record that changed, and of every list', () => {
    expect(staleCall('patients.get', { id: 'p1' }, { patients: ['p1'] })).toBe(true);
    expect(staleCall('patients.get', { id: 'p2' }, { patients: ['p1'] })).toBe(false);
    expect(staleCall('patients.search', { query: '' }, { patients: ['p1'] })).toBe(true);
    expect(staleCall('documents.list', { patientId: 'p1' }, { patients: ['p1'] })).toBe(false);
  });

  it('are those of the documents of that patient, and the history that tells of them', () => {
    for (const input of ['p1', 'p2']) {
      const [list, record] = [{ patientId: input }, { id: input }];
      expect(staleCall('documents.list', list, { documents: ['p1'] })).toBe(input === 'p1');
      expect(staleCall('documents.counts', list, { documents: ['p1'] })).toBe(input === 'p1');
      expect(staleCall('patients.get', record, { documents: ['p1'] })).toBe(input === 'p1');
    }
    expect(staleCall('outbox.list', null, { documents: ['p1'] })).toBe(true);
    expect(staleCall('outbox.counts', null, { documents: ['p1'] })).toBe(true);
    // Each send by the name of its patient.
    expect(staleCall('outbox.list', null, { patients: ['p1'] })).toBe(true);
    expect(staleCall('outbox.counts', null, { patients: ['p1'] })).toBe(false);
  });

  it('are the sends too when a record changed: their list says whose they are', () => {
    expect(staleCall('outbox.list', null, { patients: ['p1'] })).toBe(true);
    expect(staleCall('outbox.counts', null, { patients: ['p1'] })).toBe(false);
  });

  it('are the journal and what it is filtered by, whoever was concerned', () => {
    for (const touched of [{ patients: ['p1'] }, { documents: ['p1'] }]) {
      expect(staleCall('audit.list', { before: null, limit: 1 }, touched)).toBe(true);
      expect(staleCall('audit.facets', null, touched)).toBe(true);
    }
  });

  it('are all of them when many records changed, and none when none did', () => {
    expect(staleCall('patients.get', { id: 'p2' }, { patients: 'many' })).toBe(true);
    expect(staleCall('patients.search', { query: '' }, {})).toBe(false);
    expect(staleCall('documents.types', null, { patients: 'many', documents: 'many' })).toBe(false);
  });
});
