import type { RightsFacts } from '../../../../shared/domain/rights/facts.ts';

export const AT = '2026-11-30T10:00:00+01:00';
export const PAULE = '899900000017';
export const STRUCTURE = '499900000017001';

/** A doctor of the care team, a patient who was informed and opposes nothing, a DMP that is open and authorised. */
export const USUAL: RightsFacts = {
  at: AT,
  session: { card: 'CPS', means: 'DIRECTE', profession: '10', speciality: 'SM26', sector: 'SA07', person: PAULE, structure: STRUCTURE },
  delegations: [],
  patient: {
    status: 'QUAL',
    birthDate: '1979-03-28',
    secretConnection: false,
    information: { feeding: 'informed', consultation: 'informed', mssPatient: 'none', mssProfessionals: 'none' },
    opposedEarlier: [],
    feedingReceivedFrom: null,
  },
  team: 'member',
  agreement: null,
  dmp: { state: 'open', authorization: 'VALIDE', medecinTraitant: false, opposed: { breakGlass: false, regulation: false } },
  regulationCentre: false,
  act: 'TD2.1',
  mode: 'normal',
  document: null,
};

type Deep<T> = T extends readonly unknown[] | null ? T : T extends object ? { readonly [K in keyof T]?: Deep<T[K]> } : T;

/** The usual facts, changed. */
export function facts(changed: Deep<RightsFacts>): RightsFacts {
  const merge = (base: unknown, over: unknown): unknown =>
    typeof over === 'object' && over !== null && !Array.isArray(over) && typeof base === 'object' && base !== null
      ? Object.fromEntries(
          [...new Set([...Object.keys(base), ...Object.keys(over)])].map((key) => [
            key,
            key in over
              ? merge((base as Record<string, unknown>)[key], (over as Record<string, unknown>)[key])
              : (base as Record<string, unknown>)[key],
          ]),
        )
      : over;
  // Cast: the same shape, part by part.
  return merge(USUAL, changed) as RightsFacts;
}

export const NURSE = { session: { profession: '60', speciality: null } } as const;
export const SECRETARY = { session: { card: 'CPE', profession: null, speciality: null, person: '5499900000017/CPE01' } } as const;
export const OCCUPATIONAL = { session: { speciality: 'SM25' } } as const;
export const TREATING = { dmp: { medecinTraitant: true } } as const;

/** A document of somebody. */
export const written = (
  author: string,
  changed: Partial<NonNullable<RightsFacts['document']>> = {},
): NonNullable<RightsFacts['document']> => ({
  type: '11488-4',
  visibility: 'visible',
  state: 'current',
  author,
  structure: '499900000999999',
  ...changed,
});
