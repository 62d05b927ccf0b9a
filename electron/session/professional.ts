import { authorSpecialty } from '../../shared/codes/index.ts';
import type { Coded, Pro } from '../../shared/domain/types.ts';
import { EXTENSION } from '../card/constants.ts';
import type { CardHolder, CardSituation } from '../card/types.ts';

/** Hospitals and clinics; every other sector sees patients outside of a stay (own rule: the card does not say). */
const STAY_SECTORS: ReadonlySet<string> = new Set(['SA01', 'SA02', 'SA03', 'SA04', 'SA34', 'SA36']);

/** Somebody of a card that names nobody, as their structure declared them. */
export interface DeclaredIdentity {
  /** `<Struct_IdNat>/<local identifier>`, the form of who has no national one. */
  readonly idNat: string;
  readonly family: string;
  readonly given: string;
}

/** Professions whose holders are addressed as « Docteur » (JDV_J246). */
const DOCTORS: ReadonlySet<string> = new Set(['10', '40']);

/**
 * The professional of a session: identity and structure come from the card, never from input, but for the person of a
 * card that names nobody. The civility is not on the card: null.
 *
 * @param section of the Order, of a pharmacist (TRE_G05).
 */
export function professionalOf(
  holder: CardHolder,
  situation: CardSituation,
  { declared = null, section = null }: { readonly declared?: DeclaredIdentity | null; readonly section?: string | null } = {},
): Pro {
  const { idNat, family, given } = declared ?? holder;
  return {
    idNat,
    family,
    given,
    prefix: null,
    suffix: titleOf(holder),
    speciality: specialityOf(holder, section),
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
  return profession !== null && !isTraining(profession) && DOCTORS.has(profession.code) ? 'DR' : null;
}

/** Whether somebody is trained for that profession (TRE_G16), and has none yet. */
export const isTraining = ({ codeSystem }: Coded): boolean => codeSystem === EXTENSION.training;

/** Composed code of JDV_J01: `G15_10/SM26`, falling back to the bare profession; `G16_10` in training (codes/README 3). */
function specialityOf({ profession, skill }: CardHolder, section: string | null): Coded | null {
  if (profession === null) return null;
  if (isTraining(profession)) return authorSpecialty(`G16_${profession.code}`);
  const bare = `G15_${profession.code}`;
  const second = section ?? skill?.code ?? null;
  return (second === null ? null : authorSpecialty(`${bare}/${second}`)) ?? authorSpecialty(bare);
}

/** « Dr Paule DURAND ». */
export function displayName(pro: Pick<Pro, 'suffix' | 'given' | 'family'>): string {
  return [pro.suffix === 'DR' ? 'Dr' : null, pro.given === null ? null : capitalise(pro.given), pro.family.toUpperCase()]
    .filter((part) => part !== null)
    .join(' ');
}

const capitalise = (name: string): string =>
  name.toLowerCase().replaceAll(/(^|[\s'-])(\p{L})/gu, (_whole, before: string, letter: string) => before + letter.toUpperCase());
