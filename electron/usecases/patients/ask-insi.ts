import type { InsiOutcome } from '../../../shared/contract/patients.ts';
import { assertInsiAllowed } from '../../../shared/domain/identity/status.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import { errorFacts } from '../../../shared/errors.ts';
import type { WithCivilSex } from '../../../shared/domain/types.ts';
import type { InsiAnswer } from '../../insi/answer.ts';
import type { OpenSession } from '../../session/session.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { insiOutcomeOf, keepAnswer } from './insi-answer.ts';
import { requirePatient } from './view.ts';

/** What asks INSi for a use case. */
export interface InsiSearch {
  readonly search: (session: OpenSession, patient: WithCivilSex<PatientFile>) => Promise<InsiAnswer>;
  /** Whether INSi said nothing of the patient, through no fault of the workstation: asked again later. */
  readonly later: (thrown: unknown) => boolean;
}

/**
 * Asks INSi for this patient: one search at a visit, never a batch. The answer is kept verbatim; nothing of the record
 * changes before the user accepts. Without answer the patient is queued: see insi-queue.ts.
 *
 * @throws PosteError IDENTITY_DOUBTFUL, IDENTITY_FICTIVE, IDENTITY_BIRTH_DATE, IDENTITY_SEX, INSI_*, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function askInsi(common: CommonPorts & InsiSearch) {
  return async (id: string): Promise<InsiOutcome> => {
    const session = common.session();
    const patient = await requirePatient(common.store, id);
    assertInsiAllowed(patient);
    return insiOutcomeOf(await askFor(common, session, patient, () => common.search(session, patient)), patient);
  };
}

/** One exchange with INSi for a record, kept whatever it gives. */
export async function askFor(
  common: CommonPorts & Pick<InsiSearch, 'later'>,
  session: OpenSession,
  patient: PatientFile,
  ask: () => Promise<InsiAnswer>,
) {
  let answer: InsiAnswer;
  try {
    answer = await ask();
  } catch (thrown) {
    const now = common.now();
    const queued = common.later(thrown) && (await common.store.patients.queued(patient.id)) === null;
    await common.store.commit({
      changes: queued ? [{ kind: 'insi.queue', entry: { patientId: patient.id, since: now.toISOString(), answerId: null } }] : [],
      audit: [
        act(session, now, {
          act: 'insi.asked',
          label: 'INSi interrogé, sans réponse',
          patientId: patient.id,
          result: errorFacts(thrown).code,
        }),
      ],
    });
    throw thrown;
  }
  const now = common.now();
  const { record, changes } = await keepAnswer(common, patient, answer, { at: now, by: actorOf(session) });
  await common.store.commit({
    changes: [...changes, { kind: 'insi.unqueue', patientId: patient.id }],
    audit: [
      act(session, now, {
        act: 'insi.asked',
        label: `INSi interrogé : réponse ${answer.code}`,
        patientId: patient.id,
        objectId: record.id,
        details: { code: answer.code },
      }),
    ],
  });
  return record;
}
