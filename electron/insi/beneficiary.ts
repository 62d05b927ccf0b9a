import { sameBirthDate } from '../../shared/domain/ins/dates.ts';
import { isFirstNameOf, normaliseName } from '../../shared/domain/ins/names.ts';
import type { InsiIdentity } from './answer.ts';

/** A trait by which an answer shows that it is another person's. */
export type BeneficiaryTrait = 'birthName' | 'firstName' | 'birthDate';

/**
 * What in the official traits is not the picked beneficiary's (identity/README 4). A birth name or date that INSi did not give
 * proves nothing: it counts as a difference. The given name is compared when both give it: it tells twins apart.
 */
export function beneficiaryDifferences(
  picked: { readonly birthName: string; readonly firstName: string | null; readonly birthDate: string },
  official: InsiIdentity['traits'],
): readonly BeneficiaryTrait[] {
  const { birthName, firstNames, birthDate } = official;
  const same: readonly (readonly [BeneficiaryTrait, boolean])[] = [
    ['birthName', birthName !== null && normaliseName(birthName) === normaliseName(picked.birthName)],
    ['firstName', picked.firstName === null || firstNames === null || isGivenNameOf(picked.firstName, firstNames)],
    ['birthDate', birthDate !== null && sameBirthDate(picked.birthDate, birthDate)],
  ];
  return same.filter(([, yes]) => !yes).map(([trait]) => trait);
}

/** A card may bear another given name than the first. */
function isGivenNameOf(name: string, list: string): boolean {
  return isFirstNameOf(name, list) || list.split(/\s+/).some((given) => normaliseName(given) === normaliseName(name));
}
