import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import { fail } from '../../../shared/errors.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Change } from '../../store/types.ts';
import { hasCivilSex, type Ins, type WithCivilSex } from '../../../shared/domain/types.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { conflictOnce } from './conflict.ts';
import { changeIdentity } from './identity-change.ts';
import { requirePatient } from './view.ts';

/** Whether matricule and traits still go together; `indisponible`: nobody said. */
export type VerificationOutcome = 'identique' | 'different' | 'indisponible';

export type VerifyIns = (session: OpenSession, identity: WithCivilSex<PatientFile> & { readonly ins: Ins }) => Promise<VerificationOutcome>;

const LABELS: Readonly<Record<VerificationOutcome, string>> = {
  identique: 'Identité vérifiée par INSi : identique',
  different: 'Identité vérifiée par INSi : différente',
  indisponible: 'Vérification de l’identité par INSi : sans réponse',
};

/**
 * Asks INSi whether matricule and traits still go together. Identical renews the date of the identity; different drops
 * the matricule and the status that it gave, and goes to the conflicts; no answer changes nothing.
 *
 * @throws PosteError INS_ABSENT, INSI_*, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function verifyIns(common: CommonPorts & { readonly verify: VerifyIns }) {
  return async (id: string): Promise<VerificationOutcome> => {
    const session = common.session();
    const patient = await requirePatient(common.store, id);
    const { ins } = patient;
    if (ins === null || !hasCivilSex(patient)) throw fail('INS_ABSENT');
    const outcome = await common.verify(session, { ...patient, ins });
    const now = common.now();
    const changes = await changesOf(common, session, patient, outcome, now);
    const saved = changes.find((change) => change.kind === 'patient.save');
    await common.store.commit({
      changes,
      audit: [
        act(session, now, {
          act: 'identity.verified',
          label: LABELS[outcome],
          patientId: id,
          details: { outcome, from: patient.status, to: saved?.patient.status ?? patient.status },
        }),
      ],
    });
    return outcome;
  };
}

async function changesOf(
  common: CommonPorts,
  session: OpenSession,
  patient: PatientFile,
  outcome: VerificationOutcome,
  now: Date,
): Promise<readonly Change[]> {
  const by = actorOf(session);
  switch (outcome) {
    case 'indisponible':
      return [];
    case 'identique':
      // INSi said the same again: a refresh, which starts the years of recheck again.
      return changeIdentity(patient, {
        event: 'insiAccepted',
        at: now,
        by,
        source: 'INSI',
        ins: patient.ins ?? undefined,
        answerId: patient.insi?.answerId ?? undefined,
        // What another system had from INSi has no answer here: it is renewed too, and still theirs.
        insi: patient.insi?.answerId === null ? { ...patient.insi, acceptedAt: now.toISOString() } : undefined,
      }).changes;
    case 'different': {
      const event = patient.identityDocument === null ? 'verificationNegative' : 'verificationNegativeDocumentHolds';
      const conflict = await conflictOnce(common, {
        at: now,
        code: 'INS_VERIFICATION',
        patientIds: [patient.id],
        message: 'INSi ne reconnaît plus ce matricule avec ces traits : vérifiez l’identité d’après une pièce.',
      });
      return [...changeIdentity(patient, { event, at: now, by, source: 'INSI' }).changes, ...conflict];
    }
  }
}
