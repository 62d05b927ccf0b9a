import type { CsvField } from '../../shared/domain/csv-columns.ts';
import { shownCharacter, withoutHidden } from '../../shared/domain/hidden-character.ts';
import { mostCells, sepOf } from './csv-heading.ts';
import { withReason, withReasonName } from './csv-reason.ts';
import type { RawLine, RefusedText } from './types.ts';

/** What a refused line tells the person who will correct it, and the file of those lines. */

const MAX_SHOWN = 200;

/** What cannot be seen, or turns the text round, is shown by its number. */
const shown = (text: string): string => withoutHidden(text.slice(0, MAX_SHOWN), (hidden) => `‹${shownCharacter(hidden)}›`);

/** The person of a line as far as it can be read, the value at fault, and the line. */
export function refusedText(cell: (field: CsvField) => string | null, field: CsvField | null, raw: RawLine): RefusedText {
  const names = [cell('birthName'), cell('birthFirstNames')].filter((name) => name !== null).join(' ');
  const name = [names, cell('birthDate')].filter((part) => part !== null && part !== '').join(', ');
  const value = field === null ? null : cell(field);
  return { name: name === '' ? null : shown(name), value: value === null ? null : shown(value), raw };
}

/** A refused line as it was read, without its line end, and why. */
export interface RefusedLine {
  readonly raw: string;
  /** One sentence or more. */
  readonly reason: string;
}

/**
 * A file of refused lines in the form of the one they come from, to be corrected and given again, the reason first: UTF-8 with
 * a BOM, CR LF.
 *
 * @param heading as `csvLayout` gives it.
 */
export function csvRefused(heading: string, lines: readonly RefusedLine[]): string {
  const [first = '', ...others] = heading.split('\r\n');
  const sep = sepOf(first);
  const delimiter = sep ?? mostCells(heading);
  const names = sep === null ? [withReasonName(heading, delimiter)] : [first, withReasonName(others.join('\r\n'), delimiter)];
  return `\uFEFF${[...names, ...lines.map(({ raw, reason }) => withReason(reason, raw, delimiter))].join('\r\n')}\r\n`;
}
