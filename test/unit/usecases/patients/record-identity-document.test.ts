import { describe, expect, it } from 'vitest';
import { recordIdentityDocument } from '../../../../electron/usecases/patients/record-identity-document.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { refusal } from '../refusal.ts';
import { workplace } from '../workplace.ts';

const { ins } = DOMINIQUE;

async function seeing(record: Partial<PatientRecord> = {}) {
  const place = workplace();
  await place.records(record);
  const see = recordIdentityDocument({ ...place.common, ageOfMajority: () => 18, identityDocuments: ['CN', 'LE'] });
  return { ...place, see };
}

describe('an identity document seen', () => {
  it.each([
    ['PROV', 'VALI', {}],
    ['RECUP', 'QUAL', { ins }],
  ] as const)('makes of a %s identity a %s one, and says which document, when, by whom', async (from, to, held) => {
    const { store, see, journal } = await seeing({ status: from, ...held });
    await see({ id: 'p1', type: 'CN' });
    expect(await store.patients.get('p1')).toMatchObject({
      status: to,
      ...held,
      identityDocument: { type: 'CN', seenAt: '2026-11-21T10:00:00.000Z', by: { name: 'Dr Paule DURAND' } },
    });
    expect(await store.identity.transitions('p1')).toMatchObject([
      { event: 'documentChecked', from, to, source: 'SM', documentType: 'CN' },
    ]);
    expect(await journal()).toMatchObject([
      {
        act: 'identity.document-checked',
        label: 'Pièce d’identité vue : Carte nationale d’identité',
        patientId: 'p1',
        result: 'ok',
        details: { from, to, type: 'CN' },
      },
    ]);
  });

  it.each([
    ['PA', 'IDENTITY_DOCUMENT_TYPE'],
    ['LE', 'IDENTITY_DOCUMENT_MINOR'],
  ] as const)('%s is refused with %s, and nothing changes', async (type, code) => {
    const { store, see, journal } = await seeing();
    await expect(see({ id: 'p1', type })).rejects.toEqual(refusal(code));
    expect(await store.patients.get('p1')).toMatchObject({ status: 'PROV', identityDocument: null, revision: 1 });
    expect(await journal()).toEqual([]);
  });

  it('of a minor may be one that proves theirs alone', async () => {
    const { store, see } = await seeing({ birthDate: '2019-03-28' });
    await see({ id: 'p1', type: 'LE' });
    expect(await store.patients.get('p1')).toMatchObject({ status: 'VALI' });
  });

  it('is nobody’s to record without a session, nor of a patient that is not there', async () => {
    const { see, logged } = await seeing();
    await expect(see({ id: 'p9', type: 'CN' })).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
    logged(null);
    await expect(see({ id: 'p1', type: 'CN' })).rejects.toEqual(refusal('SESSION_CLOSED'));
  });
});
