import type { CdaHeader } from '../cda/header.ts';
import type { Classification } from './metadata.ts';
import type { AcceptedVihf } from './vihf.ts';

type Staff = Pick<AcceptedVihf, 'nameId' | 'structure'>;

/**
 * Whether an identifier is the one of whoever holds the staff card, or of somebody whom its structure knows under a number of its own
 * (dmp/README 3): a card that names nobody stands for several people.
 */
const isOwn = (id: string, { nameId, structure }: Staff): boolean => id === nameId || id.startsWith(`${structure}/`);

/** RPPS or ADELI: a professional known nationally. */
const isProfessional = (id: string): boolean => /^(8\d{11}|0[0-9A-Z]{9})$/.test(id);

/** Whether an XCN names the staff. */
export const isStaffs = (xcn: string | undefined, staff: Staff): boolean => isOwn(xcn?.split('^')[0] ?? '', staff);

/** What is wrong with the authors of a lot that staff feed (TD2.2): the structure is its author, and no professional. */
export function staffLotFault(authors: readonly Classification[], staff: Staff): string | null {
  const [author, other] = authors;
  const institutions = author?.slot('authorInstitution').map((xon) => xon.split('^').at(-1)) ?? [];
  if (author === undefined || other !== undefined || institutions.length !== 1 || institutions[0] !== staff.structure)
    return 'TD2.2 : l’auteur du lot est la structure de la carte';
  const [person] = author.slot('authorPerson');
  if (person === undefined) return null;
  if (!isStaffs(person, staff)) return 'TD2.2 : auteur du lot d’un autre que le porteur de la carte';
  const [, family, given] = person.split('^');
  return family && given ? null : 'TD2.2 : nom ou prénom vide';
}

/**
 * What is wrong with a document that staff feed: a professional of their structure is its author and answers for it,
 * and it says who typed it.
 *
 * @param linked whether a professional practises in that structure.
 */
export function staffDocumentFault(cda: CdaHeader, staff: Staff, linked: (professional: string) => boolean): string | null {
  const wrong = cda.authors.find(({ id }) => !isProfessional(id.extension) || isOwn(id.extension, staff));
  if (wrong !== undefined || cda.authors.length === 0) return 'TD2.2 : l’auteur du document est un professionnel';
  if (cda.authors.some(({ institution }) => institution.id !== staff.structure)) return 'TD2.2 : auteur d’une autre structure';
  if (!cda.authors.every(({ id }) => linked(id.extension))) return 'TD2.2 : auteur non lié à la structure';
  const answers = cda.legalAuthenticator.id.extension;
  if (!isProfessional(answers) || !linked(answers)) return 'TD2.2 : un professionnel de la structure répond du document';
  const typist = cda.dataEnterer;
  if (typist === null || !isOwn(typist.id.extension, staff)) return 'TD2.2 : le document dit qui l’a saisi';
  return typist.family === '' || typist.given === '' ? 'TD2.2 : nom ou prénom vide' : null;
}
