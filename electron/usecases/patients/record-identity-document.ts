import { identityDocumentType } from '../../../shared/domain/identity/documents.ts';
import { moveIdentity } from '../../../shared/domain/identity/status.ts';
import { act, actorOf, type Office } from '../office.ts';
import { recordOf } from './accept-insi.ts';
import { requirePatient } from './view.ts';

/**
 * A high-trust identity document was seen and its traits are those of the record. The type is always recorded, none is
 * proposed (EXI SI 10/23).
 *
 * @throws PosteError IDENTITY_DOCUMENT_TYPE, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function recordIdentityDocument(office: Office) {
  return async (input: { readonly id: string; readonly type: string }): Promise<void> => {
    const session = office.session();
    const now = office.now();
    const at = now.toISOString();
    const type = identityDocumentType(input.type);
    const patient = await requirePatient(office.store, input.id);
    const move = moveIdentity(patient.status, 'documentChecked', patient.attributes);
    const by = actorOf(session);
    await office.store.commit({
      changes: [
        {
          kind: 'patient.save',
          patient: { ...recordOf(patient), status: move.to, identityDocument: { type: type.code, seenAt: at, by }, updatedAt: at },
        },
        {
          kind: 'identity.transition',
          transition: {
            patientId: patient.id,
            at,
            by,
            event: 'documentChecked',
            from: patient.status,
            to: move.to,
            source: 'SM',
            insBefore: patient.ins,
            insAfter: patient.ins,
            insiAnswerId: patient.insi?.answerId ?? null,
            documentType: type.code,
          },
        },
      ],
      audit: [
        act(session, now, {
          act: 'identity.document-checked',
          label: `Pièce d’identité vue : ${type.label}`,
          patientId: patient.id,
          details: { from: patient.status, to: move.to, type: type.code },
        }),
      ],
    });
    office.tell.patient(patient.id);
  };
}
