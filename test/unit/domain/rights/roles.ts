import type { RightsSession } from '../../../../shared/domain/rights/facts.ts';
import type { MatrixActor } from '../../../../shared/domain/rights/matrix.ts';
import { SECRETARY, USUAL } from './facts.ts';

/** Everybody who may stand at a workstation: the classes of the matrices, and those that they do not know. */
export type Role = MatrixActor | 'unknown profession' | 'unknown sector' | 'anonymous';

const doctor = USUAL.session;
const secretary: RightsSession = { ...doctor, ...SECRETARY.session };

export const ROLES: Readonly<Record<Role, RightsSession>> = {
  NM: { ...doctor, profession: '60', speciality: null },
  MD: doctor,
  MTv: { ...doctor, speciality: 'SM25' },
  // The DMP of a patient says so, not the card.
  MT: doctor,
  CPE: secretary,
  PE: { ...secretary, means: 'INDIRECTE_RENFORCEE' },
  ES: { ...doctor, card: 'none', means: 'INDIRECTE', profession: null, speciality: null, person: null },
  'unknown profession': { ...doctor, profession: '99', speciality: null },
  'unknown sector': { ...doctor, sector: 'cabinet' },
  anonymous: { ...secretary, card: 'CPE-ANON', person: null },
};
