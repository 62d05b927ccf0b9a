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
    `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML Basic 1.1//EN" "http://www.w3.org/TR/xhtml-basic/xhtml-basic11.dtd">\n${xml`
      <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr">
        <head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/><title>Documents de santé</title></head>
        <body>
          <h1>Documents de santé</h1>
          <p>Patient : ${first === undefined ? '' : patientName(first.content)}${patient?.birthDate !== null && patient?.birthDate !== undefined && xml`, né(e) le ${frenchDate(patient.birthDate)}`}</p>
          <p>Envoyés par : ${[sender.given, sender.family].filter((n) => n !== null).join(' ')}${sender.structure !== null && xml`, ${sender.structure.name}`}</p>
          <ul>
            ${documents.map(({ path, content }) => xml`
              <li><a href="${path}">${content.title ?? content.type?.displayName ?? path}</a> (${frenchDate(content.createdAt)})</li>`)}
          </ul>
          <p><a href="README.TXT">À propos de cette archive</a></p>
        </body>
      </html>`.source}\n`,
  );
}

/** README.TXT: which software, who sends and where they answer, what is where (IHE ITI-32). */
export function readme(
  documents: readonly ListedDocument[],
  { sender, contact, software }: { readonly sender: Pro; readonly contact?: string; readonly software: SoftwareIdentity },
): string {
  return [
    'Archive IHE XDM de documents de santé (CI-SIS, échange de documents de santé)',
    '',
    `Logiciel : ${software.name} ${software.version}`,
    `Installation : ${software.id}`,
    `Émetteur : ${[sender.given, sender.family].filter((n) => n !== null).join(' ')} (${sender.idNat})`,
    `Structure : ${sender.structure === null ? '' : `${sender.structure.name} (${sender.structure.idNat})`}`,
    ...(contact === undefined ? [] : [`Contact : ${contact}`]),
    '',
    'INDEX.HTM : page de lecture. IHE_XDM/SUBSET01/METADATA.XML : métadonnées des documents.',
    ...documents.map(({ path, content }) => `${path} : ${content.title ?? ''}`),
    '',
  ].join('\r\n');
}
