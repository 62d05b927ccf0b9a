import { frenchDate } from '../../../shared/domain/ins/dates.ts';
import type { ImportedPatient, ImportItem, TakenItem } from '../../import/types.ts';
import type { Change, ChangeOf } from '../../store/types.ts';
import { authorityOf, type TakePorts } from './line.ts';
import type { NumberKey, BatchRecords } from './batch-records.ts';
import { takeLine, type LineSource } from './take-line.ts';
import type { Counts, LineNotice } from './tally.ts';

type RefusedLine = ChangeOf<'import.error'>['error'];

/** Lines to which the rules were applied: what is to be written of them. */
export interface Judged {
  readonly batch: readonly ImportItem[];
  readonly records: BatchRecords;
  readonly changes: readonly Change[];
  readonly errors: readonly RefusedLine[];
  readonly counts: Omit<Counts, 'lines'>;
  /** Events that are not taken. */
  readonly ignored: readonly string[];
  readonly notices: readonly LineNotice[];
}

/** Applies the rules to some lines, in order: each sees what the ones before changed. */
export async function judgeLines(batch: readonly ImportItem[], source: LineSource, ports: TakePorts): Promise<Judged> {
  await ports.records.prefetch(wantedOf(batch, ports));
  const changes: Change[] = [];
  const errors: RefusedLine[] = [];
  const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0, conflicts: 0 };
  const ignored: string[] = [];
  const notices: LineNotice[] = [];
  for (const item of batch) {
    if ('kind' in item && item.kind === 'ignored') {
      ignored.push(item.event);
      if (item.notice !== null) notices.push({ ...item.notice, line: item.line });
      continue;
    }
    const taken = await takeLine(item, source, ports);
    counts[taken.outcome] += 1;
    if (taken.conflict) counts.conflicts += 1;
    changes.push(...taken.changes);
    notices.push(...taken.notices.map((notice) => ({ ...notice, line: item.line })));
    if (taken.outcome !== 'rejected' || taken.error === null) continue;
    const { code, message, action } = taken.error;
    errors.push({ line: item.line, code, message, action, ...refusedOf(item) });
  }
  return { batch, records: ports.records, changes, errors, counts, ignored, notices };
}

/** Who the line is about, the value at fault, and the line to be given again. */
function refusedOf(item: ImportItem): Pick<RefusedLine, 'name' | 'value' | 'raw'> {
  if ('error' in item) return item.refused;
  if (!('patient' in item)) return { name: null, value: null, raw: item.raw };
  const { birthName, firstBirthFirstName, birthDate, ipp } = item.patient;
  return { name: `${birthName} ${firstBirthFirstName}, ${frenchDate(birthDate)}`, value: ipp, raw: item.raw };
}

/** What these lines ask of the store, asked at once. */
function wantedOf(batch: readonly ImportItem[], ports: TakePorts): Parameters<BatchRecords['prefetch']>[0] {
  const lines = batch.filter((item): item is TakenItem => !('error' in item));
  const numbers: NumberKey[] = [];
  const visits: NumberKey[] = [];
  const patients: (ImportedPatient & { readonly number: NumberKey | null })[] = [];
  for (const line of lines) {
    if (line.kind === 'ignored') continue;
    if (line.kind === 'merge') {
      for (const { ipp, mergedIpp, authorities } of line.pairs) {
        const authority = authorityOf(authorities, ports);
        numbers.push({ authority, value: ipp }, { authority, value: mergedIpp });
      }
      continue;
    }
    const authority = authorityOf(line.patient.authorities, ports);
    patients.push({ ...line.patient, number: line.patient.ipp === null ? null : { authority, value: line.patient.ipp } });
    if (line.kind === 'stay' && line.stay.visitNumber !== null) visits.push({ authority, value: line.stay.visitNumber });
  }
  return { numbers, patients, visits };
}
