import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { REST_MS, Searches } from '../../../../electron/usecases/journal/searches.ts';
import { journal, PAULE } from './kit.ts';

const QUARTER_MS = 15 * 60_000;

describe('a search', () => {
  let kept: ReturnType<typeof journal>;
  let searches: Searches;
  const search = (words: string, by: 'words' | 'traits' = 'words'): void => searches.note(PAULE, { by, words, shown: 3 });
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
    searches = new Searches({ trace: kept, now: () => new Date() });
  });
  afterEach(() => vi.useRealTimers());

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

  it('of the same words by another way is another one', () => {
    search('roux');
    later(REST_MS);
    search('roux', 'traits');
    later(REST_MS);
    expect(kept.entries.map(({ details }) => details['by'])).toEqual(['words', 'traits']);
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

  it('of somebody else after an erasing, or of shorter words, is another one', () => {
    for (const words of ['roux', 'rou', 'sable']) search(words);
    later(60_000);
    expect(kept.acts()).toEqual(['roux', 'rou', 'sable'].map((words) => `patients.searched ${words}`));
    for (const words of ['martin', 'ab', 'c']) search(words);
    later(60_000);
    expect(kept.acts().slice(3)).toEqual(['martin', 'ab', 'c'].map((words) => `patients.searched ${words}`));
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
    searches.rest();
    searches.forget();
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

  it('that is told leaves no timer behind, and is over', () => {
    search('roux');
    searches.rest();
    expect(vi.getTimerCount()).toBe(0);
    later(QUARTER_MS + REST_MS);
    searches.rest();
    expect(kept.acts()).toEqual(['patients.searched roux']);
  });
});
