import { isFirstNameOf, normaliseName } from '../../shared/domain/ins/names.ts';
import type { InsiIdentity } from './answer.ts';

/** A trait by which an answer shows that it is another person's. */
export type BeneficiaryTrait = 'birthName' | 'firstName' | 'birthDate';

/**
 * What in the official traits is not the picked beneficiary's (ins.md 5). A birth name or date that INSi did not give
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

/**
 * The same birth date, once an unknown day or month is filled as the INS fills it (EXI ID 11/12): day 01; month 01;
 * both 31/12. Cards keep the date that health insurance bills on, which may be « lunaire ».
 */
export function sameBirthDate(one: string, other: string): boolean {
  return one === other || filled(one) === filled(other);
}

function filled(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  // Months above 12 are conventional too.
  const noMonth = month === '00' || Number(month) > 12;
  if (noMonth && day === '00') return `${year}-12-31`;
  return `${year}-${noMonth ? '01' : month}-${day === '00' ? '01' : day}`;
}
