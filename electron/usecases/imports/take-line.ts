import { errorFromFacts, type PosteError } from '../../../shared/errors.ts';
import type { ImportItem } from '../../import/types.ts';
import { importError } from './errors.ts';
import { authorityOf, type LineTaken, type TakePorts } from './line.ts';
import { takeMerge } from './take-merge.ts';
import { takePatient } from './take-patient.ts';
import { needsVisit, takeStay } from './take-stay.ts';

/** The file of a line. */
export interface LineSource {
  /** Its name. */
  readonly file: string;
  /** Lines whose number designates two people in it, with those that share it. */
  readonly twice: ReadonlyMap<number, readonly number[]>;
}

/** Applies the rules to one line. */
export async function takeLine(item: ImportItem, { file, twice }: LineSource, ports: TakePorts): Promise<LineTaken> {
  if ('error' in item) return refused(errorFromFacts({ ...item.error, path: null, detail: null }));
  const others = twice.get(item.line);
  if (others !== undefined) return refused(importError('IMPORT_NUMBER_TWICE', { values: { lines: others.join(', ') } }));
  const from = `${file}, ligne ${item.line}`;
  switch (item.kind) {
    case 'ignored':
      return { ...NOT_TAKEN, outcome: 'unchanged' };
    case 'merge':
      return await takeMerge(item, ports);
    case 'patient':
      return await takePatient({ ...item, file, from }, ports);
    case 'stay': {
      if (item.patient.ipp === null) return refused(importError('IMPORT_IPP'));
      // Nothing of a stay without number is taken, its patient neither.
      if (item.stay.visitNumber === null && needsVisit(item.event)) return refused(importError('IMPORT_VISIT'));
      const patient = await takePatient({ ...item, file, from }, ports);
      if (patient.record === null) return patient;
      const stay = await takeStay(
        { ...item, authority: authorityOf(item.patient.authorities, ports), patientId: patient.record.id },
        ports,
      );
      const outcome =
        stay.outcome === 'rejected'
          ? 'rejected'
          : patient.outcome === 'created'
            ? 'created'
            : stay.outcome === 'updated'
              ? 'updated'
              : patient.outcome;
      return {
        outcome,
        changes: [...patient.changes, ...stay.changes],
        error: stay.error,
        conflict: patient.conflict || stay.conflict,
        notices: patient.notices,
      };
    }
  }
}

const NOT_TAKEN: LineTaken = { outcome: 'rejected', changes: [], error: null, conflict: false, notices: [] };
const refused = (error: PosteError): LineTaken => ({ ...NOT_TAKEN, error });
