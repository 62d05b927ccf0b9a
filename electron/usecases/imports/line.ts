import { receivedStatus, type ReceivedDecision, type ReceivedMatricule } from '../../../shared/domain/identity/received.ts';
import type { PosteError } from '../../../shared/errors.ts';
import type { ImportedPatient, ImportNotice } from '../../import/types.ts';
import type { Actor } from '../../../shared/domain/record/actor.ts';
import type { IncomingIdentity } from '../../../shared/domain/record/conflict.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { Change, Store } from '../../store/types.ts';
import type { NumberKey, BatchRecords } from './batch-records.ts';
import { incomingOf } from './received-record.ts';

/** What a line changes, and how it counts. */
export interface LineTaken {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  readonly changes: readonly Change[];
  /** Why it was rejected. */
  readonly error: PosteError | null;
  /** Something of it waits in the work list: a contradiction, for which it was rejected, or what its sender says of the identity. */
  readonly conflict: boolean;
  /** Taken, and said all the same. */
  readonly notices: readonly ImportNotice[];
}

/** Contradiction for somebody to look at; it joins the work list unless it waits there already. */
type Contradict = (conflict: {
  readonly code: string;
  readonly patientIds: readonly string[];
  readonly message: string;
  readonly incoming?: IncomingIdentity | null;
}) => Promise<readonly Change[]>;

export interface TakePorts {
  readonly records: BatchRecords;
  readonly at: Date;
  readonly by: Actor;
  readonly uuid: () => string;
  /** The store, once it holds the lines before these: for what the records does not say. */
  readonly settled: () => Promise<Store>;
  readonly contradict: Contradict;
  /** Two records are one: what waits between them is over. */
  readonly settle: (patientIds: readonly [string, string]) => Promise<readonly Change[]>;
  /** Matricules received for a record and not verified, these lines' included. */
  readonly received: (patientId: string) => Promise<readonly ReceivedMatricule[]>;
  /** Names and OIDs of the structure's own identity domain. */
  readonly own: readonly string[];
  /** Whether the own domain qualifies by its proof alone, and the documents that prove. */
  readonly proof: 'required' | 'trusted';
  readonly documents: readonly string[];
  /** Day at the workstation, `YYYY-MM-DD`. */
  readonly today: string;
  /** Authority of the numbers of a file that names none. */
  readonly defaultAuthority: string;
}

/** A patient of a line, and where it stands. */
export interface PatientLine {
  readonly patient: ImportedPatient;
  /** When it was so, as the message says (ISO 8601); null for a file. */
  readonly occurredAt: string | null;
  /** Name of the file, for what names nobody. */
  readonly file: string;
  /** « patients.csv, ligne 3 ». */
  readonly from: string;
}

export interface PatientTaken extends LineTaken {
  /** Null when rejected. */
  readonly record: PatientRecord | null;
}

/** Who gave the numbers of that line: its OID rather than its name. */
export function authorityOf(authorities: readonly string[], ports: Pick<TakePorts, 'defaultAuthority'>): string {
  return authorities.find((one) => /^\d+(?:\.\d+)+$/.test(one)) ?? authorities[0] ?? ports.defaultAuthority;
}

/** `YYYY-MM-DDTHH:MM:SS[+ZZ:ZZ]` as an instant; without offset it is the local time of the workstation. */
export function instantOf(written: string | null): string | null {
  return written === null ? null : new Date(written).toISOString();
}

/** What is known of a line before its record is looked for. */
export interface Line extends PatientLine {
  readonly authority: string;
  /** Name of who says so, for people. */
  readonly sender: string;
  readonly received: ReceivedDecision;
  readonly number: (NumberKey & { readonly eventAt: string | null }) | null;
}

/** A line, with what its sender's word is worth here. */
export function lineOf(given: PatientLine, ports: TakePorts): Line {
  const { patient } = given;
  const authority = authorityOf(patient.authorities, ports);
  const authorities = patient.authorities.length === 0 ? [authority] : patient.authorities;
  const received = receivedStatus({ ...patient, authorities }, ports);
  return {
    ...given,
    authority,
    sender: patient.authorities.length === 0 ? given.file : (patient.authorities.find((one) => one !== authority) ?? authority),
    received,
    number: patient.ipp === null ? null : { authority, value: patient.ipp, eventAt: pastOf(instantOf(given.occurredAt), ports.at) },
  };
}

/** The record that holds a matricule; null when none does. */
export async function holderOf(matricule: string, { records }: TakePorts): Promise<PatientRecord | null> {
  const id = await records.byIns(matricule);
  return id === null ? null : await records.record(id);
}

/** A line that is not taken. */
export const rejected = (error: PosteError, changes: readonly Change[] = [], conflict = false): PatientTaken => ({
  outcome: 'rejected',
  changes,
  error,
  conflict,
  notices: [],
  record: null,
});

/** A line that is not taken and waits in the work list. */
export async function contradiction(error: PosteError, patientIds: readonly string[], line: Line, ports: TakePorts): Promise<PatientTaken> {
  return rejected(
    error,
    await ports.contradict({
      code: error.code,
      patientIds,
      message: error.message,
      incoming: incomingOf(line.patient, line.from, line.authority),
    }),
    true,
  );
}

export const numberChange = ({ authority, value, eventAt }: NonNullable<Line['number']>, patientId: string): Change => ({
  kind: 'identifier.set',
  identifier: { patientId, authority, value, eventAt },
});

/** A clock that is ahead dates nothing: what comes next would be older for ever. A day is left to those of other time zones. */
export const pastOf = (event: string | null, now: Date): string | null =>
  event !== null && Date.parse(event) > now.getTime() + 86_400_000 ? null : event;

/** Whether an event happened before another; what has no time is not older. */
export const isOlder = (event: string | null, held: string | null): boolean => event !== null && held !== null && event < held;
