import type { AgreementRecord } from '../../../shared/domain/record/agreement.ts';
import { agreementHolds } from '../../../shared/domain/consent/agreement.ts';
import type { InformationMeans } from '../../../shared/domain/record/information.ts';
import { fail } from '../../../shared/errors.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';
import { act, actorOf, requireSame } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requirePatient } from '../patients/view.ts';
import { isMember } from './in-episode.ts';
import { knownPeople } from './people.ts';

/**
 * The patient agrees to one opening of their DMP by somebody outside of the care team: who heard them and who reads are named
 * (R-051).
 *
 * @param collector PS_IdNat of who heard the patient.
 * @throws PosteError PATIENT_UNKNOWN, AGREEMENT_TEAM, INFORMATION_COLLECTOR, SESSION_CLOSED
 */
export function agree(common: CommonPorts) {
  return async (input: {
    readonly id: string;
    readonly means: Exclude<InformationMeans, 'collective'>;
    readonly collector: string;
  }): Promise<void> => {
    const session = common.session();
    const now = common.now();
    const [patient, people] = await Promise.all([requirePatient(common.store, input.id), knownPeople(common.store, session)]);
    requireSame(session, common.session());
    if (isMember(patient, session)) throw fail('AGREEMENT_TEAM');
    const collector = people.find(({ idNat }) => idNat === input.collector);
    if (collector === undefined) throw fail('INFORMATION_COLLECTOR', { path: '/collector' });
    const reader = actorOf(session);
    await common.store.commit({
      changes: [
        {
          kind: 'agreement.add',
          agreement: {
            patientId: patient.id,
            at: now.toISOString(),
            reader,
            collector,
            means: input.means,
            structure: session.situation.structureIdNat,
          },
        },
      ],
      audit: [
        act(session, now, {
          act: 'consent.agreed',
          label: 'Accord recueilli pour une ouverture du DMP hors équipe de soins',
          patientId: patient.id,
          details: { collector: collector.idNat, reader: reader.idNat, means: input.means },
        }),
      ],
    });
  };
}

/** The agreement that opens a patient's DMP to whoever is logged in now; null when there is none, or it is over. */
export async function agreementOf(store: Store, patientId: string, { pro }: OpenSession, now: Date): Promise<AgreementRecord | null> {
  const latest = (await store.agreements.list(patientId)).find(({ reader }) => reader.idNat === pro.idNat);
  return latest !== undefined && agreementHolds(latest, now.toISOString()) ? latest : null;
}
