import { fourStates, oppositionTo } from '../../../shared/domain/consent/information.ts';
import type { AgreementRecord } from '../../../shared/domain/record/agreement.ts';
import { informationPurposes } from '../../../shared/domain/record/information.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import type { Delegation, RightsAct, RightsFacts } from '../../../shared/domain/rights/facts.ts';
import type { AccessMode } from '../../../shared/domain/types.ts';
import type { OpenSession } from '../../session/session.ts';
import { isMember } from '../consent/in-episode.ts';
import { feedingOf } from '../patients/feeding.ts';

/** What is done, to what. */
export interface AskedAct {
  readonly act: RightsAct;
  /** `normal` when nothing else is said. */
  readonly mode?: AccessMode;
  readonly document?: RightsFacts['document'];
  /** What the DMP says of the record, when something else than the last answer counts: null, it is asked anew before anything leaves. */
  readonly dmp?: PatientFile['dmp'];
}

/** Where the facts that neither the session nor the record hold come from. */
export interface FactsPorts {
  readonly now: () => Date;
  /** What professionals let that person do in their name for that structure, in force or not; national identifiers. */
  readonly delegations: (to: string, structure: string | null) => Promise<readonly Delegation[]>;
  /** What opens that patient's DMP to somebody outside of the care team now; null when nothing does. */
  readonly agreementOf: (by: OpenSession, patientId: string) => Promise<AgreementRecord | null>;
  /** Whether the record is open in a minor's secret connection. */
  readonly isSecret: (patientId: string) => boolean;
  /** The locked policy says that this workstation is one of a medical regulation centre. */
  readonly regulationCentre: boolean;
}

/** All that a right on a patient depends on, gathered now: nothing is asked of a service. The answer says it of one act after another. */
export function factsOf({ now, delegations, agreementOf, isSecret, regulationCentre }: FactsPorts) {
  return async (by: OpenSession, patient: PatientFile): Promise<(asked: AskedAct) => RightsFacts> => {
    const session = by.rights;
    const agreement = await agreementOf(by, patient.id);
    const gathered = {
      at: now().toISOString(),
      session,
      delegations: session.person === null ? [] : await delegations(session.person, session.structure),
      patient: {
        status: patient.status,
        birthDate: patient.birthDate,
        secretConnection: isSecret(patient.id),
        information: fourStates(patient),
        opposedEarlier: informationPurposes.filter((purpose) => oppositionTo(patient, purpose) === 'earlier'),
        feedingReceivedFrom: feedingOf(patient).feedingReceivedFrom,
      },
      team: isMember(patient, by) ? 'member' : 'outside',
      agreement: agreement === null ? null : { by: agreement.collector.name, at: agreement.at },
      regulationCentre,
    } as const;
    return ({ act, mode = 'normal', document = null, dmp = patient.dmp }) => ({
      ...gathered,
      act,
      mode,
      document,
      dmp: dmpFacts(dmp, session.person),
    });
  };
}

/** What the DMP last said; what it never said, or said to somebody else of themselves, is unknown. */
function dmpFacts(dmp: PatientFile['dmp'], person: string | null): RightsFacts['dmp'] {
  const own = dmp !== null && dmp.by !== null && dmp.by === person;
  return {
    state: dmp?.state ?? 'unknown',
    authorization: own ? dmp.authorization : null,
    medecinTraitant: own && dmp.medecinTraitant === true,
    opposed: { breakGlass: dmp?.opposed.breakGlass === true, regulation: dmp?.opposed.regulation === true },
  };
}
