import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderCda } from '../../../electron/cda/page/render.ts';
import { needs } from '../../setup/needs.ts';
import { textOfPage, traps } from '../../unit/cda/page-reading.ts';

const folder = needs.shared('reference/cda');
const read = (path: string) => readFileSync(`${folder ?? ''}/${path}`);

/** The words of the narrative blocks, read without our parser. */
function narrativeWords(xml: string): string[] {
  const blocks = xml.replaceAll(/<!--[\s\S]*?-->/g, '').match(/<(text|title)\b[^>]*>[\s\S]*?<\/\1>/g) ?? [];
  return blocks
    .flatMap((block) => block.replaceAll(/<[^>]*>/g, ' ').split(/\s+/))
    .map((word) => word.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&apos;', "'").replaceAll('&amp;', '&'))
    .filter((word) => word !== '');
}

describe.skipIf(folder === null)('pages of documents published by ANS', () => {
  test.each([
    [
      'examples/LDL-SES_2022.01.xml',
      { level: 3, title: "Lettre de liaison à la sortie de l'établissement de santé", sections: 9, textLength: 1709 },
    ],
    ['examples/BIO-CR-BIO_2024.01_TSH_1.xml', { level: 3, title: "Compte rendu d'examens biologiques", sections: 3, textLength: 173 }],
  ])('%s: every word of the narrative, nothing that acts', (path, facts) => {
    const page = renderCda(read(path));
    // Each names a style sheet before its root.
    expect(page.facts).toEqual({ ...facts, blocked: [{ kind: 'style', count: 1 }] });
    expect(traps(page.html)).toEqual([]);
    const said = textOfPage(page.html).split(/\s+/);
    const written = narrativeWords(read(path).toString());
    expect(written.length).toBeGreaterThan(30);
    expect(written.filter((word) => !said.includes(word))).toEqual([]);
  });

  test('the PDF copy of a laboratory report comes with its page', () => {
    const { pdf, patient } = renderCda(read('examples/BIO-CR-BIO_2024.01_TSH_1.xml'));
    expect(
      Buffer.from(pdf ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(patient.ins).toEqual({ matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' });
  });

  test('a PDF of level 1 is handed over, its page says so', () => {
    const page = renderCda(read('examples/DOC_NON_STRUCTURE_CDA-R2-N1.xml'));
    expect([page.facts.level, page.pdf?.byteLength]).toEqual([1, 326650]);
    expect(textOfPage(page.html)).toContain('Ce document est un PDF (327 Ko), qui s’ouvre à part.');
  });
});
