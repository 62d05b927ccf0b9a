import type { ImportedPatient, ImportedStay, ImportItem } from '../../../../electron/import/types.ts';
import type { Change } from '../../../../electron/store/types.ts';
import type { LineTaken, PatientLine, TakePorts } from '../../../../electron/usecases/imports/line.ts';
import { BatchRecords } from '../../../../electron/usecases/imports/batch-records.ts';
import type { RunSettings } from '../../../../electron/usecases/imports/run.ts';
import { conflictsOnce } from '../../../../electron/usecases/patients/conflict.ts';
import { insOids } from '../../../../shared/domain/ins/oids.ts';
import type { ImportRecord } from '../../../../shared/domain/record/import.ts';
import { errorFacts, fail } from '../../../../shared/errors.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { importRun } from '../../../setup/import-run.ts';
import { workplace, type Workplace } from '../workplace.ts';

/** The structure's own identity domain, and another one. */
export const OWN = '1.2.250.1.999.1';
export const OTHER = '1.2.250.1.999.7';
export const INS = { matricule: '279035121518989', oid: insOids['NIR-TEST'] };
export const OTHER_INS = { matricule: '260058815400233', oid: insOids['NIR-TEST'] };
export const QUALIFIED = { status: 'QUAL', ins: INS } as const;
export const received = (ins: { readonly matricule: string; readonly oid: string }) => ({ ...ins, problem: null });

/** A fictitious patient as a line states them: Dominique, under the number H1; every test changes what it looks at. */
export function imported(changed: Partial<ImportedPatient> = {}): ImportedPatient {
  const { birthName, birthFirstNames, firstBirthFirstName, sex, birthDate, birthPlace } = DOMINIQUE;
  return {
    birthName,
    birthFirstNames,
    firstBirthFirstName,
    usedName: null,
    usedFirstName: null,
    sex,
    birthDate,
    birthPlace,
    ipp: 'H1',
    matricule: null,
    reliability: [],
    authorities: [],
    transliterated: [],
    phone: null,
    address: null,
    billingNss: null,
    medecinTraitant: null,
    death: null,
    cleared: [],
    unknownPerson: false,
    proof: null,
    consent: null,
    notices: [],
    ...changed,
  };
}

/** Somebody else under that number. */
export const somebodyElse = (changed: Partial<ImportedPatient> = {}): ImportedPatient =>
  imported({ birthName: 'PAT-QUATRE', birthFirstNames: 'ROSE', firstBirthFirstName: 'ROSE', birthDate: '1960-05-18', ...changed });

export const stay = (changed: Partial<ImportedStay> = {}): ImportedStay => ({
  visitNumber: 'V1',
  patientClass: 'I',
  ward: 'CARDIO',
  room: null,
  bed: null,
  admittedAt: null,
  dischargedAt: null,
  ...changed,
});

/** A line of a file of patients. */
export const row = (line: number, patient: Partial<ImportedPatient> = {}): Extract<ImportItem, { readonly kind: 'patient' }> => ({
  line,
  kind: 'patient',
  event: 'row',
  messageId: null,
  occurredAt: null,
  patient: imported(patient),
  raw: `ligne ${line}`,
});

export const lineFrom = (patient: Partial<ImportedPatient> = {}, occurredAt: string | null = null): PatientLine => ({
  patient: imported(patient),
  occurredAt,
  file: 'patients.csv',
  from: 'patients.csv, ligne 2',
});

export const SETTINGS: RunSettings = { own: [OWN], proof: 'required', documents: ['CN'], defaultAuthority: 'fichier' };

/** A fictitious import, as it begins. */
export const run = (changed: Partial<ImportRecord> = {}): ImportRecord =>
  importRun({ size: 0, lease: { owner: 'poste-1', until: '2026-11-21T10:01:00.000Z' }, ...changed });

/** A file of the tests: a patient a line, in JSON; « ? » is a line that nobody can read, « ! » stops its reading. */
export const fileOf = (...lines: readonly (Partial<ImportedPatient> | '?' | '!')[]): Uint8Array =>
  Buffer.from(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));

/** Reads such a file as its pieces come. */
export async function* readFile(source: () => AsyncIterable<Uint8Array>): AsyncGenerator<ImportItem> {
  let rest = '';
  let line = 0;
  for await (const bytes of source()) {
    const lines = `${rest}${Buffer.from(bytes).toString()}`.split('\n');
    rest = lines.pop() ?? '';
    for (const raw of lines) {
      line += 1;
      if (raw === '!') throw fail('IMPORT_QUOTES');
      // Cast: the test wrote it.
      else if (raw !== '?') yield { ...row(line, JSON.parse(raw) as Partial<ImportedPatient>), raw };
      else yield { line, error: errorFacts(fail('IMPORT_SEX')), refused: { name: null, value: 'X', raw } };
    }
  }
}

export interface ImportDesk extends Workplace {
  /** Of lines that come next: what the store holds now. */
  context(changed?: Partial<TakePorts>): TakePorts;
  save(...changes: readonly Change[]): Promise<void>;
  /** Takes a line and writes what it changes. */
  take<T extends LineTaken>(taking: (context: TakePorts) => Promise<T>, changed?: Partial<TakePorts>): Promise<T>;
  /** Contradictions that wait: their codes, and of whom. */
  waiting(): Promise<readonly string[]>;
}

/** Where lines are taken. */
export function importDesk(): ImportDesk {
  const place = workplace();
  const { store, common } = place;
  const save = (...changes: readonly Change[]): Promise<void> => store.commit({ changes, audit: [] });
  const context = (changed: Partial<TakePorts> = {}): TakePorts => {
    const records = new BatchRecords(store);
    const settled = (): Promise<typeof store> => Promise.resolve(store);
    const contradictions = conflictsOnce({ store: settled, uuid: common.uuid, at: common.now() });
    const by = { idNat: '899900000017', name: 'Dr Paule DURAND' };
    return {
      records,
      at: common.now(),
      by,
      uuid: common.uuid,
      settled,
      contradict: contradictions.add,
      settle: (patientIds) => contradictions.settle(patientIds, by),
      received: (id) => records.received(id, settled),
      today: '2026-11-21',
      ...SETTINGS,
      ...changed,
    };
  };
  return {
    ...place,
    save,
    context,
    take: async (taking, changed) => {
      const taken = await taking(context(changed));
      await save(...taken.changes);
      return taken;
    },
    waiting: async () => (await store.worklists.waiting()).map(({ code, patientIds }) => [code, ...patientIds].join(' ')).toSorted(),
  };
}
