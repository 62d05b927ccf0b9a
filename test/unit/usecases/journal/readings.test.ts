import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Readings } from '../../../../electron/usecases/journal/readings.ts';
import { journal, PAULE } from './kit.ts';

const QUARTER_MS = 15 * 60_000;

describe('what is read', () => {
  let kept: ReturnType<typeof journal>;
  let readings: Readings;
  const search = (words: string, by: 'words' | 'traits' = 'words'): void => readings.search(PAULE, { by, words, shown: 3 });
  const type = (words: string): void => {
    for (let n = 1; n <= words.length; n += 1) {
      search(words.slice(0, n));
      vi.advanceTimersByTime(120);
    }
  };
  const later = (ms: number): void => void vi.advanceTimersByTime(ms);

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: new Date('2026-11-29T10:00:00Z') });
    kept = journal();
    readings = new Readings({ trace: kept, now: () => new Date() });
  });
  afterEach(() => vi.useRealTimers());

  describe('a record', () => {
    it('is opened once, however often its screen reads it', () => {
      for (let n = 0; n < 5; n += 1) {
        readings.record(PAULE, 'a');
        later(QUARTER_MS - 1);
      }
      expect(kept.acts()).toEqual(['patient.opened a']);
      expect(kept.entries[0]).toMatchObject({
        actor: PAULE.command,
        label: 'Dossier ouvert',
        at: '2026-11-29T10:00:00.000Z',
        result: 'ok',
      });
    });

    it('is opened again after another one, after a quarter of an hour, and in another session', () => {
      readings.record(PAULE, 'a');
      readings.record(PAULE, 'b');
      readings.record(PAULE, 'a');
      later(QUARTER_MS);
      readings.record(PAULE, 'a');
      readings.sessionEnded();
      readings.record(PAULE, 'a');
      expect(kept.acts()).toEqual(['a', 'b', 'a', 'a', 'a'].map((id) => `patient.opened ${id}`));
    });
  });

  it('a document is opened once for the same preview; another record in between changes nothing', () => {
    const document = { id: 'd1', patientId: 'a', status: 'draft' } as const;
    readings.document(PAULE, document);
    readings.record(PAULE, 'b');
    readings.document(PAULE, document);
    readings.document(PAULE, { ...document, id: 'd2' });
    expect(kept.entries.map(({ label, patientId, objectId }) => [label, patientId, objectId])).toEqual([
      ['Document ouvert', 'a', 'd1'],
      ['Dossier ouvert', 'b', null],
      ['Document ouvert', 'a', 'd2'],
    ]);
  });

  it('two records side by side are one comparison, told on both, whichever would stay', () => {
    readings.pair(PAULE, ['a', 'b']);
    readings.pair(PAULE, ['b', 'a']);
    readings.pair(PAULE, ['a', 'c']);
    expect(kept.entries.map(({ patientId, objectId }) => [patientId, objectId])).toEqual([
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'c'],
      ['c', 'a'],
    ]);
  });

  it('a datamatrix is told on the record that it is of, when it is one alone', () => {
    for (const matches of [['a'], ['a', 'b'], []]) readings.datamatrix(PAULE, matches);
    expect(kept.entries.map(({ patientId, details }) => [patientId, details['shown']])).toEqual([
      ['a', 1],
      [null, 2],
      [null, 0],
    ]);
  });

  it('the journal is itself read', () => {
    for (let n = 0; n < 3; n += 1) readings.journal(PAULE);
    expect(kept.entries.map(({ label }) => label)).toEqual(['Journal consulté']);
  });

  describe('a search', () => {
    it('is told before the record that it found', () => {
      type('pat');
      readings.record(PAULE, 'a');
      later(60_000);
      expect(kept.acts()).toEqual(['patients.searched pat', 'patient.opened a']);
    });

    it.each([
      ['the records compared', () => readings.pair(PAULE, ['a', 'b'])],
      ['the journal', () => readings.journal(PAULE)],
      ['what is done of it', () => readings.searchOver()],
      ['the end of the session', () => readings.sessionEnded()],
    ])('is told before %s', (_what, next) => {
      type('pat');
      next();
      expect(kept.acts()[0]).toBe('patients.searched pat');
    });

    it('made again in another session is told again', () => {
      search('roux');
      readings.sessionEnded();
      search('roux');
      readings.sessionEnded();
      expect(kept.acts()).toEqual(['patients.searched roux', 'patients.searched roux']);
    });
  });
});
