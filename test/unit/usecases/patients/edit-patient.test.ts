import { describe, expect, it } from 'vitest';
import { editPatient } from '../../../../electron/usecases/patients/edit-patient.ts';
import type { Complementary } from '../../../../shared/contract/identity.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { refusal } from '../refusal.ts';
import { workplace } from '../workplace.ts';

const given = (changed: Partial<Complementary> = {}): Complementary => ({
  usedName: null,
  usedFirstName: null,
  phone: null,
  billingNss: null,
  protection: 'none',
  representatives: [],
  correspondents: [],
  ...changed,
});

async function editing() {
  const place = workplace();
  await place.records({ status: 'QUAL', ins: DOMINIQUE.ins, phone: '115' });
  const edit = editPatient({ ...place.common, trusts: (domain) => domain.endsWith('.mssante.fr') });
  return { ...place, edit: (changed: Partial<Complementary>, id = 'p1') => edit({ id, complementary: given(changed) }) };
}

describe('what decides no identity', () => {
  it('is kept as typed; the status stays', async () => {
    const { store, edit, journal, wait } = await editing();
    wait(1);
    await edit({
      usedName: ' Dupont ',
      usedFirstName: 'Domi',
      phone: ' 03 26 00 00 00 ',
      billingNss: '2 79 03 51 215 189 89',
      protection: 'tutelle',
      representatives: [{ name: ' Luc MARTIN ', relation: 'tuteur', phone: ' 03 26 11 11 11 ' }],
      correspondents: [
        { name: 'Dr Anne PETIT', address: ' anne@cabinet.mssante.fr ' },
        { name: 'Cabinet infirmier', address: '  ' },
        { name: 'Dr Luc GRAND', address: null },
      ],
    });
    expect(await store.patients.get('p1')).toMatchObject({
      usedName: 'Dupont',
      usedFirstName: 'Domi',
      phone: '03 26 00 00 00',
      billingNss: '279035121518989',
      protection: 'tutelle',
      representatives: [{ name: 'Luc MARTIN', relation: 'tuteur', phone: '03 26 11 11 11' }],
      correspondents: [
        { name: 'Dr Anne PETIT', address: 'anne@cabinet.mssante.fr' },
        { name: 'Cabinet infirmier', address: null },
        { name: 'Dr Luc GRAND', address: null },
      ],
      status: 'QUAL',
      ins: DOMINIQUE.ins,
      updatedAt: '2026-11-21T10:01:00.000Z',
    });
    expect(await journal()).toMatchObject([{ act: 'patient.edited', patientId: 'p1', result: 'ok' }]);
    expect(await store.identity.transitions('p1')).toEqual([]);
  });

  it('is forgotten when it is emptied', async () => {
    const { store, edit } = await editing();
    await edit({ billingNss: '279035121518989', representatives: [{ name: 'Luc MARTIN', relation: 'parent', phone: null }] });
    await edit({ billingNss: ' ' });
    expect(await store.patients.get('p1')).toMatchObject({ phone: null, billingNss: null, representatives: [] });
  });

  it.each<['PHONE' | 'BILLING_NSS' | 'PERSON_NAME' | 'MSS_ADDRESS' | 'MSS_DOMAIN' | 'USED_NAME_CHARACTER', string, Partial<Complementary>]>(
    [
      ['PHONE', '/complementary/phone', { phone: '12' }],
      ['USED_NAME_CHARACTER', '/complementary/usedName', { usedName: 'Du\u200Bpont' }],
      ['USED_NAME_CHARACTER', '/complementary/usedFirstName', { usedFirstName: 'Do\u200Bmi' }],
      ['BILLING_NSS', '/complementary/billingNss', { billingNss: '279035121518988' }],
      ['BILLING_NSS', '/complementary/billingNss', { billingNss: 'inconnu' }],
      ['PERSON_NAME', '/complementary/representatives/0/name', { representatives: [{ name: ' ', relation: 'parent', phone: null }] }],
      ['PHONE', '/complementary/representatives/0/phone', { representatives: [{ name: 'Luc', relation: 'parent', phone: '1' }] }],
      ['PERSON_NAME', '/complementary/correspondents/0/name', { correspondents: [{ name: '', address: null }] }],
      ['MSS_DOMAIN', '/complementary/correspondents/0/address', { correspondents: [{ name: 'Anne', address: 'anne@exemple.fr' }] }],
      [
        'MSS_ADDRESS',
        '/complementary/correspondents/0/address',
        { correspondents: [{ name: 'Anne', address: 'anne@@cabinet.mssante.fr' }] },
      ],
    ],
  )('is refused with %s at %s, and nothing changes', async (code, path, changed) => {
    const { store, edit, journal } = await editing();
    await expect(edit(changed)).rejects.toEqual(refusal(code, { path }));
    expect(await store.patients.get('p1')).toMatchObject({ phone: '115', revision: 1 });
    expect(await journal()).toEqual([]);
  });

  it('is nobody’s to change without a session, nor of a patient that is not there', async () => {
    const { edit, logged } = await editing();
    await expect(edit({}, 'p9')).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
    logged(null);
    await expect(edit({})).rejects.toEqual(refusal('SESSION_CLOSED'));
  });
});
