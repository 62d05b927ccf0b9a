import * as codes from '../../shared/codes/index.ts';
import type { Coded } from '../../shared/domain/types.ts';
import { EXTENSION } from '../card/constants.ts';

/** Code systems of the VIHF roles: the lists that the card's own extensions are named after (codes/README 3). */
const ROLE_SYSTEM = {
  /** TRE_G15, professions. */
  profession: EXTENSION.profession,
  /** TRE_G16, professions that somebody is trained for. */
  training: EXTENSION.training,
  /** TRE_R01, ordinal specialities: doctors. */
  speciality: EXTENSION.skill,
  /** TRE_G05, sections of the Order: pharmacists. */
  section: '1.2.250.1.71.4.2.6',
} as const;

/** The only professions whose second role is expected, and its code system (ANS mapping of the VIHF). */
const SECOND_ROLE: Readonly<Record<string, string>> = { '10': ROLE_SYSTEM.speciality, '21': ROLE_SYSTEM.section };

/** Roles of a card holder: the profession, then the skill for doctors and pharmacists alone; the one to come for who is in training. */
export function rolesOfHolder(holder: { readonly profession: Coded | null; readonly skill: Coded | null }): readonly Coded[] {
  const { profession, skill } = holder;
  if (profession === null) return [];
  if (profession.codeSystem === ROLE_SYSTEM.training) return [profession];
  const second = SECOND_ROLE[profession.code];
  return [
    { ...profession, codeSystem: ROLE_SYSTEM.profession },
    ...(second === undefined || skill === null ? [] : [{ ...skill, codeSystem: second }]),
  ];
}

/**
 * Roles of a speciality of JDV_J01: `G15_10/SM26` is profession 10 then skill SM26; a code outside G15 (R85, known
 * by a role) stands alone, and so does `G16_10`, a profession that somebody is trained for.
 */
export function rolesOfSpeciality(speciality: Coded): readonly Coded[] {
  const [, training] = /^G16_(\d+)$/.exec(speciality.code) ?? [];
  if (training !== undefined) return [{ ...speciality, code: training, codeSystem: ROLE_SYSTEM.training }];
  const [, profession, skill] = /^G15_(\d+)(?:\/(.+))?$/.exec(speciality.code) ?? [];
  if (profession === undefined) return [speciality];
  // « Médecin - Qualifié en Médecine Générale (SM) »: the label of the skill follows the profession's.
  const label = codes.profession(profession)?.displayName ?? speciality.displayName.split(' - ')[0] ?? profession;
  const after = speciality.displayName.indexOf(' - ');
  const skillLabel = profession !== '21' && after > 0 ? speciality.displayName.slice(after + 3) : speciality.displayName;
  return rolesOfHolder({
    profession: { code: profession, displayName: label, codeSystem: ROLE_SYSTEM.profession },
    skill: skill === undefined ? null : { code: skill, displayName: skillLabel, codeSystem: '' },
  });
}
