import type { InsiOutcome } from '../../../shared/contract/patients.ts';
import { assertInsiAllowed } from '../../../shared/domain/identity/status.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import { errorFacts } from '../../../shared/errors.ts';
import type { WithCivilSex } from '../../../shared/domain/types.ts';
import type { InsiAnswer } from '../../insi/answer.ts';
import type { OpenSession } from '../../session/session.ts';
import { act, actorOf, type Office } from '../office.ts';
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
export function askInsi(office: Office & InsiSearch) {
  return async (id: string): Promise<InsiOutcome> => {
    const session = office.session();
    const patient = await requirePatient(office.store, id);
    assertInsiAllowed(patient);
    return insiOutcomeOf(await askFor(office, session, patient, () => office.search(session, patient)), patient);
  };
}

/** One exchange with INSi for a record, kept whatever it gives. */
export async function askFor(
  office: Office & Pick<InsiSearch, 'later'>,
  session: OpenSession,
  patient: PatientFile,
  ask: () => Promise<InsiAnswer>,
) {
  let answer: InsiAnswer;
  try {
    answer = await ask();
  } catch (thrown) {
    const now = office.now();
    const queued = office.later(thrown) && (await office.store.patients.queued(patient.id)) === null;
    await office.store.commit({
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
  const now = office.now();
  const { record, changes } = await keepAnswer(office, patient, answer, { at: now, by: actorOf(session) });
  await office.store.commit({
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
