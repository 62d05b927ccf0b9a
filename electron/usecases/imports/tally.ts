import type { ImportNotice } from '../../import/types.ts';
import type { ImportRecord } from '../../../shared/domain/record/import.ts';

/** Lines of an import, and what became of them. */
export type Counts = Pick<ImportRecord, 'lines' | 'created' | 'updated' | 'unchanged' | 'rejected' | 'conflicts'>;

export interface LineNotice extends ImportNotice {
  readonly line: number;
}

/** Counts of these lines with those before. */
export const added = (record: Counts, more: Counts): Counts => ({
  lines: record.lines + more.lines,
  created: record.created + more.created,
  updated: record.updated + more.updated,
  unchanged: record.unchanged + more.unchanged,
  rejected: record.rejected + more.rejected,
  conflicts: record.conflicts + more.conflicts,
});

/** Kinds of events and of notices kept of one import. */
const MAX_KINDS = 100;
/** Lines named by a notice: the first ones. */
const MAX_LINES = 10;

/** What was ignored and said so far, with what these lines add. */
export function tallied(
  record: ImportRecord,
  ignored: readonly string[],
  notices: readonly LineNotice[],
): Pick<ImportRecord, 'ignored' | 'warnings'> {
  const events = new Map(record.ignored.map(({ event, count }) => [event, count]));
  for (const event of ignored) if (events.has(event) || events.size < MAX_KINDS) events.set(event, (events.get(event) ?? 0) + 1);
  const warnings = new Map(record.warnings.map((warning) => [`${warning.code} ${warning.message}`, warning]));
  for (const { code, message, line } of notices) {
    const key = `${code} ${message}`;
    const { count, lines } = warnings.get(key) ?? { count: 0, lines: [] };
    if (count > 0 || warnings.size < MAX_KINDS)
      warnings.set(key, {
        code,
        message,
        count: count + 1,
        lines: lines.length < MAX_LINES && lines.at(-1) !== line ? [...lines, line] : lines,
      });
  }
  return { ignored: [...events].map(([event, count]) => ({ event, count })), warnings: [...warnings.values()] };
}
