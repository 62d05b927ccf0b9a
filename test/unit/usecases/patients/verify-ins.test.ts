import { describe, expect, it } from 'vitest';
import { verifyIns, type VerificationOutcome } from '../../../../electron/usecases/patients/verify-ins.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { fail } from '../../../../shared/errors.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { answered, found } from '../insi.ts';
import { refusal } from '../refusal.ts';
import { workplace } from '../workplace.ts';

const { ins } = DOMINIQUE;
const BY = { idNat: '1', name: 'Dr Luc MARTIN' };
const SEEN = { type: 'CN', seenAt: '2021-01-05T11:00:00.000Z', by: BY };

async function verifying(outcome: VerificationOutcome | Error, record: Partial<PatientRecord> = {}) {
  const place = workplace();
  await place.records({});
  await answered(place.store, 'a1', found());
  const accepted = { answerId: 'a1', acceptedAt: '2021-01-05T11:00:00.000Z', by: BY };
  await place.records({ revision: 1, status: 'QUAL', ins, insi: accepted, identityDocument: SEEN, ...record });
  const asked: string[] = [];
  const verify = verifyIns({
    ...place.common,
    verify: (_session, identity) => {
      asked.push(identity.ins.matricule);
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    },
  });
  return { ...place, verify, asked };
}

describe('matricule and traits, verified by INSi', () => {
  it('identical: the identity is of this day again, from the answer it came from', async () => {
    const { store, verify, journal, asked } = await verifying('identique');
    expect(await verify('p1')).toBe('identique');
    expect(asked).toEqual([ins.matricule]);
    expect(await store.patients.get('p1')).toMatchObject({
      status: 'QUAL',
      ins,
      insi: { answerId: 'a1', acceptedAt: '2026-11-21T10:00:00.000Z' },
      identityDocument: SEEN,
    });
    expect(await store.identity.transitions('p1')).toMatchObject([{ event: 'insiAccepted', from: 'QUAL', to: 'QUAL', source: 'INSI' }]);
    expect(await store.worklists.waiting()).toEqual([]);
    expect(await journal()).toMatchObject([
      {
        act: 'identity.verified',
        label: 'Identité vérifiée par INSi : identique',
        patientId: 'p1',
        result: 'ok',
        details: { outcome: 'identique', from: 'QUAL', to: 'QUAL' },
      },
    ]);
  });

  it('identical, of an identity that no answer brought: it still has none', async () => {
    const { store, verify } = await verifying('identique', { insi: null });
    await verify('p1');
    expect(await store.patients.get('p1')).toMatchObject({ status: 'QUAL', ins, insi: null });
  });

  it('identical, of an identity that another system had from INSi: it is of this day again, and still theirs', async () => {
    const theirs = { answerId: null, acceptedAt: '2021-01-05T12:00:00.000Z', by: { idNat: '', name: 'DPI-CH' } };
    const { store, verify } = await verifying('identique', { insi: theirs });
    await verify('p1');
    expect((await store.patients.get('p1'))?.insi).toEqual({ ...theirs, acceptedAt: '2026-11-21T10:00:00.000Z' });
  });

  it.each([
    ['a document that holds', 'QUAL', SEEN, 'VALI', 'verificationNegativeDocumentHolds'],
    ['no document', 'RECUP', null, 'PROV', 'verificationNegative'],
    ['no document, though qualified', 'QUAL', null, 'PROV', 'verificationNegative'],
  ] as const)('different, with %s: the matricule goes, and somebody looks', async (_what, from, identityDocument, to, event) => {
    const { store, verify, journal } = await verifying('different', { status: from, identityDocument });
    expect(await verify('p1')).toBe('different');
    expect(await store.patients.get('p1')).toMatchObject({ status: to, ins: null, insi: null, identityDocument });
    expect(await store.identity.transitions('p1')).toMatchObject([{ event, from, to }]);
    expect(await store.worklists.waiting()).toMatchObject([{ code: 'INS_VERIFICATION', patientIds: ['p1'] }]);
    expect(await journal()).toMatchObject([{ result: 'ok', details: { outcome: 'different', from, to } }]);
  });

  it('without answer: nothing changes, and the journal says so', async () => {
    const { store, verify, journal } = await verifying('indisponible');
    expect(await verify('p1')).toBe('indisponible');
    expect(await store.patients.get('p1')).toMatchObject({ status: 'QUAL', ins, revision: 2 });
    expect(await store.identity.transitions('p1')).toEqual([]);
    expect(await journal()).toMatchObject([{ act: 'identity.verified', details: { outcome: 'indisponible', from: 'QUAL', to: 'QUAL' } }]);
  });

  it('is not asked of a record without matricule', async () => {
    const { verify, asked, journal } = await verifying('identique', { status: 'VALI', ins: null, insi: null });
    await expect(verify('p1')).rejects.toEqual(refusal('INS_ABSENT'));
    expect(asked).toEqual([]);
    expect(await journal()).toEqual([]);
  });

  it('that INSi refuses changes nothing', async () => {
    const { store, verify, journal } = await verifying(fail('INSI_REFUSED'));
    await expect(verify('p1')).rejects.toEqual(refusal('INSI_REFUSED'));
    expect(await store.patients.get('p1')).toMatchObject({ status: 'QUAL', ins, revision: 2 });
    expect(await journal()).toEqual([]);
  });

  it('is nobody’s to ask without a session, nor of a patient that is not there', async () => {
    const { verify, logged } = await verifying('identique');
    await expect(verify('p9')).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
    logged(null);
    await expect(verify('p1')).rejects.toEqual(refusal('SESSION_CLOSED'));
  });
});
