import { agreementOf } from '../../../shared/domain/identity/claim.ts';
import type { ReceivedDecision } from '../../../shared/domain/identity/received.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { ImportNotice } from '../../import/types.ts';
import { importError } from './errors.ts';
import {
  contradiction,
  holderOf,
  isOlder,
  lineOf,
  numberChange,
  rejected,
  type Line,
  type PatientLine,
  type PatientTaken,
  type TakePorts,
} from './line.ts';
import { noticesOf, workOf, workSaid } from './line-said.ts';
import { receivedRecord } from './received-record.ts';
import { updated } from './update-record.ts';

/**
 * A patient of a file: found by the number of the sending authority, else by the matricule, else by exactly the same
 * strict traits; created otherwise. Whether it is that record's person, and what may be taken, is asked of
 * `judgeClaim`: a contradiction changes nothing, and goes to the work list beside the record.
 */
export async function takePatient(given: PatientLine, ports: TakePorts): Promise<PatientTaken> {
  const line = lineOf(given, ports);
  const { patient, number, received } = line;
  const numbered = number === null ? null : await ports.records.byNumber(number);
  const known = numbered === null ? null : await ports.records.record(numbered.patientId);
  if (known !== null) {
    // Told before what is known already under this number.
    if (isOlder(number?.eventAt ?? null, numbered?.eventAt ?? null)) return await stale(known, line, ports);
    return await updated(known, 'number', line, ports);
  }
  // Without its nature a number designates nobody; it may contradict somebody all the same.
  const holder =
    patient.matricule === null || patient.matricule.problem !== null ? null : await holderOf(patient.matricule.matricule, ports);
  if (holder !== null) return await updated(holder, 'matricule', line, ports);
  if (patient.unknownPerson) return await created(line, received, ports);
  const same = (await ports.records.byTraits(patient)).filter(
    ({ birthPlace }) => birthPlace === null || patient.birthPlace === null || birthPlace === patient.birthPlace,
  );
  // The same system gave them another number: for it they are two people, whatever they share.
  const told = number === null ? [] : await Promise.all(same.map((one) => ports.records.isNumbered(one.id, number.authority)));
  const [only, ...others] = same.filter((_, i) => told[i] !== true);
  if (only === undefined || received.attributes.homonym) return await created(line, received, ports);
  if (others.length > 0 || only.attributes.homonym) return rejected(importError('IMPORT_AMBIGUOUS'));
  return await updated(only, 'traits', line, ports);
}

/** Older than what was taken under that number: it changes nothing of the record, and a stay may still come with it. */
async function stale(known: PatientRecord, line: Line, ports: TakePorts): Promise<PatientTaken> {
  const agreement = agreementOf(known, line.patient);
  // A number that was somebody else's: not an older state of this person.
  if (agreement === 'discordant')
    return await contradiction(
      importError(known.status === 'PROV' ? 'IMPORT_NUMBER_REUSED' : 'IMPORT_CONTRADICTION'),
      [known.id],
      line,
      ports,
    );
  const notice: ImportNotice = {
    code: 'IMPORT_OLDER',
    message: 'Plus ancien que ce qui est déjà connu : les traits du dossier sont gardés.',
  };
  return { outcome: 'unchanged', changes: [], error: null, conflict: false, notices: [...line.patient.notices, notice], record: known };
}

async function created(line: Line, received: ReceivedDecision, ports: TakePorts): Promise<PatientTaken> {
  const { patient, number } = line;
  const id = ports.uuid();
  const { record, changes } = receivedRecord(patient, received, {
    id,
    // The number of the own domain is the local number.
    ipp: number !== null && received.domain === 'own' ? number.value : await ports.records.nextIpp(),
    episode: ports.uuid(),
    at: ports.at,
    by: ports.by,
    sender: line.sender,
  });
  ports.records.put(record);
  if (received.toVerify !== null) ports.records.putReceived(id, received.toVerify);
  if (number !== null) ports.records.putNumber(number, { patientId: id, eventAt: number.eventAt });
  return {
    outcome: 'created',
    error: null,
    conflict: workSaid(line).length > 0,
    notices: noticesOf(line, record),
    record: { ...record, revision: 1 },
    changes: [...changes, ...(number === null ? [] : [numberChange(number, id)]), ...(await workOf(line, id, ports))],
  };
}
