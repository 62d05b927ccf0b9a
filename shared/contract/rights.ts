import { z } from 'zod';
import { standings } from '../domain/rights/decision.ts';
import { call, id, notKept, onPatient } from './define.ts';

/** What somebody may do about a patient: `no`, not as things are now; `never`, whatever the patient: it is not offered. */
const right = z.object({
  standing: z.enum(standings),
  reason: z.object({ code: z.string(), message: z.string(), action: z.string() }).nullable(),
});
export type RightView = z.infer<typeof right>;

const patientRights = z.object({
  feed: right,
  /** Looking for, and opening, what the DMP holds. */
  look: right,
  /** Recording that the patient lets who asks open their DMP. */
  authorize: right,
  writeToPatient: right,
  writeToProfessionals: right,
  /** The secret connection of a minor: whether it may be offered, whether it is open. */
  secret: z.object({ offered: z.boolean(), open: z.boolean() }),
});
export type PatientRights = z.infer<typeof patientRights>;

export const rightsCalls = {
  /** What whoever is logged in may do about that patient now. Errors: PATIENT_UNKNOWN. */
  'patients.rights': call(z.object({ id }), patientRights, {
    needs: 'session',
    right: 'read',
    audit: notKept.ofRecord,
    shows: { patients: (asked) => asked.id, session: true },
  }),
  /** Opens a minor's secret connection, or ends it; it ends by itself when another record is opened. Errors: RIGHTS_MINOR, DMP_INS_NOT_QUALIFIED. */
  'patients.secretConnection': call(z.object({ id, open: z.boolean() }), patientRights, {
    needs: 'session',
    right: 'validate',
    audit: {
      acts: ['secret-connection.opened', 'secret-connection.closed'],
      refused: { label: 'Connexion secrète refusée', on: onPatient },
    },
  }),
} as const;
