import { identityDocumentType } from '../../../shared/domain/identity/documents.ts';
import { act, actorOf, type Office } from '../office.ts';
import { changeIdentity } from './identity-change.ts';
import { requirePatient } from './view.ts';

/**
 * A high-trust document contradicts the traits: a matricule held is dropped. When the document is that of the person
 * before INSi (`local`), the identity stays validated by it (ins.md 3, derived).
 *
 * @throws PosteError IDENTITY_DOCUMENT_TYPE, STORE_CONFLICT, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function recordDiscordance(office: Office) {
  return async (input: { readonly id: string; readonly type: string; readonly matches: 'local' | 'none' }): Promise<void> => {
    const session = office.session();
    const now = office.now();
    const type = identityDocumentType(input.type);
    const patient = await requirePatient(office.store, input.id);
    const event = input.matches === 'local' ? 'documentDiscordantWithInsi' : 'documentDiscordant';
    const { record, changes } = changeIdentity(patient, { event, at: now, by: actorOf(session), source: 'SM', document: type.code });
    await office.store.commit({
      changes,
      audit: [
        act(session, now, {
          act: 'identity.document-discordant',
          label: `Pièce d’identité discordante : ${type.label}`,
          patientId: patient.id,
          details: { from: patient.status, to: record.status, type: type.code, matches: input.matches },
        }),
      ],
    });
    office.tell.patient(patient.id);
  };
}
