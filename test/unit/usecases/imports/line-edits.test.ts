import { describe, expect, it } from 'vitest';
import type { ImportedPatient } from '../../../../electron/import/types.ts';
import { editsOf, sameProof } from '../../../../electron/usecases/imports/line-edits.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { patientRecord } from '../../../setup/patient.ts';
import { imported } from './kit.ts';

const ALL = { strict: true, ours: true } as const;
const edits = (known: Partial<PatientRecord>, said: Partial<ImportedPatient>, how: Partial<Record<'strict' | 'ours', boolean>> = {}) =>
  editsOf(patientRecord(known), imported(said), { ...ALL, ...how });

describe('what a line says otherwise', () => {
  it.each<readonly [string, Partial<PatientRecord>, Partial<ImportedPatient>, Partial<Record<'strict' | 'ours', boolean>>, object]>([
    ['nothing, of the same person', {}, {}, {}, {}],
    [
      'names, phone, address and billing number',
      {},
      { usedName: 'ROUX', usedFirstName: 'DOMI', phone: '01', address: 'ici', billingNss: '2' },
      {},
      { usedName: 'ROUX', usedFirstName: 'DOMI', phone: '01', address: 'ici', billingNss: '2' },
    ],
    ['another name', { usedName: 'ROUX' }, { usedName: 'SABLE' }, {}, { usedName: 'SABLE' }],
    ['the same name', { usedName: 'ROUX' }, { usedName: 'ROUX' }, {}, {}],
    ['nothing of what it leaves out', { usedName: 'ROUX', phone: '01' }, {}, {}, {}],
    ['what is not known yet, of another domain', {}, { usedName: 'SABLE' }, { ours: false }, { usedName: 'SABLE' }],
    ['nothing of what is known, of another domain', { usedName: 'ROUX' }, { usedName: 'SABLE' }, { ours: false }, {}],
    ['what it removes', { phone: '01' }, { cleared: ['phone', 'address', 'medecinTraitant'] }, {}, { phone: null }],
    ['nothing that another domain removes', { phone: '01' }, { cleared: ['phone'] }, { ours: false }, {}],
    ['a death', {}, { death: { on: null } }, {}, { death: { on: null } }],
    ['the day of a death', { death: { on: null } }, { death: { on: '2026-11-20' } }, {}, { death: { on: '2026-11-20' } }],
    ['nothing of a death known to the day', { death: { on: '2026-11-20' } }, { death: { on: null } }, {}, {}],
    ['nothing of the same death', { death: { on: '2026-11-20' } }, { death: { on: '2026-11-20' } }, {}, {}],
    ['strict traits', { birthName: 'AUTRE', birthPlace: null }, {}, {}, { birthName: 'PAT-TROIS', birthPlace: '51215' }],
    ['no strict trait unless all may be taken', { birthName: 'AUTRE', birthDate: '1980-01-01' }, {}, { strict: false }, {}],
    ['a sex', { sex: 'I' }, {}, {}, { sex: 'F' }],
    ['no sex that it does not know', { sex: 'F' }, { sex: 'I' }, {}, {}],
    ['a name, beside a sex that it does not know', { birthName: 'AUTRE' }, { sex: 'I' }, {}, { birthName: 'PAT-TROIS' }],
    ['a whole birth date', { birthDate: '1979-00-00' }, {}, {}, { birthDate: '1979-03-28', birthDateUncertain: false }],
    ['an incomplete birth date', {}, { birthDate: '1979-03-00' }, {}, { birthDate: '1979-03-00', birthDateUncertain: true }],
    [
      'a birth date that its proof says « lunaire »',
      { birthDate: '1980-01-01' },
      { proof: { lunarDate: true, channel: null, insiOn: null, document: null } },
      {},
      { birthDate: '1979-03-28', birthDateUncertain: true },
    ],
  ])('%s', (_what, known, said, how, expected) => expect(edits(known, said, how)).toEqual(expected));
});

describe('two proofs received', () => {
  const proof = {
    sender: 'CHU',
    receivedAt: '2026-11-21T10:00:00.000Z',
    lunarDate: false,
    channel: 'SM',
    insiOn: '2026-01-01',
    document: 'CN',
  } as const;

  it('are the same whenever they came', () => {
    expect(sameProof(proof, { ...proof, receivedAt: '2026-11-22T10:00:00.000Z' })).toBe(true);
    expect(sameProof(null, proof)).toBe(false);
  });

  it.each([{ sender: 'GAP' }, { channel: 'AV' }, { document: 'PA' }, { insiOn: null }, { lunarDate: true }] as const)(
    'are two by %j',
    (changed) => {
      expect(sameProof(proof, { ...proof, ...changed })).toBe(false);
    },
  );
});
