import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Readings } from '../../../electron/usecases/journal/readings.ts';
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
    readings.journal(PAULE);
    readings.journal(PAULE);
    expect(kept.entries.map(({ label }) => label)).toEqual(['Journal consulté']);
  });

  describe('a search', () => {
    it('is one entry, told when it rests, with its words and the instant of the last key', () => {
      type('pat-trois');
      later(1879);
      expect(kept.entries).toEqual([]);
      later(1);
      expect(kept.entries).toMatchObject([
        {
          act: 'patients.searched',
          label: 'Recherche de patients',
          at: '2026-11-29T10:00:00.960Z',
          patientId: null,
          details: { by: 'words', words: 'pat-trois', shown: 3 },
        },
      ]);
      later(60_000);
      expect(kept.entries).toHaveLength(1);
    });

    it('is told before the record that it found', () => {
      type('pat');
      readings.record(PAULE, 'a');
      later(60_000);
      expect(kept.acts()).toEqual(['patients.searched pat', 'patient.opened a']);
    });

    it.each([
      ['the records compared', () => readings.pair(PAULE, ['a', 'b'])],
      ['the journal', () => readings.journal(PAULE)],
      ['the end of the session', () => readings.sessionEnded()],
    ])('is told before %s', (_what, next) => {
      type('pat');
      next();
      expect(kept.acts()[0]).toBe('patients.searched pat');
    });

    it('of somebody else, however quick, lets the first one be told', () => {
      type('roux');
      type('sable');
      later(60_000);
      expect(kept.acts()).toEqual(['patients.searched roux', 'patients.searched sable']);
    });

    it('erased key by key is told once, and where the erasing stops too', () => {
      for (const words of ['roux', 'rou', 'ro']) search(words);
      later(60_000);
      expect(kept.acts()).toEqual(['patients.searched roux', 'patients.searched ro']);
      for (const words of ['roche', 'roch', 'roc', 'rocard']) search(words);
      later(60_000);
      expect(kept.acts().slice(2)).toEqual(['patients.searched roche', 'patients.searched rocard']);
      for (const words of ['sable', 'sabl', 'sab', 'sa', 's', '']) search(words);
      later(60_000);
      expect(kept.acts().slice(4)).toEqual(['patients.searched sable']);
    });

    it('made again before it is erased, or that follows the traits of a form, is erased like any other', () => {
      for (const words of ['roux', 'roux', 'rou']) search(words);
      later(60_000);
      expect(kept.acts()).toEqual(['patients.searched roux', 'patients.searched rou']);
      search('SABLE ROSE 1980-01-01', 'traits');
      for (const words of ['SABLE', 'SAB']) search(words);
      later(60_000);
      expect(kept.acts().slice(2)).toEqual(['patients.searched SABLE ROSE 1980-01-01', 'patients.searched SABLE', 'patients.searched SAB']);
    });

    it('without a word is the list itself, and no act', () => {
      search('');
      later(60_000);
      expect(kept.entries).toEqual([]);
    });

    it('that a change of the list makes again is not told again, unless it is long after, after another, or of another session', () => {
      const again = (): void => {
        search('roux');
        later(2000);
      };
      again();
      again();
      expect(kept.acts()).toEqual(['patients.searched roux']);
      later(QUARTER_MS);
      again();
      search('sable');
      later(2000);
      again();
      readings.sessionEnded();
      again();
      expect(kept.acts()).toEqual(['roux', 'roux', 'sable', 'roux', 'roux'].map((words) => `patients.searched ${words}`));
    });

    it('by the traits of a form is one search until it rests, whichever field is typed', () => {
      for (const words of ['ROUX A 1980-01-01', 'ROUXEL A 1980-01-01', 'ROUXEL ANNE 1980-01-01']) search(words, 'traits');
      later(2000);
      expect(kept.entries).toMatchObject([
        { label: 'Recherche de dossiers ressemblants', details: { by: 'traits', words: 'ROUXEL ANNE 1980-01-01' } },
      ]);
      search('ROUXEL');
      search('ROUXEL ANNE 1980-01-01', 'traits');
      later(2000);
      expect(kept.acts().slice(1)).toEqual(['patients.searched ROUXEL', 'patients.searched ROUXEL ANNE 1980-01-01']);
    });
  });
});
