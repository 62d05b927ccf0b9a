import { errorFactory } from '../../../shared/errors.ts';
import type { Correspondent } from '../../store/types.ts';
import { act, type Office } from '../office.ts';
import { requirePatient } from './view.ts';

const fail = errorFactory({
  MSS_ADDRESS: ['L’adresse du médecin traitant n’est pas une adresse MSSanté valide.', 'Corrigez l’adresse.'],
});

/**
 * The patient's médecin traitant and their mailbox, as told; the DMP's own knowledge stays apart.
 *
 * @throws PosteError MSS_ADDRESS, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function setMedecinTraitant(office: Office & { readonly isAddress: (text: string) => boolean }) {
  return async (input: { readonly id: string; readonly medecinTraitant: Correspondent | null }): Promise<void> => {
    const session = office.session();
    const patient = await requirePatient(office.store, input.id);
    const given = input.medecinTraitant;
    const address = given?.address?.trim() ?? '';
    if (address !== '' && !office.isAddress(address)) throw fail('MSS_ADDRESS', { path: '/medecinTraitant/address' });
    const correspondent = given === null ? null : { name: given.name.trim(), address: address === '' ? null : address };
    await office.store.commit({
      changes: [{ kind: 'correspondent.set', patientId: patient.id, role: 'medecinTraitant', correspondent }],
      audit: [act(session, office.now(), { act: 'patient.medecin-traitant', label: 'Médecin traitant enregistré', patientId: patient.id })],
    });
    office.tell.patient(patient.id);
  };
}
