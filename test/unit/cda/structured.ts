import { buildCda } from '../../../electron/cda/build.ts';
import { fixed, letter, minimal } from './sample.ts';

/** A part of a document of level 3. @param more entries and parts inside */
export const section = (title: string, text: string, more = ''): string =>
  `<component><section><code code="10164-2" displayName="Histoire"/><title>${title}</title><text>${text}</text>${more}</section></component>`;

const EVERYTHING = section(
  'Résultats <content styleCode="Bold">2026</content>',
  '<paragraph>Glycémie <content styleCode="Bold Italics">haute</content><br/>à jeun<footnote ID="n1">Prélevée à 8 h</footnote></paragraph>' +
    '<list listType="ordered" styleCode="BigRoman"><caption>Conduite</caption><item>Régime</item><item>Contrôle<footnoteRef IDREF="n1"/></item></list>' +
    '<table><caption>Biologie</caption><thead><tr><th>Examen</th><th colspan="2">Résultat</th></tr></thead><tbody><tr><th>Na<sup>+</sup></th><td>140</td><td align="right">mmol/l</td></tr></tbody></table>' +
    '<linkHtml href="https://essai.invalid/suite">suite</linkHtml><renderMultiMedia referencedObject="m1"><caption>Schéma</caption></renderMultiMedia>',
  '<entry><observationMedia ID="m1"><value mediaType="image/png" representation="B64">iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==</value></observationMedia></entry>' +
    section('Détail', 'Rien de plus'),
);

/** A document of level 3 with these parts; everything that a narrative may hold by default. @param before what stands before its root */
export function structuredCda(parts: string = EVERYTHING, before = ''): Buffer {
  const plain = Buffer.from(buildCda(minimal, letter, fixed()).bytes).toString();
  return Buffer.from(
    before +
      plain
        .replace(/<nonXMLBody[\s\S]*<\/nonXMLBody>/, () => `<structuredBody>${parts}</structuredBody>`)
        .replace(/^<\?xml[^>]*\?>\s*/, ''),
  );
}
