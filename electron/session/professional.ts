import { authorSpecialty } from '../../shared/codes/index.ts';
import type { Coded, Pro } from '../../shared/domain/types.ts';
import type { CardHolder, CardSituation } from '../card/types.ts';

/** Hospitals and clinics; every other sector sees patients outside of a stay (own rule: the card does not say). */
const STAY_SECTORS: ReadonlySet<string> = new Set(['SA01', 'SA02', 'SA03', 'SA04', 'SA34', 'SA36']);

/** Professions whose holders are addressed as « Docteur » (JDV_J246). */
const DOCTORS: ReadonlySet<string> = new Set(['10', '40']);

/**
 * The professional of a session: identity and structure come from the card, never from input.
 * The civility is not on the card: null.
 */
export function professionalOf(holder: CardHolder, situation: CardSituation): Pro {
  return {
    idNat: holder.idNat,
    family: holder.family,
    given: holder.given,
    prefix: null,
    suffix: titleOf(holder),
    speciality: specialityOf(holder),
    structure: {
      idNat: situation.structureIdNat,
      name: situation.structureName,
      sector: situation.sector,
      practiceSetting: STAY_SECTORS.has(situation.sector) ? 'ETABLISSEMENT' : 'AMBULATOIRE',
    },
  };
}

/** `DR` for the professions so addressed, else null. */
export function titleOf({ profession }: CardHolder): 'DR' | null {
  return profession !== null && DOCTORS.has(profession.code) ? 'DR' : null;
}

/** Composed code of JDV_J01: `G15_10/SM26`, falling back to the bare profession (codes/README 3). */
function specialityOf(holder: CardHolder): Coded | null {
  if (holder.profession === null) return null;
  const bare = `G15_${holder.profession.code}`;
  const composed = holder.skill === null ? null : authorSpecialty(`${bare}/${holder.skill.code}`);
  return composed ?? authorSpecialty(bare);
}

/** « Dr Paule DURAND ». */
export function displayName(pro: Pick<Pro, 'suffix' | 'given' | 'family'>): string {
  return [pro.suffix === 'DR' ? 'Dr' : null, pro.given === null ? null : capitalise(pro.given), pro.family.toUpperCase()]
    .filter((part) => part !== null)
    .join(' ');
}

const capitalise = (name: string): string =>
  name.toLowerCase().replaceAll(/(^|[\s'-])(\p{L})/gu, (_whole, before: string, letter: string) => before + letter.toUpperCase());
