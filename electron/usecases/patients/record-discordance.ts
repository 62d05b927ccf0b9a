import { traitsBeforeInsi } from '../../../shared/domain/identity/before-insi.ts';
import type { HeldTraits } from '../../../shared/domain/ins/traits.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import { fail } from '../../../shared/errors.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { changeIdentity } from './identity-change.ts';
import { proofOf, type ProofRules } from './proof.ts';
import { requirePatient } from './view.ts';

/**
 * A high-trust document contradicts the traits: a matricule held is dropped. When the document is that of the person
 * before INSi (`local`), the traits held then come back and the document validates them (identity/README 1, derived).
 *
 * @throws PosteError IDENTITY_LOCAL_TRAITS, IDENTITY_DOCUMENT_TYPE, IDENTITY_DOCUMENT_MINOR, STORE_CONFLICT, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function recordDiscordance(common: CommonPorts & ProofRules) {
  return async (input: { readonly id: string; readonly type: string; readonly matches: 'local' | 'none' }): Promise<void> => {
    const session = common.session();
    const now = common.now();
    const patient = await requirePatient(common.store, input.id);
    const restored = input.matches === 'local' ? await localTraits(common, patient) : null;
    const { birthDate } = restored ?? patient;
    const type = proofOf(common, input.type, birthDate, now);
    const event = restored === null ? 'documentDiscordant' : 'documentDiscordantWithInsi';
    const { record, changes } = changeIdentity(
      patient,
      { event, at: now, by: actorOf(session), source: 'SM', document: type.code },
      restored ?? {},
    );
    await common.store.commit({
      // An answer of INSi that waits was asked with the former traits.
      changes: [...changes, ...(restored === null ? [] : [{ kind: 'insi.unqueue' as const, patientId: patient.id }])],
      audit: [
        act(session, now, {
          act: 'identity.document-discordant',
          label: `Pièce d’identité discordante : ${type.label}`,
          patientId: patient.id,
          details: { from: patient.status, to: record.status, type: type.code, matches: input.matches },
        }),
      ],
    });
  };
}

async function localTraits({ store }: CommonPorts, patient: PatientRecord): Promise<HeldTraits> {
  const traits = traitsBeforeInsi(patient, await store.identity.transitions(patient.id));
  if (traits === null) throw fail('IDENTITY_LOCAL_TRAITS');
  return traits;
}
