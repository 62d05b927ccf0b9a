import type { InformationEntry } from '../../../shared/domain/record/information.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Change } from '../../store/types.ts';
import { actorOf } from '../acting.ts';

/** What is said of an entry beside whose it is, when and by whom. */
type Said = Pick<InformationEntry, 'purpose' | 'state' | 'means' | 'act' | 'collector' | 'notice' | 'corrects'>;

/** An entry that somebody makes now: in the patient's current episode, for the structure of their session. */
export const recorded = (patient: Pick<PatientFile, 'id' | 'episode'>, session: OpenSession, now: Date, said: Said): Change => ({
  kind: 'information.record',
  information: {
    ...said,
    patientId: patient.id,
    episode: patient.episode,
    team: session.situation.structureIdNat,
    at: now.toISOString(),
    by: actorOf(session),
    origin: 'person',
  },
});
