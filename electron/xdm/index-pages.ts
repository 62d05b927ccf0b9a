import { personWords } from '../../shared/domain/words/person.ts';
import { withoutHidden } from '../../shared/domain/hidden-character.ts';
import type { Pro, SoftwareIdentity } from '../../shared/domain/types.ts';
import type { CdaContent } from '../cda/content.ts';
import { xml, Xml } from '../xml/write.ts';

/** A document of the archive, as its entry page lists it. */
export interface ListedDocument {
  /** Path in the archive, relative to the page. */
  readonly path: string;
  readonly content: CdaContent;
}

const patientName = ({ patient: p }: CdaContent): string =>
  [p.birthName ?? p.usedName, p.firstBirthFirstName ?? p.usedFirstName ?? p.birthFirstNames].filter((n) => n !== null).join(' ');

const frenchDate = (iso: string | null): string => (iso ?? '').slice(0, 10).split('-').toReversed().join('/');

/** INDEX.HTM: what a person sees who opens the archive without software (IHE ITI-32; XHTML Basic). */
export function indexPage(documents: readonly ListedDocument[], sender: Pro): Xml {
  const [first] = documents;
  const patient = first?.content.patient;
  return new Xml(
    `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML Basic 1.1//EN" "http://www.w3.org/TR/xhtml-basic/xhtml-basic11.dtd">\n${
      xml`
      <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr">
        <head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/><title>Documents de santé</title></head>
        <body>
          <h1>Documents de santé</h1>
          <p>Patient : ${first === undefined ? '' : patientName(first.content)}${patient?.birthDate !== null && patient?.birthDate !== undefined && xml`, ${personWords(patient.sex ?? 'I').born} le ${frenchDate(patient.birthDate)}`}</p>
          <p>Envoyés par : ${[sender.given, sender.family].filter((n) => n !== null).join(' ')}${sender.structure !== null && xml`, ${sender.structure.name}`}</p>
          <ul>
            ${documents.map(
              ({ path, content }) => xml`
              <li><a href="${path}">${content.title ?? content.type?.displayName ?? path}</a> (${frenchDate(content.createdAt)})</li>`,
            )}
          </ul>
          <p><a href="README.TXT">À propos de cette archive</a></p>
        </body>
      </html>`.source
    }\n`,
  );
}

/** One line of text whatever it holds: a title or a name written elsewhere cannot start a line of its own. */
const line = (text: string): string => withoutHidden(text, ' ').replaceAll(/ {2,}/g, ' ').trim();

const UNSAID = 'non renseigné';

/**
 * README.TXT (IHE ITI TF-2 3.32.4.1.2.2): how to reach who made the archive, which software did and how to reach its
 * vendor, what the archive holds. Lines end in CR LF; a fact that nobody gave is said so, never left out.
 *
 * @param contact mailbox of the sender.
 */
export function readme(
  documents: readonly ListedDocument[],
  { sender, contact, software }: { readonly sender: Pro; readonly contact: string | null; readonly software: SoftwareIdentity },
): string {
  const { structure } = sender;
  const name = [sender.suffix, sender.given, sender.family].filter((n) => n !== null).join(' ');
  const lines = [
    'Archive IHE XDM de documents de santé (CI-SIS, échange de documents de santé)',
    '',
    'ÉMETTEUR DE L’ARCHIVE',
    `Structure : ${structure === null ? UNSAID : `${structure.name} (${structure.idNat})`}`,
    `Professionnel : ${name} (${sender.idNat})`,
    `Contact : ${contact ?? UNSAID}`,
    '',
    'LOGICIEL QUI A PRODUIT L’ARCHIVE',
    `Produit : ${software.name}, version ${software.version}`,
    `Éditeur : ${software.vendor?.name ?? UNSAID}`,
    `Contact de l’éditeur : ${software.vendor?.contact ?? `${UNSAID}, adressez-vous à l’émetteur`}`,
    `Installation : ${software.id}`,
    '',
    'CONTENU',
    'INDEX.HTM : page de lecture, à ouvrir dans un navigateur ; elle mène à chaque document.',
    'IHE_XDM/SUBSET01/METADATA.XML : description des documents, pour les logiciels.',
    ...documents.map(
      ({ path, content }) => `${path} : ${content.title ?? content.type?.displayName ?? 'document'} (CDA, à intégrer par un logiciel)`,
    ),
    'Ces documents sont couverts par le secret professionnel. Si vous les avez reçus par erreur, prévenez l’émetteur et détruisez l’archive.',
    '',
  ];
  return lines.map(line).join('\r\n');
}
