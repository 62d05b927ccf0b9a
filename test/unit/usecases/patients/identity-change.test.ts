import { describe, expect, it } from 'vitest';
import { changeIdentity, recordOf, sameIns, type IdentityFact } from '../../../../electron/usecases/patients/identity-change.ts';
import type { PatientFile, PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { insOids } from '../../../../shared/domain/ins/oids.ts';
import { NO_WORD } from '../../../setup/patient-word.ts';
import { DOMINIQUE, patientRecord } from '../../../setup/patient.ts';

const BY = { idNat: '899900000017', name: 'Dr Paule DURAND' };
const OTHER = { idNat: '899900000025', name: 'Dr Luc MARTIN' };
const AT = new Date(2026, 10, 21, 12);
const { ins } = DOMINIQUE;
const NIA = { matricule: ins.matricule, oid: insOids.NIA };

const fact = (changed: Partial<IdentityFact> & Pick<IdentityFact, 'event'>): IdentityFact => ({ at: AT, by: BY, source: 'SM', ...changed });
const qualified = (changed: Partial<PatientRecord> = {}): PatientRecord =>
  patientRecord({
    status: 'QUAL',
    ins,
    insi: { answerId: 'a1', acceptedAt: new Date(2026, 0, 5, 12).toISOString(), by: BY },
    identityDocument: { type: 'CN', seenAt: '2026-01-05T11:00:00.000Z', by: BY },
    ...changed,
  });
const transitionOf = (changes: ReturnType<typeof changeIdentity>['changes']) =>
  changes.flatMap((change) => (change.kind === 'identity.transition' ? [change.transition] : []))[0];

describe('a change of identity', () => {
  it('stores the row, and says who, when, from what to what, by which answer and with which traits', () => {
    const { record, changes } = changeIdentity(
      patientRecord({ birthPlace: null }),
      fact({ event: 'insiAccepted', source: 'INSI', answerId: 'a1', ins }),
      { birthPlace: '51215' },
    );
    expect(record).toEqual({
      ...patientRecord(),
      status: 'RECUP',
      ins,
      insi: { answerId: 'a1', acceptedAt: AT.toISOString(), by: BY },
      channel: 'INSI',
      updatedAt: AT.toISOString(),
    });
    expect(changes).toEqual([
      { kind: 'patient.save', patient: record },
      {
        kind: 'identity.transition',
        transition: {
          patientId: 'p1',
          at: AT.toISOString(),
          by: BY,
          event: 'insiAccepted',
          from: 'PROV',
          to: 'RECUP',
          source: 'INSI',
          insBefore: null,
          insAfter: ins,
          insiAnswerId: 'a1',
          documentType: null,
          traits: { before: { birthPlace: null }, after: { birthPlace: '51215' } },
        },
      },
    ]);
  });

  it('drops the matricule that the status no longer holds: a past one, from the day it was accepted to this one', () => {
    const { record, changes } = changeIdentity(qualified(), fact({ event: 'strictTraitEdited' }));
    expect(record).toMatchObject({ status: 'PROV', ins: null, insi: null, identityDocument: null });
    expect(changes).toContainEqual({ kind: 'ins.known', patientId: 'p1', periods: [{ ins, from: '2026-01-05', to: '2026-11-21' }] });
    expect(transitionOf(changes)).toMatchObject({ insBefore: ins, insAfter: null, insiAnswerId: null, traits: null });
  });

  it('keeps a past matricule without its first day when nobody knows when it was accepted', () => {
    const { changes } = changeIdentity(qualified({ insi: null }), fact({ event: 'strictTraitEdited' }));
    expect(changes).toContainEqual({ kind: 'ins.known', patientId: 'p1', periods: [{ ins, from: null, to: '2026-11-21' }] });
  });

  it.each([
    ['another one of the same person', { ins: NIA }, true],
    ['the same one again', { ins }, false],
  ])('makes a past matricule of the one replaced by %s: %j', (_what, brought, past) => {
    const { record, changes } = changeIdentity(qualified(), fact({ event: 'insiAccepted', answerId: 'a2', ...brought }));
    expect(record.ins).toEqual(brought.ins);
    expect(changes.some(({ kind }) => kind === 'ins.known')).toBe(past);
  });

  it('keeps matricule and answer of INSi where the status still holds them', () => {
    const recovered = qualified({ status: 'RECUP', identityDocument: null });
    const { record, changes } = changeIdentity(recovered, fact({ event: 'documentChecked', document: 'CN', ins: NIA }));
    expect(record).toMatchObject({ status: 'QUAL', ins, insi: recovered.insi });
    expect(transitionOf(changes)).toMatchObject({ insiAnswerId: 'a1', documentType: 'CN', insAfter: ins });
  });

  it('says no answer of INSi of a matricule that came without one', () => {
    const { record, changes } = changeIdentity(patientRecord(), fact({ event: 'vitaleApp', source: 'AV', ins }));
    expect(record).toMatchObject({ status: 'QUAL', ins, insi: null });
    expect(transitionOf(changes)).toMatchObject({ insiAnswerId: null });
  });

  it('keeps when INSi answered, and for whom, as another system says', () => {
    const insi = { answerId: null, acceptedAt: '2026-10-01T12:00:00.000Z', by: OTHER };
    const { record } = changeIdentity(patientRecord(), fact({ event: 'insiAccepted', source: 'IMPORT', insi, answerId: 'a1', ins }));
    expect(record.insi).toEqual(insi);
  });

  it('is judged with the traits and attributes that it brings', () => {
    const check = fact({ event: 'insiAccepted', ins });
    expect(changeIdentity(patientRecord(), check, { attributes: { homonym: false, doubtful: true, fictive: false } }).record.status).toBe(
      'PROV',
    );
    expect(changeIdentity(patientRecord(), check, { sex: 'I' }).record.status).toBe('PROV');
    expect(changeIdentity(patientRecord(), check, { birthDate: '0000-00-00' }).record.status).toBe('PROV');
    expect(changeIdentity(patientRecord({ sex: 'I' }), check, { sex: 'F' }).record.status).toBe('RECUP');
    const doubtful = { homonym: false, doubtful: true, fictive: false };
    expect(changeIdentity(patientRecord({ attributes: doubtful }), check).record.status).toBe('PROV');
    expect(changeIdentity(patientRecord({ sex: 'I' }), check).record.status).toBe('PROV');
    expect(changeIdentity(patientRecord({ birthDate: '0000-00-00' }), check).record.status).toBe('PROV');
  });

  describe('and the document seen', () => {
    it('is that of who saw it, whoever acts here', () => {
      const seen = changeIdentity(patientRecord(), fact({ event: 'documentChecked', document: 'PA' })).record;
      expect(seen.identityDocument).toEqual({ type: 'PA', seenAt: AT.toISOString(), by: BY });
      const told = changeIdentity(patientRecord(), fact({ event: 'documentChecked', document: 'PA', seenBy: OTHER })).record;
      expect(told.identityDocument).toEqual({ type: 'PA', seenAt: AT.toISOString(), by: OTHER });
    });

    it.each([
      ['insiAccepted', 'VALI', undefined, 'CN'],
      ['documentDiscordant', 'VALI', 'PA', 'CN'],
      ['documentDiscordantWithInsi', 'QUAL', 'PA', 'PA'],
      ['documentDiscordant', 'QUAL', 'PA', null],
      ['documentDiscordant', 'RECUP', 'PA', null],
    ] as const)('after %s of a %s identity (document %s), the check that holds is %s', (event, status, document, holds) => {
      const before = qualified(status === 'VALI' ? { status, ins: null, insi: null } : { status });
      const { record } = changeIdentity(before, fact({ event, document, ins }));
      expect(record.identityDocument?.type ?? null).toBe(holds);
    });
  });

  it.each([
    ['strictTraitEdited', 'SM', undefined, 'SM'],
    ['insiAccepted', 'INSI', undefined, 'INSI'],
    ['complementaryTraitEdited', 'SM', undefined, 'CV'],
    ['doubtfulOrFictive', 'SM', undefined, 'CV'],
    ['documentChecked', 'IMPORT', 'RFID', 'RFID'],
    ['documentChecked', 'IMPORT', undefined, 'CV'],
  ] as const)('%s from %s (channel told: %s) leaves the identity captured by %s', (event, source, channel, captured) => {
    expect(changeIdentity(patientRecord({ channel: 'CV' }), fact({ event, source, channel })).record.channel).toBe(captured);
  });
});

describe('two matricules', () => {
  it.each([
    [null, null, true],
    [ins, null, false],
    [null, ins, false],
    [ins, { ...ins }, true],
    [ins, NIA, false],
    [ins, { ...ins, matricule: '179035121518926' }, false],
  ])('%j and %j: the same? %s', (one, other, same) => {
    expect(sameIns(one, other)).toBe(same);
  });
});

describe('the row of a file', () => {
  it('leaves out what is kept elsewhere', () => {
    const file: PatientFile = {
      ...qualified({ phone: '03 26 00 00 00', billingNss: '279035121518989', mergedInto: 'p2' }),
      medecinTraitant: { name: 'Dr Luc MARTIN', address: null },
      correspondents: [],
      representatives: [],
      dmp: null,
      ...NO_WORD,
      receivedIns: [],
    };
    expect(recordOf(file)).toEqual(qualified({ phone: '03 26 00 00 00', billingNss: '279035121518989', mergedInto: 'p2' }));
  });
});
