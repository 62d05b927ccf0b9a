import { usedName } from '../../../shared/domain/ins/names.ts';
import type { Correspondent } from '../../../shared/domain/record/correspondent.ts';
import { fail } from '../../../shared/errors.ts';
import { addressRefusal, type Trusts } from '../../../shared/domain/mss/recipient-address.ts';
import { act } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requirePatient } from './view.ts';

/**
 * The patient's médecin traitant and their mailbox, as told; the DMP's own knowledge stays apart.
 *
 * @throws PosteError PERSON_NAME, USED_NAME_CHARACTER, TRAIT_TOO_LONG, MSS_ADDRESS, MSS_DOMAIN, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function setMedecinTraitant(common: CommonPorts & { readonly trusts: Trusts }) {
  return async (input: { readonly id: string; readonly medecinTraitant: Correspondent | null }): Promise<void> => {
    const session = common.session();
    const patient = await requirePatient(common.store, input.id);
    const given = input.medecinTraitant;
    const address = given?.address?.trim() ?? '';
    const wrong = address === '' ? null : addressRefusal(address, common.trusts, '/medecinTraitant/address');
    if (wrong !== null) throw wrong;
    const name = given === null ? null : usedName(given.name, '/medecinTraitant/name');
    if (given !== null && name === null)
      throw fail('PERSON_NAME', { path: '/medecinTraitant/name', values: { who: 'Le médecin traitant' } });
    const correspondent = name === null ? null : { name, address: address === '' ? null : address };
    await common.store.commit({
      changes: [{ kind: 'correspondent.set', patientId: patient.id, role: 'medecinTraitant', correspondent }],
      audit: [act(session, common.now(), { act: 'patient.medecin-traitant', label: 'Médecin traitant enregistré', patientId: patient.id })],
    });
  };
}
