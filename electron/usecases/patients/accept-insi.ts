import { assertInsiAllowed } from '../../../shared/domain/identity/status.ts';
import { firstBirthFirstNameOf, isFirstNameOf } from '../../../shared/domain/ins/names.ts';
import { checkMatricule, matriculeReasons } from '../../../shared/domain/ins/matricule.ts';
import { strictTraits } from '../../../shared/domain/ins/traits.ts';
import type { InsPeriod } from '../../../shared/domain/record/matricule.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { Ins } from '../../../shared/domain/types.ts';
import { fail } from '../../../shared/errors.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Change } from '../../store/types.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { conflictOnce } from './conflict.ts';
import { changeIdentity } from './identity-change.ts';
import { isOther, lacking, OTHER_TRAITS } from './insi-answer.ts';
import { localDay, requirePatient } from './view.ts';

export interface AcceptPorts {
  readonly testOidsAllowed: boolean;
  /** Past matricules that an answer gives (INSHISTO). */
  readonly formerIns: (verbatim: Uint8Array) => readonly InsPeriod[];
}

/**
 * The user confirms that INSi's traits are this person's: they become the record's, matricule and OID are held, past
 * matricules are known.
 *
 * @throws PosteError PROPOSAL_UNKNOWN, INSI_DISCORDANT, INSI_INCOMPLETE, INSI_MATRICULE, TRAIT_*, PATIENT_SAME_INS (detail = id of
 *   the other record; the conflict goes to the work list), IDENTITY_DOUBTFUL, IDENTITY_FICTIVE, IDENTITY_BIRTH_DATE,
 *   IDENTITY_SEX, SESSION_CLOSED
 */
export function acceptInsi(common: CommonPorts & AcceptPorts) {
  return async (input: { readonly id: string; readonly proposal: string }): Promise<void> => {
    const session = common.session();
    const now = common.now();
    const [patient, answer] = await Promise.all([requirePatient(common.store, input.id), common.store.insi.get(input.proposal)]);
    if (answer === null || answer.patientId !== patient.id || answer.identity === null) throw fail('PROPOSAL_UNKNOWN');
    const { identity } = answer;
    assertInsiAllowed(patient);
    if (isOther(answer, patient)) throw fail('INSI_DISCORDANT');
    const missing = lacking(answer, patient);
    if (missing.length > 0) throw fail('INSI_INCOMPLETE', { values: { missing: missing.join(', ') } });
    await requireFree(common, session, patient, identity.ins);
    const traits = strictTraits(
      {
        birthName: identity.birthName ?? patient.birthName,
        birthFirstNames: identity.firstNames ?? patient.birthFirstNames,
        sex: identity.sex ?? patient.sex,
        birthDate: identity.birthDate ?? patient.birthDate,
        birthPlace: identity.birthPlace ?? patient.birthPlace,
      },
      localDay(now),
      '/traits',
      { official: true },
    );
    const { birthFirstNames } = traits;
    const first = isFirstNameOf(patient.firstBirthFirstName, birthFirstNames) ? patient.firstBirthFirstName : null;
    const { record, changes } = changeIdentity(
      patient,
      { event: 'insiAccepted', at: now, by: actorOf(session), source: 'INSI', answerId: answer.id, ins: identity.ins },
      { ...traits, firstBirthFirstName: firstBirthFirstNameOf(first, birthFirstNames) },
    );
    const verbatim = await common.store.insi.verbatim(answer.id);
    const periods = verbatim === null ? [] : common.formerIns(verbatim);
    await common.store.commit({
      changes: [
        ...changes,
        ...(periods.length === 0 ? [] : [{ kind: 'ins.known' as const, patientId: patient.id, periods }]),
        { kind: 'insi.unqueue', patientId: patient.id },
        ...(await settled(common, session, patient.id, now)),
      ],
      audit: [
        act(session, now, {
          act: 'identity.insi-accepted',
          label: 'Traits INSi acceptés',
          patientId: patient.id,
          objectId: answer.id,
          details: { from: patient.status, to: record.status },
        }),
      ],
    });
  };
}

/**
 * A matricule that this record may take: valid here, and nobody else's.
 *
 * @throws PosteError INSI_MATRICULE, PATIENT_SAME_INS once the conflict is stored
 */
export async function requireFree(
  common: CommonPorts & Pick<AcceptPorts, 'testOidsAllowed'>,
  session: OpenSession,
  patient: PatientRecord | null,
  ins: Ins,
): Promise<void> {
  const check = checkMatricule(ins.matricule, ins.oid, { test: common.testOidsAllowed });
  if (check.reason !== null) throw fail('INSI_MATRICULE', { detail: check.reason, values: { reason: matriculeReasons[check.reason] } });
  const other = await common.store.patients.byIns(ins.matricule);
  if (other === null || other === patient?.id) return;
  const now = common.now();
  const ids = [...(patient === null ? [] : [patient.id]), other];
  await common.store.commit({
    changes:
      patient === null
        ? []
        : await conflictOnce(common, {
            at: now,
            code: 'PATIENT_SAME_INS',
            patientIds: ids,
            message: 'Deux dossiers pour le même matricule INS : fusionnez-les, ou corrigez celui qui est faux.',
          }),
    audit: [
      act(session, now, {
        act: 'identity.same-ins',
        label: 'Matricule INS refusé : un autre dossier le porte',
        patientId: patient?.id ?? other,
        objectId: other,
        result: 'PATIENT_SAME_INS',
      }),
    ],
  });
  throw fail('PATIENT_SAME_INS', { detail: other });
}

/** The answers that had another person's traits are behind: the right ones were accepted. */
async function settled(common: CommonPorts, session: OpenSession, patientId: string, now: Date): Promise<Change[]> {
  const waiting = await common.store.worklists.waiting();
  return waiting
    .filter(({ code, patientIds }) => code === OTHER_TRAITS && patientIds.length === 1 && patientIds[0] === patientId)
    .map(({ id }): Change => ({ kind: 'conflict.settle', conflictId: id, at: now.toISOString(), by: actorOf(session) }));
}
