import { utcOf, type CdaAuthor, type CdaHeader, type CdaPatient, type CdaPerson, type Code } from '../cda/header.ts';
import { codesOf } from '../common/codes.ts';
import { UUID } from './constants.ts';
import type { Classification, RegistryObject } from './metadata.ts';

/**
 * Where an entry differs from the document it describes, null when it does not (xds/README 5): what a repository compares,
 * and what a receiver of an archive should.
 */
export function differsFromCda(entry: RegistryObject, cda: CdaHeader): string | null {
  const code = (scheme: string): Code => codeIn(entry.classified(scheme)[0]);
  const [start = ''] = entry.slot('serviceStartTime');
  const [stop = ''] = entry.slot('serviceStopTime');
  const compared: readonly (readonly [what: string, same: boolean])[] = [
    ['identifiant', !cda.hasExtension && entry.identifier(UUID.uniqueId) === cda.id],
    ['type MIME', entry.mimeType === 'text/xml'],
    ['type', sameCode(code(UUID.type), cda.code)],
    ['titre', entry.title === cda.title],
    ['date de création', cda.effectiveTime !== null && entry.slot('creationTime')[0] === cda.effectiveTime],
    ['langue', entry.slot('languageCode')[0] === cda.language],
    ['confidentialité', sameCode(code(UUID.confidentiality), cda.confidentiality)],
    ['auteur', sameAuthors(entry.classified(UUID.author), cda.authors)],
    ['responsable', isPerson(entry.slot('legalAuthenticator')[0], cda.legalAuthenticator)],
    ['début de l’acte', sameTime(start, cda.start)],
    ['fin de l’acte', cda.stop === '' ? stop === '' : sameTime(stop, cda.stop)],
    ['secteur d’activité', sameCode(code(UUID.facility), cda.facility)],
    ['cadre d’exercice', sameCode(code(UUID.practice), cda.practice)],
    ['format', isFormat(code(UUID.format).code, cda)],
    ['identifiant local du patient', isOneOf(entry.slot('sourcePatientId')[0], cda.patient)],
    ['identité du patient', isAbout(entry.slot('sourcePatientInfo'), cda.patient)],
  ];
  return compared.find(([, same]) => !same)?.[0] ?? null;
}

const codeIn = (classification: Classification | undefined): Code => ({
  code: classification?.code ?? '',
  codeSystem: classification?.codingScheme ?? '',
});
const sameCode = (a: Code, b: Code): boolean => a.code === b.code && a.codeSystem === b.codeSystem;

const ESCAPES: Readonly<Record<string, string>> = { E: '\\', S: '^', T: '&', F: '|', R: '~' };
/** A component of HL7 v2, its escape sequences read (HL7 v2.5, 2.7.1). */
const plain = (component: string | undefined): string =>
  (component ?? '').replaceAll(/\\([ESTFR])\\/g, (_whole, letter: string) => ESCAPES[letter] ?? '');

function sameAuthors(written: readonly Classification[], authors: readonly CdaAuthor[]): boolean {
  return written.length === authors.length && authors.every((author, i) => isAuthor(written[i], author));
}

function isAuthor(written: Classification | undefined, author: CdaAuthor): boolean {
  const [code, , codeSystem] = (written?.slot('authorSpecialty')[0] ?? '').split('^');
  const institution = (written?.slot('authorInstitution')[0] ?? '').split('^');
  return (
    isPerson(written?.slot('authorPerson')[0], author) &&
    sameCode({ code: plain(code), codeSystem: codeSystem ?? '' }, author.speciality) &&
    plain(institution[0]) === author.institution.name &&
    plain(institution[9]) === author.institution.id
  );
}

/** XCN. */
function isPerson(xcn: string | undefined, person: CdaPerson): boolean {
  const parts = (xcn ?? '').split('^');
  return (
    plain(parts[0]) === person.id.extension &&
    plain(parts[1]) === person.family &&
    plain(parts[2]) === person.given &&
    parts[8]?.split('&')[1] === person.id.root
  );
}

/** Metadata are in UTC, as precise as the document or more; a document without offset gives its day alone. */
function sameTime(digits: string, written: string): boolean {
  const utc = utcOf(written);
  return utc === null ? digits.slice(0, 8) === written.slice(0, 8) && digits !== '' : digits.padEnd(14, '0') === utc;
}

/** ASS_A12 for a file, ASS_A11 for a model; any format when the lists are not on this machine. */
function isFormat(format: string, { body, templateIds }: CdaHeader): boolean {
  const codes = codesOf('format-codes')?.filter(({ code }) => code === format);
  if (codes === undefined) return true;
  return codes.some((one) =>
    body === null ? one.templateIds?.some((id) => templateIds.includes(id)) : one.bodyMediaType === body.mediaType,
  );
}

/** CX. */
const isOneOf = (cx: string | undefined, { ids }: CdaPatient): boolean => {
  const [id, , , authority] = (cx ?? '').split('^');
  return ids.some(({ root, extension }) => plain(id) === extension && authority?.split('&')[1] === root);
};

/** PID-5, 7 and 8. */
function isAbout(info: readonly string[], patient: CdaPatient): boolean {
  const field = (name: string): string => info.find((one) => one.startsWith(`${name}|`))?.slice(name.length + 1) ?? '';
  const [family, given] = field('PID-5').split('^');
  return (
    plain(family) === patient.birthName &&
    plain(given) === patient.firstName &&
    field('PID-7') === patient.birthDate &&
    field('PID-8') === patient.sex
  );
}
