import { isListed, type CodeList } from '../common/codes.ts';
import { UUID } from './constants.ts';
import type { Classification, RegistryObject } from './metadata.ts';

/** The list of each coded attribute of a document entry. */
const LISTED: readonly (readonly [scheme: string, list: CodeList])[] = [
  [UUID.type, 'document-types'],
  [UUID.class, 'classes'],
  [UUID.format, 'format-codes'],
  [UUID.facility, 'healthcare-facility-types'],
  [UUID.practice, 'practice-settings'],
];

/** The list that does not hold a code of the entry, under its scheme; null when each is in its own. */
export function unknownCode(entry: RegistryObject): string | null {
  const [, list] = LISTED.find(([scheme, list]) => !entry.classified(scheme).every((code) => isCoded(code, list))) ?? [];
  if (list !== undefined) return list;
  return entry.classified(UUID.author).every(hasKnownSpeciality) ? null : 'authorSpecialty';
}

export const isCoded = ({ code, codingScheme }: Classification, list: CodeList): boolean =>
  codingScheme !== '' && isListed(list, { code, codeSystem: codingScheme });

/** The specialities that an author is given are of JDV_J01. */
export const hasKnownSpeciality = (author: Classification): boolean =>
  author.slot('authorSpecialty').every((text) => {
    const [code = '', , codeSystem = ''] = text.split('^');
    return isListed('author-specialties', { code, codeSystem });
  });
