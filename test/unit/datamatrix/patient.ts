import { insOids } from '../../../shared/domain/ins/oids.ts';
import type { Patient } from '../../../shared/domain/types.ts';

/** Official test person 14 of sandbox/README 1, qualified. */
export const patTrois: Patient = {
  ins: { matricule: '279035121518989', oid: insOids['NIR-TEST'] },
  status: 'QUAL',
  ipp: '42',
  birthName: 'PAT-TROIS',
  birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
  firstBirthFirstName: 'DOMINIQUE',
  usedName: 'Dupont',
  usedFirstName: null,
  sex: 'F',
  birthDate: '1979-03-28',
  birthPlace: '51215',
};

export const TEST = { test: true } as const;
