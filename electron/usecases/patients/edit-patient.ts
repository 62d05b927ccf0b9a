import type { Complementary } from '../../../shared/contract/identity.ts';
import { usedName } from '../../../shared/domain/ins/names.ts';
import { checkMatricule } from '../../../shared/domain/ins/matricule.ts';
import { addressRefusal, type Trusts } from '../../../shared/domain/mss/recipient-address.ts';
import { fail } from '../../../shared/errors.ts';
import { act } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { recordOf } from './identity-change.ts';
import { phoneNumber } from './phone.ts';
import { requirePatient } from './view.ts';

/**
 * Complementary traits, people around the patient, protection: what decides no identity. The status never moves.
 *
 * @throws PosteError USED_NAME_CHARACTER, TRAIT_TOO_LONG, PHONE, BILLING_NSS, PERSON_NAME, MSS_ADDRESS, MSS_DOMAIN, STORE_CONFLICT,
 *   PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function editPatient(common: CommonPorts & { readonly trusts: Trusts }) {
  return async (input: { readonly id: string; readonly complementary: Complementary }): Promise<void> => {
    const session = common.session();
    const now = common.now();
    const patient = await requirePatient(common.store, input.id);
    const given = input.complementary;
    const name = (text: string, path: string): string => {
      const found = usedName(text, path);
      if (found === null) throw fail('PERSON_NAME', { path, values: { who: 'Un représentant ou un correspondant' } });
      return found;
    };
    const address = (text: string | null, path: string): string | null => {
      const found = text?.trim() ?? '';
      const wrong = found === '' ? null : addressRefusal(found, common.trusts, path);
      if (wrong !== null) throw wrong;
      return found === '' ? null : found;
    };
    await common.store.commit({
      changes: [
        {
          kind: 'patient.save',
          patient: {
            ...recordOf(patient),
            usedName: usedName(given.usedName, '/complementary/usedName'),
            usedFirstName: usedName(given.usedFirstName, '/complementary/usedFirstName'),
            phone: phoneNumber(given.phone, '/complementary/phone'),
            billingNss: billingNss(given.billingNss),
            protection: given.protection,
            updatedAt: now.toISOString(),
          },
        },
        {
          kind: 'representatives.set',
          patientId: patient.id,
          representatives: given.representatives.map((one, i) => ({
            name: name(one.name, `/complementary/representatives/${i}/name`),
            relation: one.relation,
            phone: phoneNumber(one.phone, `/complementary/representatives/${i}/phone`),
          })),
        },
        {
          kind: 'correspondents.set',
          patientId: patient.id,
          correspondents: given.correspondents.map((one, i) => ({
            name: name(one.name, `/complementary/correspondents/${i}/name`),
            address: address(one.address, `/complementary/correspondents/${i}/address`),
          })),
        },
      ],
      audit: [act(session, now, { act: 'patient.edited', label: 'Dossier modifié (traits complémentaires)', patientId: patient.id })],
    });
  };
}

function billingNss(typed: string | null): string | null {
  if (typed === null || typed.trim() === '') return null;
  const check = checkMatricule(typed, null, { test: true });
  if (!check.valid || check.normalised === null) throw fail('BILLING_NSS', { path: '/complementary/billingNss' });
  return check.normalised;
}
