import { describe, expect, it } from 'vitest';
import { acceptInsi } from '../../../../electron/usecases/patients/accept-insi.ts';
import { recordDiscordance } from '../../../../electron/usecases/patients/record-discordance.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { answered, found } from '../insi.ts';
import { refusal } from '../refusal.ts';
import { workplace } from '../workplace.ts';

const { ins } = DOMINIQUE;

/** A record whose traits are INSi's (a first name more than it had, and another date where one is given), waiting for INSi. */
async function recovered(before: Partial<PatientRecord> = {}) {
  const place = workplace();
  await place.records({ birthFirstNames: 'DOMINIQUE', ...before });
  await answered(place.store, 'a1', found(before.birthDate === undefined ? {} : { birthDate: before.birthDate }));
  await acceptInsi({ ...place.common, testOidsAllowed: true, formerIns: () => [] })({ id: 'p1', proposal: 'a1' });
  await place.store.commit({
    changes: [{ kind: 'insi.queue', entry: { patientId: 'p1', since: '2026-11-21T09:00:00.000Z', answerId: null } }],
    audit: [],
  });
  const discord = recordDiscordance({ ...place.common, ageOfMajority: () => 18, identityDocuments: ['CN', 'LE'] });
  return { ...place, discord, lastAct: async () => (await place.journal()).at(-1) };
}

describe('a document that contradicts the traits', () => {
  it('and is nobody’s here drops the matricule; the traits stay', async () => {
    const { store, discord, lastAct } = await recovered();
    await discord({ id: 'p1', type: 'CN', matches: 'none' });
    expect(await store.patients.get('p1')).toMatchObject({
      status: 'PROV',
      ins: null,
      birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
      identityDocument: null,
    });
    expect(await store.patients.insHistory('p1')).toMatchObject([{ ins }]);
    expect(await store.patients.queued('p1')).not.toBeNull();
    expect((await store.identity.transitions('p1')).at(-1)).toMatchObject({
      event: 'documentDiscordant',
      documentType: 'CN',
      source: 'SM',
    });
    expect(await lastAct()).toMatchObject({
      act: 'identity.document-discordant',
      label: 'Pièce d’identité discordante : Carte nationale d’identité',
      patientId: 'p1',
      result: 'ok',
      details: { from: 'RECUP', to: 'PROV', type: 'CN', matches: 'none' },
    });
  });

  it('but is that of the person before INSi gives their traits back, and validates them', async () => {
    const { store, discord, lastAct } = await recovered();
    await discord({ id: 'p1', type: 'CN', matches: 'local' });
    expect(await store.patients.get('p1')).toMatchObject({
      status: 'VALI',
      ins: null,
      birthFirstNames: 'DOMINIQUE',
      identityDocument: { type: 'CN' },
    });
    expect(await store.patients.queued('p1')).toBeNull();
    expect((await store.identity.transitions('p1')).at(-1)).toMatchObject({ event: 'documentDiscordantWithInsi' });
    expect(await lastAct()).toMatchObject({ details: { from: 'RECUP', to: 'VALI', matches: 'local' } });
  });

  it('cannot be that of traits that nobody knows any more', async () => {
    const { store, discord, lastAct } = await recovered({ birthFirstNames: DOMINIQUE.birthFirstNames });
    await expect(discord({ id: 'p1', type: 'CN', matches: 'local' })).rejects.toEqual(refusal('IDENTITY_LOCAL_TRAITS'));
    expect(await store.patients.get('p1')).toMatchObject({ status: 'RECUP', ins });
    expect(await lastAct()).toMatchObject({ act: 'identity.insi-accepted' });
  });

  it.each([
    ['PA', 'IDENTITY_DOCUMENT_TYPE'],
    ['LE', 'IDENTITY_DOCUMENT_MINOR'],
  ] as const)('is refused as %s with %s, and nothing changes', async (type, code) => {
    const { store, discord } = await recovered();
    await expect(discord({ id: 'p1', type, matches: 'none' })).rejects.toEqual(refusal(code));
    expect(await store.patients.get('p1')).toMatchObject({ status: 'RECUP', ins });
  });

  it('is nobody’s to record without a session, nor of a patient that is not there', async () => {
    const { discord, logged } = await recovered();
    await expect(discord({ id: 'p9', type: 'CN', matches: 'none' })).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
    logged(null);
    await expect(discord({ id: 'p1', type: 'CN', matches: 'none' })).rejects.toEqual(refusal('SESSION_CLOSED'));
  });
});
