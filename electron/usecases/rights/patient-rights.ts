import type { PatientRights, RightView } from '../../../shared/contract/rights.ts';
import { standingOf, type Decision } from '../../../shared/domain/rights/decision.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';
import { requirePatient } from '../patients/view.ts';
import type { Rights } from './rights.ts';
import type { SecretConnection } from './secret-connection.ts';
import { leavingAct } from './sending.ts';

export interface PatientRightsPorts {
  readonly store: Store;
  readonly rights: Pick<Rights, 'atOffice' | 'about'>;
  readonly secret: SecretConnection;
}

/** What may be done about a patient now, for the screens of their record. @throws PosteError PATIENT_UNKNOWN */
export function patientRights({ store, rights, secret }: PatientRightsPorts) {
  return async (id: string, by: OpenSession): Promise<PatientRights> => {
    const patient = await requirePatient(store, id);
    const decide = await rights.about(by, patient);
    const form = { type: null, visibility: secret.isOpen(id) ? 'invisible-representatives' : 'visible' } as const;
    const feeding = leavingAct(by, { channel: 'dmp', recipient: null, form });
    return {
      feed: shown(decide(feeding)),
      look: shown(decide({ act: 'TD3.1' })),
      authorize: shown(decide({ act: 'TD0.3-add' })),
      writeToPatient: shown(decide({ act: 'mss-patient' })),
      writeToProfessionals: shown(decide({ act: 'mss-professional' })),
      secret: { offered: secret.isFor(patient) && rights.atOffice(by, 'validate').answer === 'yes', open: secret.isOpen(id) },
    };
  };
}

/** Opens a minor's secret connection, or ends it. @throws PosteError SESSION_CLOSED, PATIENT_UNKNOWN, RIGHTS_MINOR, DMP_INS_NOT_QUALIFIED */
export function setSecretConnection({ store, secret }: Pick<PatientRightsPorts, 'store' | 'secret'>) {
  return async ({ id, open }: { readonly id: string; readonly open: boolean }, by: OpenSession): Promise<void> => {
    if (open) secret.begin(by, await requirePatient(store, id));
    else if (secret.isOpen(id)) secret.end();
  };
}

function shown(decision: Decision): RightView {
  const { code, reason, action } = decision;
  return {
    standing: standingOf(decision),
    reason: decision.answer === 'yes' ? null : { code: code ?? '', message: reason, action: action ?? '' },
  };
}
