import { fail, type PosteError } from '../../errors.ts';
import type { AccessMode } from '../types.ts';
import type { RightsFacts, RightsSession } from './facts.ts';
import type { MatrixActor } from './matrix.ts';

const DOCTOR = '10';
/** Profession (TRE_G15) that has a section of the Order (TRE_G05), which no card carries. */
export const PHARMACIST = '21';
/** Skill of an occupational doctor (TRE_R01). */
const OCCUPATIONAL = 'SM25';

/**
 * Professions of TRE_G15 that PDT-INF-526 knows, but the doctor; the others of that list are retired or known elsewhere
 * (rights/README 1).
 */
const NOT_DOCTORS: ReadonlySet<string> = new Set('21 26 28 31 32 40 50 60 69 70 80 81 82 83 84 85 86 91 92 94 95 96 98'.split(' '));

/** Sectors of activity (TRE_R02): `SA` and two digits. */
const SECTOR = /^SA\d{2}$/;

/** A refusal and the rule it follows. */
export interface Refusal {
  readonly error: PosteError;
  readonly rule: string;
}

export const refusal = (rule: string, error: PosteError): Refusal => ({ rule, error });

/** A card of staff, whether it names somebody or not. */
export const isStaff = ({ card }: Pick<RightsSession, 'card'>): boolean => card === 'CPE' || card === 'CPE-ANON';

/**
 * Who acts, as the matrices class them; or why they are nobody here. A card whose profession or sector nobody knows may look
 * at an identity, and nothing else.
 */
export function actorOf({ session, dmp, mode }: Pick<RightsFacts, 'session' | 'dmp' | 'mode'>): MatrixActor | Refusal {
  const { card, means, profession, speciality, sector, person } = session;
  // The DMP knows a structure's certificate, whoever stands behind it; everything else is somebody.
  if (means === 'INDIRECTE') return 'ES';
  if (person === null) return refusal(isStaff(session) ? 'R-143' : 'R-145', fail('RIGHTS_NOBODY'));
  if (card === 'none' && means === 'DIRECTE') return refusal('R-145', fail('RIGHTS_NOBODY'));
  if (sector === null || !SECTOR.test(sector)) return refusal('R-145', fail('RIGHTS_PROFESSION'));
  if (isStaff(session)) return means === 'INDIRECTE_RENFORCEE' ? 'PE' : 'CPE';
  if (profession === DOCTOR) {
    if (speciality === OCCUPATIONAL) return 'MTv';
    // The matrices have no médecin traitant who regulates: a doctor does.
    return dmp.medecinTraitant && mode !== REGULATION ? 'MT' : 'MD';
  }
  return profession !== null && NOT_DOCTORS.has(profession) ? 'NM' : refusal('R-145', fail('RIGHTS_PROFESSION'));
}

const REGULATION: AccessMode = 'centre_15';

/** A pharmacist whose section nobody configured is refused by the DMP (VIHF, second value of the role). */
export const lacksSection = ({ profession, speciality }: RightsSession): boolean => profession === PHARMACIST && speciality === null;
