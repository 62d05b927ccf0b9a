import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentPlan } from '../../../shared/contract/documents.ts';
import { insOids } from '../../../shared/domain/ins/oids.ts';
import { sendStates, type SendState } from '../../../shared/domain/record/send.ts';
import { leavesSomewhere, namedRole, planChannels, recipientsProblem, type SendingFacts } from '../../../shared/domain/sending/channels.ts';
import { asksForHuman, isConsideredSent, isPending, needsAttention, waitsForMssLogin } from '../../../shared/domain/sending/states.ts';

const DOCTOR = 'luc.aubert@medecin.sandbox.mssante.fr';
const CITIZEN = '279035121518989@patient.mssante.fr';

const ready: SendingFacts = {
  session: true,
  patient: { status: 'QUAL', ins: { matricule: '279035121518989', oid: insOids['NIR-TEST'] }, sex: 'F', birthDate: '1979-03-28' },
  feeding: 'informed',
  feedingReceivedFrom: null,
  feedingOpposedEarlier: false,
  oppositions: { mssPatient: null, mssProfessionals: null },
  dmp: null,
  type: { code: '11488-4', dmp: true },
  visibility: 'visible',
  recipients: [DOCTOR],
  medecinTraitant: { name: 'Dr Luc AUBERT', address: DOCTOR },
  correspondents: [],
  mss: { state: 'open', mailbox: 'paule.durand@medecin.sandbox.mssante.fr', derogation: false, trusts: () => true },
};

const plan = (changed: Partial<SendingFacts> = {}) => planChannels({ ...ready, ...changed });
const dmp = (changed: Partial<SendingFacts> = {}) => {
  const found = plan(changed).find(({ channel }) => channel === 'dmp');
  return [found?.outcome, found?.reason?.code ?? null];
};
const mail = (changed: Partial<SendingFacts> = {}) =>
  plan(changed)
    .filter(({ channel }) => channel === 'mss')
    .map(({ outcome, reason }) => [outcome, reason?.code ?? null]);

describe('an opposition to messages', () => {
  const to = (recipients: readonly string[], oppositions: Partial<SendingFacts['oppositions']>) =>
    mail({ recipients, oppositions: { mssPatient: null, mssProfessionals: null, ...oppositions } });

  it.each([
    ['opposed', 'RIGHTS_MSS_OPPOSED'],
    ['earlier', 'MSS_OPPOSED_EARLIER'],
  ] as const)('R-072: closes its own way, and says so: %s', (opposition, code) => {
    expect(to([DOCTOR, CITIZEN], { mssPatient: opposition })).toEqual([
      ['ready', null],
      ['blocked', code],
    ]);
    expect(to([DOCTOR, CITIZEN], { mssProfessionals: opposition })).toEqual([
      ['blocked', code],
      ['ready', null],
    ]);
    expect(dmp({ oppositions: { mssPatient: opposition, mssProfessionals: opposition } })).toEqual(['ready', null]);
  });

  it('R-053: to feeding, of an earlier episode, blocks the first sending to the DMP alone', () => {
    expect(dmp({ feeding: 'none', feedingOpposedEarlier: true })).toEqual(['blocked', 'DMP_FEEDING_EARLIER']);
    expect(mail({ feeding: 'none', feedingOpposedEarlier: true })).toEqual([['ready', null]]);
  });
});

describe('the DMP channel', () => {
  it('R-001: leaves by default, the existence of the record being asked at the sending', () => {
    expect(dmp()).toEqual(['ready', null]);
    expect(plan()[0]).toMatchObject({ channel: 'dmp', recipient: 'Mon espace santé (DMP)' });
  });

  it.each(['PROV', 'VALI', 'RECUP'] as const)('R-008: is blocked for an identity %s, and the mail still leaves (R-009)', (status) => {
    const ins = status === 'RECUP' ? ready.patient.ins : null;
    expect(dmp({ patient: { ...ready.patient, status, ins } })).toEqual(['blocked', 'DMP_INS_NOT_QUALIFIED']);
    expect(mail({ patient: { ...ready.patient, status, ins } })).toEqual([['ready', null]]);
  });

  it('ins/README 2: nothing is made in the name of a patient of undetermined sex, the mail neither', () => {
    const patient = { ...ready.patient, status: 'VALI', ins: null, sex: 'I' } as const;
    expect(dmp({ patient })).toEqual(['blocked', 'DOCUMENT_SEX']);
    expect(mail({ patient })).toEqual([['blocked', 'DOCUMENT_SEX']]);
    expect(leavesSomewhere(plan({ patient }))).toBe(false);
  });

  it('nothing is made in the name of an unknown person, the mail neither: the sex is asked for first', () => {
    const patient = { ...ready.patient, birthDate: '0000-00-00' };
    expect(dmp({ patient })).toEqual(['blocked', 'DOCUMENT_BIRTH_DATE']);
    expect(mail({ patient })).toEqual([['blocked', 'DOCUMENT_BIRTH_DATE']]);
    expect(leavesSomewhere(plan({ patient }))).toBe(false);
    expect(dmp({ patient: { ...patient, sex: 'I' } })).toEqual(['blocked', 'DOCUMENT_SEX']);
  });

  it.each([
    ['R-070', 'none', ['ready', null]],
    ['R-071', 'informed', ['ready', null]],
    ['R-072', 'opposed', ['blocked', 'DMP_FEEDING_OPPOSED']],
  ] as const)('%s: information %s about feeding', (_rule, feeding, decision) => {
    expect(dmp({ feeding })).toEqual(decision);
    expect(mail({ feeding })).toEqual([['ready', null]]);
  });

  it('R-006: an opposition that another system recorded blocks the feeding, and says that it waits to be confirmed', () => {
    expect(dmp({ feeding: 'opposed', feedingReceivedFrom: 'HOPITAL' })).toEqual(['blocked', 'DMP_FEEDING_RECEIVED']);
    expect(plan({ feeding: 'opposed', feedingReceivedFrom: 'HOPITAL' })[0]?.reason?.message).toContain('HOPITAL');
    expect(dmp({ feedingReceivedFrom: 'HOPITAL' })).toEqual(['ready', null]);
    expect(mail({ feeding: 'opposed', feedingReceivedFrom: 'HOPITAL' })).toEqual([['ready', null]]);
  });

  it.each([
    ['open', 'VALIDE', ['ready', null]],
    ['open', 'EXPIRE', ['ready', null]],
    ['open', 'NON_EXISTE', ['ready', null]],
    ['unknown', null, ['ready', null]],
    ['closed', null, ['blocked', 'DMP_CLOSED']],
    ['none', null, ['blocked', 'DMP_ABSENT']],
    ['open', 'INTERDIT', ['blocked', 'DMP_BLOCKED']],
  ] as const)('R-011, R-012: a record %s, authorisation %s', (state, authorization, decision) => {
    expect(dmp({ dmp: { state, authorization } })).toEqual(decision);
  });

  it('R-020: a document for professionals only has nothing to do there, and that is no error', () => {
    expect(dmp({ visibility: 'professionals-only' })).toEqual(['absent', 'DMP_PROFESSIONALS_ONLY']);
    expect(mail({ visibility: 'professionals-only' })).toEqual([['ready', null]]);
  });

  it('R-002: takes any type of its list, and no other', () => {
    expect(dmp({ type: { code: '60280-5', dmp: false } })).toEqual(['blocked', 'DMP_TYPE']);
  });

  it('waits for a session', () => {
    expect(dmp({ session: false })).toEqual(['waiting', 'SESSION_CLOSED']);
  });
});

describe('the mail channel', () => {
  it('names the médecin traitant', () => {
    expect(plan()[1]).toMatchObject({ channel: 'mss', recipient: DOCTOR, role: 'Dr Luc AUBERT, médecin traitant', outcome: 'ready' });
  });

  it('has nothing to do without a médecin traitant, and that is no error', () => {
    expect(mail({ medecinTraitant: null, recipients: [] })).toEqual([['absent', 'MSS_NO_DOCTOR']]);
    expect(leavesSomewhere(plan({ medecinTraitant: null, recipients: [] }))).toBe(true);
  });

  it('has nothing to do without his address, the others being served', () => {
    expect(mail({ medecinTraitant: { name: 'Dr X', address: null }, recipients: [] })).toEqual([['absent', 'MSS_NO_BOX']]);
    expect(mail({ medecinTraitant: { name: 'Dr X', address: null } })).toEqual([
      ['absent', 'MSS_NO_BOX'],
      ['ready', null],
    ]);
  });

  it('waits for the second login, and says where to open it', () => {
    expect(mail({ mss: { ...ready.mss, state: 'login-needed' } })).toEqual([['waiting', 'MSS_LOGIN_NEEDED']]);
  });

  it('is blocked without a mailbox of the user', () => {
    expect(mail({ mss: { state: 'no-mailbox', mailbox: null, derogation: false, trusts: () => true } })).toEqual([
      ['blocked', 'MSS_NO_MAILBOX'],
    ]);
  });

  it('is blocked out of the trust space, whoever it is, and says which domain', () => {
    const trusts = (domain: string): boolean => domain === 'medecin.sandbox.mssante.fr';
    const [sent, refused] = plan({ recipients: [DOCTOR, 'luc@GMAIL.com'], mss: { ...ready.mss, trusts } }).filter(
      ({ channel }) => channel === 'mss',
    );
    expect([sent?.outcome, refused?.outcome, refused?.reason?.code]).toEqual(['ready', 'blocked', 'MSS_DOMAIN']);
    expect(refused?.reason?.message).toContain('« gmail.com »');
  });

  it('is a problem of the form as long as the record does not hold the address: then it stops its channel alone', () => {
    const trusts = (domain: string): boolean => domain !== 'gmail.com';
    const record = { medecinTraitant: { name: 'Dr Luc AUBERT', address: 'luc@gmail.com' }, correspondents: [] };
    expect(recipientsProblem([DOCTOR, 'anne@gmail.com'], record, trusts)).toMatchObject({ code: 'MSS_DOMAIN', path: '/recipients/1' });
    expect(recipientsProblem([DOCTOR, 'luc@gmail.com'], record, trusts)).toBeNull();
    expect(recipientsProblem(['luc@'], { ...record, medecinTraitant: { name: 'X', address: 'luc@' } }, trusts)?.code).toBe('MSS_ADDRESS');
  });

  it('names whom the record knows: the médecin traitant, another correspondent, nobody', () => {
    const correspondents = [{ name: 'Inès MOREL', address: 'Ines.Morel@sage-femme.sandbox.mssante.fr' }];
    const others = ['ines.morel@sage-femme.sandbox.mssante.fr', 'autre@medecin.sandbox.mssante.fr'];
    const roles = plan({ recipients: [DOCTOR, ...others], correspondents }).map(({ role }) => namedRole(role));
    expect(roles).toEqual([
      { name: null, part: null },
      { name: 'Dr Luc AUBERT', part: 'médecin traitant' },
      { name: 'Inès MOREL', part: 'correspondant' },
      { name: null, part: null },
    ]);
    expect(namedRole('AUBERT, Luc, médecin traitant')).toEqual({ name: 'AUBERT, Luc', part: 'médecin traitant' });
    expect(namedRole('médecin traitant')).toEqual({ name: null, part: 'médecin traitant' });
  });

  it('does not write to oneself', () => {
    expect(mail({ recipients: ['Paule.Durand@medecin.sandbox.mssante.fr'] })).toEqual([['absent', 'MSS_SELF']]);
  });

  it('writes once to an address typed twice, the médecin traitant first', () => {
    const twice = plan({ recipients: ['a.b@medecin.sandbox.mssante.fr', DOCTOR, 'A.B@medecin.sandbox.mssante.fr'] });
    expect(twice.slice(1).map(({ recipient }) => recipient)).toEqual([DOCTOR, 'a.b@medecin.sandbox.mssante.fr']);
  });

  it('refuses what is no address', () => {
    expect(mail({ recipients: ['luc aubert'], medecinTraitant: null })).toEqual([['blocked', 'MSS_ADDRESS']]);
  });

  it('names the first address that is none: a problem of the document, before any channel', () => {
    expect(recipientsProblem([])).toBeNull();
    expect(recipientsProblem([DOCTOR, CITIZEN])).toBeNull();
    expect(recipientsProblem([DOCTOR, ' luc@@x.fr', 'b'])).toMatchObject({
      code: 'MSS_ADDRESS',
      path: '/recipients/1',
      message: expect.stringContaining('« luc@@x.fr »'),
    });
  });

  it('names it without what an error may not show: a matricule, what is not seen, a whole page', () => {
    expect(recipientsProblem([`279035121518989@\u202E${'a'.repeat(300)}`])?.message).toContain(`« ···············@·${'a'.repeat(63)} »`);
  });

  describe('to the patient', () => {
    const toPatient = (changed: Partial<SendingFacts> = {}) => mail({ recipients: [CITIZEN], medecinTraitant: null, ...changed });

    it.each([
      ['visible', ['ready', null]],
      ['masked', ['ready', null]],
      ['invisible-patient', ['blocked', 'MSS_INVISIBLE_PATIENT']],
      ['invisible-representatives', ['blocked', 'MSS_INVISIBLE_REPRESENTATIVES']],
      ['professionals-only', ['blocked', 'MSS_PROFESSIONALS_ONLY']],
    ] as const)('mss/README 7: %s', (visibility, decision) => {
      expect(toPatient({ visibility })).toEqual([decision]);
    });

    it('R-010: asks for the derogation without a qualified INS, and then leaves', () => {
      const patient = { ...ready.patient, status: 'VALI', ins: null } as const;
      expect(toPatient({ patient })).toEqual([['blocked', 'MSS_INS_NOT_QUALIFIED']]);
      expect(toPatient({ patient, mss: { ...ready.mss, derogation: true } })).toEqual([['ready', null]]);
    });

    it('never writes to another citizen, a parent included', () => {
      expect(toPatient({ recipients: ['170082622170161@patient.mssante.fr'] })).toEqual([['blocked', 'MSS_OTHER_CITIZEN']]);
    });

    it('an invisible document stays blocked, whatever else is wrong or allowed', () => {
      fc.assert(
        fc.property(
          fc.boolean(),
          fc.boolean(),
          fc.constantFrom('PROV', 'VALI', 'RECUP', 'QUAL'),
          fc.constantFrom('open', 'login-needed', 'no-mailbox'),
          (session, derogation, status, state) => {
            const patient = { status, ins: status === 'QUAL' || status === 'RECUP' ? ready.patient.ins : null } as SendingFacts['patient'];
            const [only] = plan({
              session,
              patient,
              recipients: [CITIZEN],
              medecinTraitant: null,
              visibility: 'invisible-patient',
              mss: { ...ready.mss, state, derogation },
            }).slice(1);
            expect([only?.outcome, only?.reason?.code]).toEqual(['blocked', 'MSS_INVISIBLE_PATIENT']);
          },
        ),
      );
    });
  });
});

describe('the plan', () => {
  it('is decided channel by channel: what the DMP says changes nothing of the mail', () => {
    const before = mail();
    fc.assert(
      fc.property(
        fc.constantFrom('PROV', 'VALI', 'RECUP', 'QUAL'),
        fc.constantFrom('none', 'informed', 'opposed'),
        fc.constantFrom('open', 'closed', 'none', 'unknown'),
        fc.constantFrom(null, 'VALIDE', 'INTERDIT'),
        (status, feeding, state, authorization) => {
          expect(mail({ patient: { ...ready.patient, status, ins: null }, feeding, dmp: { state, authorization } })).toEqual(before);
        },
      ),
    );
  });

  it('gives each refusal a code, a sentence and what to do, in the shape of the contract', () => {
    const plans = [
      plan(),
      plan({ feeding: 'opposed' }),
      plan({ medecinTraitant: null, recipients: [] }),
      plan({ visibility: 'professionals-only', recipients: ['x', CITIZEN] }),
      plan({ dmp: { state: 'closed', authorization: null } }),
      plan({ mss: { state: 'no-mailbox', mailbox: null, derogation: false, trusts: () => true } }),
    ];
    for (const channels of plans) {
      expect(
        documentPlan.parse({ patientSees: [], channels, problems: [], refusal: null, canValidate: true, handsTo: [], feedsFor: [] })
          .channels,
      ).toEqual(channels);
      for (const { outcome, reason } of channels) expect(reason === null).toBe(outcome === 'ready');
    }
  });

  it('says when nothing leaves', () => {
    expect(leavesSomewhere(plan({ feeding: 'opposed', medecinTraitant: null, recipients: [] }))).toBe(false);
    expect(leavesSomewhere(plan({ feeding: 'opposed', mss: { ...ready.mss, state: 'login-needed' } }))).toBe(true);
  });
});

describe('states of a send', () => {
  it('are each pending, asking for a human, or over', () => {
    const group = (state: SendState) => (needsAttention(state) ? 'human' : isPending(state) ? 'pending' : 'over');
    expect(Object.fromEntries(sendStates.map((state) => [state, group(state)]))).toEqual({
      held: 'pending',
      scheduled: 'pending',
      'waiting-card': 'pending',
      queued: 'pending',
      sending: 'pending',
      unknown: 'human',
      failed: 'human',
      sent: 'over',
      delivered: 'over',
      read: 'over',
      cancelled: 'over',
    });
  });

  it('ask for a human too when held since their data may be a copy', () => {
    const asking = (code: string | null) => sendStates.filter((state) => asksForHuman({ state, error: code === null ? null : { code } }));
    expect([asking(null), asking('SEND_DOUBTED')]).toEqual([
      ['unknown', 'failed'],
      ['held', 'unknown', 'failed'],
    ]);
  });

  it('are told apart when sent by the word of a person alone', () => {
    const considered = (code: string | null) =>
      sendStates.filter((state) => isConsideredSent({ state, error: code === null ? null : { code } }));
    expect([considered(null), considered('SEND_DOUBTED'), considered('SEND_CONSIDERED_SENT')]).toEqual([[], [], ['sent']]);
  });

  it.each([
    ['MSS_LOGIN_NEEDED', null, true],
    ['PSC_SESSION_ENDED', null, true],
    ['SESSION_CLOSED', null, false],
    ['OUTBOX_OTHER_PERSON', 'MSS_LOGIN_NEEDED', false],
    ['SEND_RESENT', 'MSS_LOGIN_NEEDED', true],
    ['SEND_RESENT', 'OUTBOX_OTHER_PERSON', false],
    ['SEND_RESENT', null, false],
  ])('wait for the login of MSSanté, or for the card: %s (%s)', (code, detail, login) => {
    expect(sendStates.filter((state) => waitsForMssLogin({ state, error: { code, detail } }))).toEqual(login ? ['waiting-card'] : []);
    expect(waitsForMssLogin({ state: 'waiting-card', error: null })).toBe(false);
  });
});
