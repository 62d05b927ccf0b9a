import { describe, expect, it } from 'vitest';
import type { PatientRow } from '../../../../../shared/contract/patients.ts';
import type { Worklists } from '../../../../../shared/contract/worklists.ts';
import { linesIn, waiting } from '../../../../../renderer/features/worklists/counts.ts';

const row: PatientRow = {
  id: '00000000-0000-4000-8000-000000000001',
  birthName: 'PAT-TROIS',
  firstName: 'DOMINIQUE',
  usedName: null,
  sex: 'F',
  birthDate: '1979-03-28',
  birthPlace: null,
  status: 'PROV',
  homonym: false,
  doubtful: true,
  fictive: false,
  phone: null,
  ipp: 'P1',
  updatedAt: '2026-11-30T08:00:00.000Z',
  attention: 0,
};
const matricule: Worklists['received'][number]['matricules'][number] = {
  display: '2 79',
  kind: null,
  problem: null,
  sender: 'HOPITAL',
  at: row.updatedAt,
};

describe('what waits in « À traiter »', () => {
  const lists: Worklists = {
    toQualify: [],
    doubtful: [row],
    conflicts: [],
    received: [{ row, matricules: [matricule, { ...matricule, display: '1 85' }] }],
    stale: [{ row, qualifiedAt: row.updatedAt }],
    recheckYears: 2,
  };

  it('counts each matricule received, as its list shows it', () => {
    expect(linesIn(lists, 'received')).toBe(2);
    expect(linesIn(lists, 'doubtful')).toBe(1);
  });

  it('is all but what is to be known only', () => {
    expect(waiting(lists)).toBe(3);
  });
});
