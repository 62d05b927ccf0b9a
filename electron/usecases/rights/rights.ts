import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import { can } from '../../../shared/domain/rights/can.ts';
import type { Decision } from '../../../shared/domain/rights/decision.ts';
import { canAtOffice, type OfficeAct } from '../../../shared/domain/rights/office.ts';
import { errorFromFacts, type PosteError } from '../../../shared/errors.ts';
import type { OpenSession } from '../../session/session.ts';
import { factsOf, type AskedAct, type FactsPorts } from './facts.ts';

export interface RightsPorts extends FactsPorts {
  /** In years, as the DMP's parameters say it now. */
  readonly ageOfMajority: () => number;
  /** Whether the locked policy names who administers this structure. */
  readonly administers: (by: Pick<OpenSession, 'rights'>) => boolean;
}

/** The one place where a right is asked: by the bridge for each call, by what goes on without one, and for what screens show. */
export interface Rights {
  /** Whether somebody may do that at this workstation, whoever the patient. */
  readonly atOffice: (by: OpenSession, act: OfficeAct) => Decision;
  /** @throws PosteError why they may not */
  readonly require: (by: OpenSession, act: OfficeAct) => void;
  /** Whether somebody may do this or that to the DMP, or write to somebody, about that patient, now. */
  readonly about: (by: OpenSession, patient: PatientFile) => Promise<(asked: AskedAct) => Decision>;
}

export function rightsOf(ports: RightsPorts): Rights {
  const gather = factsOf(ports);
  const atOffice: Rights['atOffice'] = (by, act) => canAtOffice({ session: by.rights, administers: ports.administers(by) }, act);
  return {
    atOffice,
    require: (by, act) => requireAllowed(atOffice(by, act)),
    about: async (by, patient) => {
      const facts = await gather(by, patient);
      const majority = { ageOfMajority: ports.ageOfMajority() };
      return (asked) => can(facts(asked), majority);
    },
  };
}

/** Why not, as the decision says it; null when it is allowed, or left to the server or the person. */
export function refusalOf({ answer, code, reason, action, rule }: Decision): PosteError | null {
  if (answer !== 'no' || code === null) return null;
  return errorFromFacts({ code, message: reason, action: action ?? '', path: null, detail: rule });
}

/** @throws PosteError the refusal of the decision, its rule as detail */
export function requireAllowed(decision: Decision): void {
  const refusal = refusalOf(decision);
  if (refusal !== null) throw refusal;
}
