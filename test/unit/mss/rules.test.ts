import { describe, expect, it } from 'vitest';
import { readRecipients, samePerson } from '../../../electron/mss/rules.ts';
import type { Patient } from '../../../shared/domain/types.ts';
import { DOMINIQUE } from '../../setup/patient.ts';

const PRO = 'luc.aubert@medecin.sandbox.mssante.fr';
const PATIENT: Patient = { ...DOMINIQUE, ipp: null };

describe('typed recipients', () => {
  it('say where the wrong one is, without repeating a matricule', () => {
    expect(() => readRecipients({ to: [PRO], cc: ['279035121518989@patient'], bcc: [] })).toThrow(
      expect.objectContaining({ code: 'MSS_ADDRESS', path: '/cc/0', message: expect.not.stringContaining('279035121518989') as unknown }),
    );
  });

  it('must be one at least', () => {
    expect(() => readRecipients({ to: [], cc: [], bcc: [] })).toThrow(expect.objectContaining({ code: 'MSS_NO_RECIPIENT' }));
    expect(readRecipients({ to: [], cc: [], bcc: [PRO] }).bcc).toHaveLength(1);
  });
});

describe('samePerson', () => {
  it('compares matricules when both are known, traits otherwise', () => {
    expect(samePerson(PATIENT, { ...PATIENT, birthName: 'AUTRE' })).toBe(true);
    expect(samePerson(PATIENT, { ...PATIENT, ins: { matricule: '255069999999934', oid: '1.2.250.1.213.1.4.10' } })).toBe(false);
    expect(samePerson(PATIENT, { ...PATIENT, ins: null })).toBe(true);
    expect(samePerson(PATIENT, { ...PATIENT, ins: null, birthDate: '1979-03-29' })).toBe(false);
  });
});
