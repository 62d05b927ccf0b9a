import { isStaff, PHARMACIST } from '../../shared/domain/rights/actor.ts';
import { authorSpecialty } from '../../shared/codes/index.ts';
import type { Coded } from '../../shared/domain/types.ts';
import { rolesOfHolder } from '../saml/roles.ts';
import type { OpenSession } from '../session/session.ts';

/**
 * What a VIHF says that the person of this session is (saml/README 1): their profession, with its second role where it has one;
 * of staff the role of the settings, since their card says none.
 *
 * @param staffRole code of JDV_J01.
 */
export function rolesOfSession({ card, rights }: Pick<OpenSession, 'card' | 'rights'>, staffRole: string): readonly Coded[] {
  const { profession, skill } = card.holder;
  const staff = authorSpecialty(staffRole);
  if (isStaff(rights) && staff !== null) return [staff];
  return rolesOfHolder({ profession, skill: sectionRole(rights) ?? skill });
}

/** The section of the Order, which no card carries (rights/README 1). */
function sectionRole({ profession, speciality }: OpenSession['rights']): Coded | null {
  if (profession !== PHARMACIST || speciality === null) return null;
  return { code: speciality, displayName: authorSpecialty(`G15_21/${speciality}`)?.displayName ?? speciality, codeSystem: '' };
}
