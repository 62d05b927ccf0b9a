import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { changeIdentity } from './identity-change.ts';
import { proofOf, type ProofRules } from './proof.ts';
import { requirePatient } from './view.ts';

/**
 * A high-trust identity document was seen and its traits are those of the record. The type is always recorded, none is
 * proposed (EXI SI 10/23).
 *
 * @throws PosteError IDENTITY_DOCUMENT_TYPE, IDENTITY_DOCUMENT_MINOR, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function recordIdentityDocument(common: CommonPorts & ProofRules) {
  return async (input: { readonly id: string; readonly type: string }): Promise<void> => {
    const session = common.session();
    const now = common.now();
    const patient = await requirePatient(common.store, input.id);
    const type = proofOf(common, input.type, patient.birthDate, now);
    const { record, changes } = changeIdentity(patient, {
      event: 'documentChecked',
      at: now,
      by: actorOf(session),
      source: 'SM',
      document: type.code,
    });
    await common.store.commit({
      changes,
      audit: [
        act(session, now, {
          act: 'identity.document-checked',
          label: `Pièce d’identité vue : ${type.label}`,
          patientId: patient.id,
          details: { from: patient.status, to: record.status, type: type.code },
        }),
      ],
    });
  };
}
