import type { PatientRecord } from '../../shared/domain/record/patient.ts';
import type { Patient } from '../../shared/domain/types.ts';

/** Person 14 of sandbox/README 1, qualified, as documents and messages carry her. */
export const DOMINIQUE = {
  ins: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' },
  status: 'QUAL',
  ipp: 'P000001',
  birthName: 'PAT-TROIS',
  birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
  firstBirthFirstName: 'DOMINIQUE',
  usedName: null,
  usedFirstName: null,
  sex: 'F',
  birthDate: '1979-03-28',
  birthPlace: '51215',
} as const satisfies Patient;

/** A fictitious provisional record; every test changes what it looks at. */
export function patientRecord(changed: Partial<PatientRecord> = {}): PatientRecord {
  const at = '2026-11-21T10:00:00.000Z';
  return {
    ...DOMINIQUE,
    id: 'p1',
    revision: 0,
    birthDateUncertain: false,
    status: 'PROV',
    attributes: { homonym: false, doubtful: false, fictive: false },
    ins: null,
    insi: null,
    channel: null,
    receivedProof: null,
    phone: null,
    address: null,
    death: null,
    billingNss: null,
    billingBirthDate: null,
    birthRank: null,
    protection: 'none',
    mergedInto: null,
    identityDocument: null,
    episode: 'e1',
    createdAt: at,
    updatedAt: at,
    ...changed,
  };
}
