import { assertAttributes, attributeLabels, type IdentityAttributes } from '../../../shared/domain/identity/status.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { changeIdentity, recordOf } from './identity-change.ts';
import { requirePatient } from './view.ts';

const NAMES = ['homonym', 'doubtful', 'fictive'] as const;

/**
 * The RNIV attributes of an identity (EXI ID 24/26). Douteuse and fictive make it provisional, drop its matricule and
 * stop any INSi call; removing them leaves it provisional.
 *
 * @throws PosteError IDENTITY_ATTRIBUTES, STORE_CONFLICT, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function setAttributes(common: CommonPorts) {
  return async ({ id, ...attributes }: { readonly id: string } & IdentityAttributes): Promise<void> => {
    const session = common.session();
    const now = common.now();
    assertAttributes(attributes);
    const patient = await requirePatient(common.store, id);
    if (NAMES.every((name) => attributes[name] === patient.attributes[name])) return;
    const doubted = (attributes.doubtful && !patient.attributes.doubtful) || (attributes.fictive && !patient.attributes.fictive);
    const { record, changes } = changeIdentity(
      patient,
      { event: doubted ? 'doubtfulOrFictive' : 'complementaryTraitEdited', at: now, by: actorOf(session), source: 'SM' },
      { attributes },
    );
    const held = NAMES.filter((name) => attributes[name]).map((name) => attributeLabels[name].toLowerCase());
    await common.store.commit({
      changes: [
        ...(doubted
          ? changes
          : [{ kind: 'patient.save' as const, patient: { ...recordOf(patient), attributes, updatedAt: record.updatedAt } }]),
        ...(doubted ? [{ kind: 'insi.unqueue' as const, patientId: id }] : []),
      ],
      audit: [
        act(session, now, {
          act: 'identity.attributes',
          label: held.length === 0 ? 'Attributs d’identité retirés' : `Identité signalée : ${held.join(', ')}`,
          patientId: id,
          details: { from: patient.status, to: doubted ? record.status : patient.status, ...attributes },
        }),
      ],
    });
  };
}
