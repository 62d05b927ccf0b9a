import { describe, expect, it } from 'vitest';
import { CsvSplitter, type CsvRecord } from '../../../electron/import/csv-records.ts';
import { UNREADABLE } from '../../../electron/import/encoding.ts';

const LONGEST = 64 * 1024;
/** The records that these pieces of text give, in two columns; the last one may stay open. */
function split(...texts: readonly string[]): readonly CsvRecord[] {
  const splitter = new CsvSplitter(';', (cells) => cells.length === 2);
  return texts.flatMap((text) => [...splitter.feed(text)]);
}
const problems = (records: readonly CsvRecord[]): readonly unknown[] =>
  records.map((record) => [record.line, 'problem' in record ? record.problem : record.cells.length]);

describe('a record of a CSV file', () => {
  it('has at most 64 Ki characters, its line end apart', () => {
    const line = (length: number): string => `${'x'.repeat(length - 2)};y`;
    expect(problems(split(`${line(LONGEST)}\r\n${line(LONGEST + 1)}\n${line(LONGEST)}\n`))).toEqual([
      [1, 2],
      [2, 'TOO_LARGE'],
      [3, 2],
    ]);
  });

  it('too long is told once, however many pieces it comes in', () => {
    const piece = 'x'.repeat(LONGEST + 1);
    expect(problems(split(piece, piece, piece, '\na;b\n'))).toEqual([
      [1, 'TOO_LARGE'],
      [2, 2],
    ]);
  });

  it('with a quote left open costs its line, told as soon as no record could still close it', () => {
    const records = split(`"open;x\n${'a;b\n'.repeat(LONGEST / 4 + 1)}`);
    expect(problems(records).slice(0, 3)).toEqual([
      [1, 'QUOTES'],
      [2, 2],
      [3, 2],
    ]);
  });

  it('on one line is one, whatever its cells; on several it has those that the file has', () => {
    expect(problems(split('"a";"b";"c"\n"a\nb";"c"\n'))).toEqual([
      [1, 3],
      [2, 2],
    ]);
    expect(problems(split('"a\nb";"c";"d"\n'))[0]).toEqual([1, 'QUOTES']);
  });

  it('holds the quotes that are doubled', () => {
    expect(split('"a ""b""";""\n')).toMatchObject([{ cells: ['a "b"', ''] }]);
  });

  it('whose letters cannot be told is none, on its first line or on another', () => {
    expect(problems(split(`${UNREADABLE}\n"a\n${UNREADABLE}";b\na;b\n`))).toEqual([
      [1, 'ENCODING'],
      [2, 'ENCODING'],
      [4, 2],
    ]);
  });

  it('is each line but the empty ones, the last one with or without a line end', () => {
    const whole = (text: string): readonly CsvRecord[] => {
      const splitter = new CsvSplitter(';', () => true);
      return [...splitter.feed(text), ...splitter.end()];
    };
    for (const text of ['a;b\n\nc;d', 'a;b\r\n\r\nc;d\r\n'])
      expect(whole(text)).toMatchObject([
        { line: 1, cells: ['a', 'b'] },
        { line: 3, cells: ['c', 'd'] },
      ]);
    expect(whole('')).toEqual([]);
  });
});
