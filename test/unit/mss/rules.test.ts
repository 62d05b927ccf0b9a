import { describe, expect, it } from 'vitest';
import { checkSending, readRecipients, samePerson, type SendingFacts } from '../../../electron/mss/rules.ts';
import { parseAddress, type MailAddress } from '../../../shared/domain/mss/address.ts';
import type { Patient, VisibilityFlag } from '../../../shared/domain/types.ts';
import { DOMINIQUE } from '../../setup/patient.ts';
import { PosteError } from '../../../shared/errors.ts';

const address = (text: string): MailAddress => {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};
const PRO = address('luc.aubert@medecin.sandbox.mssante.fr');
const CITIZEN = address('279035121518989@patient.mssante.fr');
const PATIENT: Patient = { ...DOMINIQUE, ipp: null };
const facts = (over: Partial<Omit<SendingFacts, 'flags'>> & { readonly flags?: readonly VisibilityFlag[] } = {}): SendingFacts => ({
  recipients: [PRO],
  patient: PATIENT,
  derogation: false,
  now: new Date('2026-11-21T10:00:00Z'),
  ageOfMajority: 18,
  ...over,
  flags: new Set(over.flags),
});
const codeOf = (over: Parameters<typeof facts>[0]): string | null => {
  try {
    checkSending(facts(over));
    return null;
  } catch (error) {
    if (error instanceof PosteError) return error.code;
    throw error;
  }
};

describe('who may receive a message', () => {
  it.each(['PROV', 'VALI', 'RECUP', 'QUAL'] as const)('R-009 lets a message to a professional leave whatever the identity status: %s', (status) => {
    expect(codeOf({ patient: { ...PATIENT, status, ins: null } })).toBeNull();
  });

  it('R-010 writes to the patient with a qualified identity', () => {
    expect(codeOf({ recipients: [CITIZEN] })).toBeNull();
  });

  it('R-010 asks for a confirmation before writing to a patient whose identity is not qualified', () => {
    const patient: Patient = { ...PATIENT, status: 'RECUP' };
    expect(codeOf({ recipients: [CITIZEN], patient })).toBe('MSS_INS_NOT_QUALIFIED');
    expect(checkSending(facts({ recipients: [CITIZEN], patient, derogation: true })).map(({ code }) => code)).toEqual(['MSS_DEROGATION']);
  });

  it('R-033 never sends the patient a document that is not visible to them, even under derogation or among professionals', () => {
    for (const recipients of [[CITIZEN], [PRO, CITIZEN]]) {
      expect(codeOf({ recipients, flags: ['INVISIBLE_PATIENT'], derogation: true })).toBe('MSS_INVISIBLE_PATIENT');
    }
    expect(codeOf({ flags: ['INVISIBLE_PATIENT'] })).toBeNull();
  });

  it('R-033 does not send a minor what their representatives must not read', () => {
    const minor: Patient = { ...PATIENT, birthDate: '2008-11-22' };
    const adult: Patient = { ...PATIENT, birthDate: '2008-11-21' };
    const to = { recipients: [CITIZEN], flags: ['INVISIBLE_REPRESENTANTS_LEGAUX'] as const };
    expect(codeOf({ ...to, patient: minor })).toBe('MSS_INVISIBLE_REPRESENTATIVES');
    expect(codeOf({ ...to, patient: adult })).toBeNull();
    expect(codeOf({ ...to, patient: { ...PATIENT, birthDate: '2008-00-00' } })).toBe('MSS_INVISIBLE_REPRESENTATIVES');
    expect(codeOf({ ...to, patient: adult, ageOfMajority: 21 })).toBe('MSS_INVISIBLE_REPRESENTATIVES');
  });

  it('R-031 refuses masked to professionals and invisible to the patient together', () => {
    expect(codeOf({ flags: ['MASQUE_PS', 'INVISIBLE_PATIENT'] })).toBe('MSS_FLAGS');
  });

  it('sends a masked document to a chosen professional, and says that they will read it', () => {
    expect(checkSending(facts({ flags: ['MASQUE_PS'] })).map(({ code }) => code)).toEqual(['MSS_MASKED']);
  });

  it('keeps citizens and professionals in separate messages', () => {
    expect(codeOf({ recipients: [PRO, CITIZEN] })).toBe('MSS_MIXED_RECIPIENTS');
  });

  it('writes to the patient concerned, not to a parent', () => {
    expect(codeOf({ recipients: [address('255069999999934@patient.mssante.fr')] })).toBe('MSS_OTHER_CITIZEN');
  });
});

describe('typed recipients', () => {
  it('say where the wrong one is, without repeating a matricule', () => {
    expect(() => readRecipients({ to: [PRO.address], cc: ['279035121518989@patient'], bcc: [] })).toThrow(
      expect.objectContaining({ code: 'MSS_ADDRESS', path: '/cc/0', message: expect.not.stringContaining('279035121518989') as unknown }),
    );
  });

  it('must be one at least', () => {
    expect(() => readRecipients({ to: [], cc: [], bcc: [] })).toThrow(expect.objectContaining({ code: 'MSS_NO_RECIPIENT' }));
    expect(readRecipients({ to: [], cc: [], bcc: [PRO.address] }).bcc).toHaveLength(1);
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
