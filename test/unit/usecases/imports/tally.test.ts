import { describe, expect, it } from 'vitest';
import { added, tallied, type LineNotice } from '../../../../electron/usecases/imports/tally.ts';
import { run } from './kit.ts';

describe('the counts of an import', () => {
  it('are those before, with those of these lines', () => {
    const before = run({ lines: 1, created: 2, updated: 3, unchanged: 4, rejected: 5, conflicts: 6 });
    const more = { lines: 10, created: 20, updated: 30, unchanged: 40, rejected: 50, conflicts: 60 };
    expect(added(before, more)).toEqual({ lines: 11, created: 22, updated: 33, unchanged: 44, rejected: 55, conflicts: 66 });
  });
});

describe('what is ignored and said of an import', () => {
  const notice = (line: number, code = 'IMPORT_OLDER', message = 'Plus ancien.'): LineNotice => ({ line, code, message });

  it('is counted by event, with what was ignored before', () => {
    const before = run({ ignored: [{ event: 'ADT^A05', count: 2 }] });
    expect(tallied(before, ['ADT^A05', 'ADT^A09', 'ADT^A05'], []).ignored).toEqual([
      { event: 'ADT^A05', count: 4 },
      { event: 'ADT^A09', count: 1 },
    ]);
  });

  it('is counted by sentence, with its first ten lines, each once', () => {
    const twelve = Array.from({ length: 12 }, (_, i) => notice(i + 1));
    const { warnings } = tallied(run(), [], [notice(1), ...twelve, notice(3, 'IMPORT_OLDER', 'Autre phrase.'), notice(4, 'IMPORT_OTHER')]);
    expect(warnings).toEqual([
      { code: 'IMPORT_OLDER', message: 'Plus ancien.', count: 13, lines: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
      { code: 'IMPORT_OLDER', message: 'Autre phrase.', count: 1, lines: [3] },
      { code: 'IMPORT_OTHER', message: 'Plus ancien.', count: 1, lines: [4] },
    ]);
    expect(tallied(run({ warnings }), [], [notice(20)]).warnings[0]).toMatchObject({ count: 14 });
  });

  it('is of a hundred kinds at most: those known go on being counted', () => {
    const kinds = Array.from({ length: 101 }, (_, i) => `E${i}`);
    const notices = kinds.map((code, i) => notice(i + 1, code));
    const { ignored, warnings } = tallied(run(), [...kinds, 'E0'], [...notices, notice(200, 'E0')]);
    expect([ignored.length, ignored[0], warnings.length, warnings[0]?.count]).toEqual([100, { event: 'E0', count: 2 }, 100, 2]);
    expect([ignored.at(-1)?.event, warnings.at(-1)?.code]).toEqual(['E99', 'E99']);
  });
});
