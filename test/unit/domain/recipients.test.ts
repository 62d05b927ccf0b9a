import { describe, expect, it } from 'vitest';
import { flagsOf } from '../../../shared/domain/documents/visibility.ts';
import { mayBeMinor } from '../../../shared/domain/ins/dates.ts';
import { parseAddress, type MailAddress } from '../../../shared/domain/mss/address.ts';
import { visibilities } from '../../../shared/domain/record/document.ts';
import { recipientsRefusal, recipientsWarnings, type MessageFacts } from '../../../shared/domain/sending/recipients.ts';
import type { Patient, VisibilityFlag } from '../../../shared/domain/types.ts';
import { DOMINIQUE } from '../../setup/patient.ts';

const address = (text: string): MailAddress => {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};
const PRO = address('luc.aubert@medecin.sandbox.mssante.fr');
const CITIZEN = address('279035121518989@patient.mssante.fr');
const PATIENT: Patient = { ...DOMINIQUE, ipp: null };
interface Message extends Partial<Omit<MessageFacts, 'flags' | 'minor' | 'patient'>> {
  readonly flags?: readonly VisibilityFlag[];
  readonly patient?: Patient;
  readonly ageOfMajority?: number;
}
const facts = ({ flags = [], patient = PATIENT, ageOfMajority = 18, ...over }: Message = {}): MessageFacts => ({
  recipients: [PRO],
  patient,
  professionalsOnly: false,
  minor: mayBeMinor(patient.birthDate, '2026-11-21', ageOfMajority),
  derogation: false,
  flags: new Set(flags),
  ...over,
});
const codeOf = (over: Message): string | null => recipientsRefusal(facts(over))?.code ?? null;

describe('who may receive a message', () => {
  it.each(['PROV', 'VALI', 'RECUP', 'QUAL'] as const)(
    'R-009 lets a message to a professional leave whatever the identity status: %s',
    (status) => {
      expect(codeOf({ patient: { ...PATIENT, status, ins: null } })).toBeNull();
    },
  );

  it('R-010 writes to the patient with a qualified identity', () => {
    expect(codeOf({ recipients: [CITIZEN] })).toBeNull();
  });

  it('R-010 asks for a confirmation before writing to a patient whose identity is not qualified', () => {
    const patient: Patient = { ...PATIENT, status: 'RECUP' };
    expect(codeOf({ recipients: [CITIZEN], patient })).toBe('MSS_INS_NOT_QUALIFIED');
    expect(recipientsWarnings(facts({ recipients: [CITIZEN], patient, derogation: true })).map(({ code }) => code)).toEqual([
      'MSS_DEROGATION',
    ]);
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
    expect(recipientsWarnings(facts({ flags: ['MASQUE_PS'] })).map(({ code }) => code)).toEqual(['MSS_MASKED']);
  });

  it('keeps citizens and professionals in separate messages', () => {
    expect(codeOf({ recipients: [PRO, CITIZEN] })).toBe('MSS_MIXED_RECIPIENTS');
  });

  it('writes to the patient concerned, not to a parent', () => {
    expect(codeOf({ recipients: [address('255069999999934@patient.mssante.fr')] })).toBe('MSS_OTHER_CITIZEN');
  });

  it('mss/README 7: only what is visible to the citizen goes to their mailbox', () => {
    const given = visibilities.filter(
      (mode) =>
        codeOf({
          recipients: [CITIZEN],
          patient: { ...PATIENT, birthDate: '2020-01-01' },
          flags: flagsOf(mode),
          professionalsOnly: mode === 'professionals-only',
        }) === null,
    );
    expect(given).toEqual(['visible', 'masked']);
    expect(codeOf({ professionalsOnly: true })).toBeNull();
  });

  it('warns of nothing else', () => {
    for (const over of [
      {},
      { recipients: [CITIZEN] },
      { recipients: [CITIZEN], derogation: true },
      { recipients: [CITIZEN], flags: ['MASQUE_PS'] as const },
    ])
      expect(recipientsWarnings(facts(over))).toEqual([]);
    expect(recipientsWarnings(facts({ flags: ['INVISIBLE_REPRESENTANTS_LEGAUX'] })).map(({ code }) => code)).toEqual(['MSS_MASKED']);
  });

  it('asks nothing of the identity when the mailbox of a citizen bears no matricule', () => {
    const named: MailAddress = { ...CITIZEN, local: 'dominique.pat-trois', matricule: null };
    expect(codeOf({ recipients: [named], patient: { ...PATIENT, status: 'VALI', ins: null } })).toBeNull();
    expect(codeOf({ recipients: [named] })).toBeNull();
  });

  it('does not know to whom a citizen’s mailbox belongs when the message is about nobody: it asks for the derogation', () => {
    const about = { ...facts({ recipients: [CITIZEN] }), patient: null };
    expect([recipientsRefusal(about)?.code, recipientsRefusal({ ...about, derogation: true })]).toEqual(['MSS_INS_NOT_QUALIFIED', null]);
  });
});

describe('who may be a minor', () => {
  it.each([
    ['2008-11-22', true],
    ['2008-11-21', false],
    ['2008-11-00', true],
    ['2008-10-00', false],
    ['2008-00-00', true],
    ['2007-00-00', false],
    ['2008', true],
    ['2008-11', true],
    ['2008-10', false],
    ['2007', false],
    ['0000-00-00', true],
    ['', true],
    [null, true],
  ])('somebody born on %s, on 21 November 2026: %s', (birthDate, expected) => {
    expect(mayBeMinor(birthDate, '2026-11-21', 18)).toBe(expected);
  });
});
