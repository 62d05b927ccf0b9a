import type { SendRecord } from '../../../shared/domain/record/send.ts';
import { fail } from '../../../shared/errors.ts';
import type { Store } from '../../store/types.ts';
import { sameIns } from '../patients/identity-change.ts';
import { identityMoved, type CarriedIdentity } from '../patients/sent-documents.ts';

/**
 * What was validated under a matricule that is no longer the record's does not leave: the document carries it, and so
 * does what was signed around it.
 *
 * @throws PosteError SEND_OTHER_IDENTITY
 */
export function sameIdentity(ports: { readonly store: Store; readonly carried: CarriedIdentity }) {
  return async (send: SendRecord): Promise<void> => {
    const { store } = ports;
    const [patient, transitions, merges] = await Promise.all([
      store.patients.get(send.patientId),
      store.identity.transitions(send.patientId),
      store.patients.merges(send.patientId),
    ]);
    if (patient === null || !identityMoved({ transitions, merges })) return;
    const cda = await store.documents.content(send.documentId, 'cda');
    const ins = cda === null ? null : ports.carried(cda).ins;
    if (ins !== null && !sameIns(ins, patient.ins)) throw fail('SEND_OTHER_IDENTITY');
  };
}
