import { moveIdentity } from '../../../shared/domain/identity/status.ts';
import { firstOf, isFirstNameOf } from '../../../shared/domain/ins/names.ts';
import { checkMatricule } from '../../../shared/domain/ins/matricule.ts';
import { compareTraits, mayAcceptTraits } from '../../../shared/domain/ins/traits.ts';
import { errorFactory } from '../../../shared/errors.ts';
import type { PatientRecord } from '../../store/types.ts';
import { act, actorOf, officeError, type Office } from '../office.ts';
import { requirePatient } from './view.ts';

const fail = errorFactory({
  INSI_DISCORDANT: [
    'Les traits d’INSi ne sont pas ceux de ce dossier.',
    'Ne les acceptez pas : vérifiez l’identité d’après une pièce, corrigez les traits, puis interrogez INSi de nouveau.',
  ],
  INSI_MATRICULE: [
    'Le matricule reçu d’INSi n’est pas valable ({reason}).',
    'L’identité reste inchangée ; signalez cette réponse au support.',
  ],
});

/**
 * The user confirms that INSi's traits are this person's: they become the record's, matricule and OID are held.
 *
 * @throws PosteError PROPOSAL_UNKNOWN, INSI_DISCORDANT, INSI_MATRICULE, PATIENT_SAME_INS, SESSION_CLOSED
 */
export function acceptInsi(office: Office & { readonly testOidsAllowed: boolean }) {
  return async (input: { readonly id: string; readonly proposal: string }): Promise<void> => {
    const session = office.session();
    const now = office.now();
    const at = now.toISOString();
    const [patient, answer] = await Promise.all([requirePatient(office.store, input.id), office.store.insi.get(input.proposal)]);
    if (answer === null || answer.patientId !== patient.id || answer.identity === null) throw officeError('PROPOSAL_UNKNOWN');
    const { identity } = answer;
    if (!mayAcceptTraits(compareTraits(patient, { ...identity, birthFirstNames: identity.firstNames }))) throw fail('INSI_DISCORDANT');
    const check = checkMatricule(identity.ins.matricule, identity.ins.oid, { test: office.testOidsAllowed });
    if (check.reason !== null) throw fail('INSI_MATRICULE', { values: { reason: check.reason } });
    const move = moveIdentity(patient.status, 'insiAccepted', patient.attributes);
    const birthFirstNames = identity.firstNames ?? patient.birthFirstNames;
    const firstName = isFirstNameOf(patient.firstBirthFirstName, birthFirstNames) ? patient.firstBirthFirstName : firstOf(birthFirstNames);
    const by = actorOf(session);
    const accepted: PatientRecord = {
      ...recordOf(patient),
      birthName: identity.birthName ?? patient.birthName,
      birthFirstNames,
      firstBirthFirstName: firstName,
      sex: identity.sex ?? patient.sex,
      birthDate: identity.birthDate ?? patient.birthDate,
      birthPlace: identity.birthPlace ?? patient.birthPlace,
      status: move.to,
      ins: move.ins === 'store' ? identity.ins : null,
      insi: move.ins === 'store' ? { answerId: answer.id, acceptedAt: at, by } : null,
      updatedAt: at,
    };
    await office.store.commit({
      changes: [
        { kind: 'patient.save', patient: accepted },
        {
          kind: 'identity.transition',
          transition: {
            patientId: patient.id,
            at,
            by,
            event: 'insiAccepted',
            from: patient.status,
            to: move.to,
            source: 'INSI',
            insBefore: patient.ins,
            insAfter: accepted.ins,
            insiAnswerId: answer.id,
            documentType: null,
          },
        },
      ],
      audit: [
        act(session, now, {
          act: 'identity.insi-accepted',
          label: 'Traits INSi acceptés',
          patientId: patient.id,
          objectId: answer.id,
          details: { from: patient.status, to: move.to },
        }),
      ],
    });
    office.tell.patient(patient.id);
  };
}

/** The stored row of a file: what the banner adds is kept elsewhere. */
export function recordOf({ medecinTraitant: _1, dmp: _2, feeding: _3, consultation: _4, ...record }: PatientRecord & {
  readonly medecinTraitant: unknown;
  readonly dmp: unknown;
  readonly feeding: unknown;
  readonly consultation: unknown;
}): PatientRecord {
  return record;
}
