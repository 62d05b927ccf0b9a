import { documentType, encounterType } from '../../../shared/codes/index.ts';
import { displayMatricule } from '../../../shared/domain/ins/matricule.ts';
import type { CdaAuthor, CdaContent, CdaPatient, CdaPerson } from '../content.ts';
import { words } from './escape.ts';
import { frenchDate } from './wording.ts';

const TITLES: ReadonlyMap<string, string> = new Map([
  ['DR', 'Dr'],
  ['PR', 'Pr'],
  ['M', 'M.'],
  ['MME', 'Mme'],
]);

/** Title of the document, whose it is, who answers for it. */
export function header(content: CdaContent): string {
  const type = (content.type === null ? null : documentType(content.type.code)?.displayName) ?? content.type?.displayName ?? null;
  const title = content.title ?? type ?? 'Document sans titre';
  const authors = several(content.authors.map(author));
  const answering = content.legalAuthenticator === null ? null : person(content.legalAuthenticator);
  const alone = authors !== null && authors === answering;
  const facts: (readonly [string, string | null])[] = [
    ['Date du document', dated(content.createdAt)],
    ['Acte ou séjour', period(content)],
    [alone ? 'Auteur et responsable' : content.authors.length > 1 ? 'Auteurs' : 'Auteur', authors],
    ['Responsable', alone ? null : answering],
    ['Saisi par', content.dataEnterer === null ? null : person(content.dataEnterer)],
    ['Destinataires', several(content.recipients.map(person))],
    ['Conservé par', content.custodian?.name ?? null],
    [
      'Prise en charge',
      content.encounter?.code === null || content.encounter === null
        ? null
        : (encounterType(content.encounter.code.code) ?? content.encounter.code).displayName,
    ],
    ['Version', version(content)],
  ];
  const list = facts.flatMap(([name, value]) => (value === null ? [] : `<div><dt>${name}</dt><dd><bdi>${words(value)}</bdi></dd></div>`));
  return `<header><h1>${words(title)}</h1><p class="type">${words(type ?? 'Type de document inconnu')}</p>${patient(content.patient)}<dl>${list.join('')}</dl></header>`;
}

function patient(of: CdaPatient): string {
  const first = of.firstBirthFirstName ?? of.birthFirstNames;
  const shown = [of.birthName, first].filter((p) => p !== null).join(' ');
  const used = [of.usedName, of.usedFirstName].filter((p) => p !== null).join(' ');
  const born = of.sex === 'F' ? 'née' : of.sex === 'M' ? 'né' : 'né(e)';
  const traits = [
    used === '' || used === shown ? null : `nom utilisé : ${used}`,
    of.birthFirstNames === null || of.birthFirstNames === first ? null : `prénoms de naissance : ${of.birthFirstNames}`,
    of.birthDate === null ? null : `${born} le ${frenchDate(of.birthDate)}`,
    of.sex === null ? null : of.sex === 'F' ? 'sexe féminin' : 'sexe masculin',
    of.ins === null ? 'sans matricule INS' : `INS ${displayMatricule(of.ins.matricule)} ${of.ins.matricule.slice(13)}`.trim(),
    of.ipp === null ? null : `IPP ${of.ipp}`,
  ].filter((p) => p !== null);
  return `<section class="who" aria-label="Patient du document"><p class="name"><bdi>${words(shown === '' ? 'Patient non nommé' : shown)}</bdi></p><p class="traits">${traits.map((t) => `<bdi>${words(t)}</bdi>`).join(' · ')}</p></section>`;
}

function person(of: CdaPerson): string {
  const name = [TITLES.get((of.suffix ?? of.prefix ?? '').toUpperCase()) ?? of.suffix ?? of.prefix, of.given, of.family];
  const known = name.filter((p) => p !== null).join(' ');
  const rest = [of.speciality?.displayName ?? null, of.structure?.name ?? null].filter((p) => p !== null);
  return [known, ...rest].filter((p) => p !== '').join(', ') || 'Non précisé';
}

const author = (of: CdaAuthor): string =>
  of.family === null && of.device !== null
    ? [of.device.softwareName, of.device.manufacturerModelName, of.structure?.name ?? null].filter((p) => p !== null).join(', ')
    : person(of);

const several = (names: readonly string[]): string | null => (names.length === 0 ? null : names.join(' ; '));
const dated = (iso: string | null): string | null => (iso === null ? null : frenchDate(iso));

function period({ event, encounter }: CdaContent): string | null {
  const start = event?.start ?? encounter?.start ?? null;
  const end = event?.end ?? (event?.start === null || event === null ? encounter?.end : null) ?? null;
  if (start === null) return dated(end);
  return end === null || end === start ? frenchDate(start) : `du ${frenchDate(start)} au ${frenchDate(end)}`;
}

function version({ version: number, replaces }: CdaContent): string | null {
  if (number === null) return replaces.length === 0 ? null : 'Annule et remplace une version précédente';
  return replaces.length === 0 ? String(number) : `${number}, annule et remplace la version précédente`;
}
