import { describe, expect, it } from 'vitest';
import { leavingAct, requireValidated } from '../../../../electron/usecases/rights/sending.ts';
import { document, validated } from '../../../integration/store/samples.ts';
import { refusal } from '../refusal.ts';
import { PAULE, SECRETARY, withProfession } from '../workplace.ts';

const FORM = { type: '11488-4', visibility: 'masked' } as const;
const CITIZEN = '279035121518989@patient.mssante.fr';

describe('what leaves', () => {
  it.each([
    ['by a doctor', PAULE, 'dmp', null, 'TD2.1'],
    ['by a nurse', withProfession('60'), 'dmp', null, 'TD2.1'],
    ['by staff (R-140)', SECRETARY, 'dmp', null, 'TD2.2'],
    ['to a professional', PAULE, 'mss', 'luc@cabinet.mssante.fr', 'mss-professional'],
    ['to the patient', PAULE, 'mss', CITIZEN, 'mss-patient'],
    ['by staff, to the patient', SECRETARY, 'mss', CITIZEN, 'mss-patient'],
  ] as const)('%s is an act of its own', (_what, by, channel, recipient, act) => {
    expect(leavingAct(by, { channel, recipient, form: FORM })).toEqual({
      act,
      dmp: null,
      document: { type: '11488-4', visibility: 'masked', state: 'current', author: by.rights.person, structure: by.rights.structure },
    });
  });

  it('counts what the DMP has just said, when it has', () => {
    const dmp = {
      state: 'closed',
      authorization: null,
      medecinTraitant: null,
      by: null,
      opposed: { breakGlass: null, regulation: null },
      at: '2026-11-21T10:00:00.000Z',
    } as const;
    expect(leavingAct(PAULE, { channel: 'dmp', recipient: null, form: FORM }, dmp).dmp).toBe(dmp);
  });

  it('was validated by somebody', () => {
    requireValidated({ status: 'validated', validated });
    for (const draft of [document(), { status: 'validated', validated: null } as const, { status: 'draft', validated } as const])
      expect(() => requireValidated(draft)).toThrow(refusal('SEND_DRAFT'));
  });
});
