import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCda } from '../../../electron/cda/build.ts';
import { offerPage } from '../../../electron/cda/page/offer.ts';
import { renderCda } from '../../../electron/cda/page/render.ts';
import { textOfRtf } from '../../../electron/cda/page/rtf.ts';
import { STYLE } from '../../../electron/cda/page/style.ts';
import { frenchDate, frenchSize } from '../../../electron/cda/page/wording.ts';
import { textOfPage, traps } from './page-reading.ts';
import { complete, fixed, minimal } from './sample.ts';
import { section, structuredCda } from './structured.ts';

const sourceOf = (html: Uint8Array): string => Buffer.from(html).toString();
const bodyOf = (text: string, more = ''): string => {
  const source = sourceOf(renderCda(structuredCda(section('T', text, more))).html);
  return source.slice(source.indexOf('<article'), source.indexOf('</article>'));
};
const level1 = (mediaType: string, bytes: Uint8Array) => renderCda(buildCda(minimal, { mediaType, bytes }, fixed()).bytes);
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

describe('the page of a document', () => {
  test('says whose it is, of what, by whom and when, in French', () => {
    const page = renderCda(buildCda(complete, { mediaType: 'text/plain', bytes: Buffer.from('Vu ce jour.\nÀ revoir.') }, fixed()).bytes);
    const read = textOfPage(page.html).replaceAll(/\s+/g, ' ');
    for (const said of [
      complete.title,
      'PAT-TROIS DOMINIQUE',
      'nom utilisé : TROIS-PONTS DOMI',
      'née le 28 mars 1979',
      'INS 2 79 03 51 215 189 89',
      '2 mars 2026 à 10 h 30',
      'Dr Paule DURAND',
      'Dr Luc AUBERT',
      'CH des Essais',
      '2, annule et remplace la version précédente',
      'Vu ce jour. À revoir.',
    ])
      expect(read).toContain(said);
    expect(page.patient.ins).toEqual(complete.patient.ins);
    expect(page.facts).toEqual({ level: 1, title: complete.title, sections: 0, textLength: 17, blocked: [] });
  });

  test('may show its own style and its own pictures, and nothing else', () => {
    const { html } = renderCda(structuredCda());
    const hash = createHash('sha256').update(STYLE).digest('base64');
    expect(sourceOf(html)).toContain(`<style>${STYLE}</style>`);
    expect(sourceOf(html)).toContain(`content="default-src 'none'; img-src data:; style-src 'sha256-${hash}'`);
    expect(sourceOf(html)).toMatch(/^<!doctype html><html lang="fr">/);
    const offered: unknown[] = [];
    expect(offerPage({ html }, (resource) => `/resource/${offered.push(resource)}`)).toBe('/resource/1');
    expect(offered).toEqual([
      {
        type: 'text/html; charset=utf-8',
        bytes: html,
        headers: {
          'content-security-policy': `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox`,
        },
      },
    ]);
  });

  test.each([
    ['<paragraph>a<br/>b</paragraph>', '<div class="block">a<br>b</div>'],
    ['<content styleCode="Bold x Underline">a</content>', '<span class="bold underline">a</span>'],
    ['<content revised="delete">a</content>', '<del>a</del>'],
    ['H<sub>2</sub>O<sup>+</sup>', 'H<sub>2</sub>O<sup>+</sup>'],
    ['<list><item>a</item></list>', '<ul><li>a</li></ul>'],
    ['<list listType="ordered" styleCode="LittleAlpha"><item>a</item></list>', '<ol class="lower-alpha"><li>a</li></ol>'],
    [
      '<table><tr><th>a</th></tr><tr><td>b</td></tr></table>',
      '<thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody>',
    ],
    [
      '<table><thead><tr><td>a</td></tr></thead><tbody><tr><th>b</th><td>c</td></tr></tbody></table>',
      '<th scope="col">a</th></tr></thead><tbody><tr><th scope="row">b</th><td>c</td>',
    ],
    ['<table><tbody><tr><td rowspan="2" colspan="9999">a</td></tr></tbody></table>', '<td rowspan="2" colspan="100">a</td>'],
    [
      '<table><caption>a</caption><tbody><tr><td colspan="-1" rowspan="x">b</td></tr></tbody></table>',
      '<caption>a</caption><tbody><tr><td>b</td>',
    ],
    ['<linkHtml href="https://essai.invalid/a">b</linkHtml>', 'b <span class="address">(&#104;ttps://essai.invalid/a)</span>'],
    ['<linkHtml href="#n">b</linkHtml>', '>b</div>'],
    ['<autre><b>gras</b></autre>', '<div>gras</div>'],
    [
      'a<footnote>b</footnote>',
      'a<sup class="note-mark">[1]</sup></div><div class="notes" role="note"><div class="block"><span class="note-mark">1.</span> b</div>',
    ],
    ['<renderMultiMedia referencedObject="absent"/>', 'Image absente du document.'],
  ])('writes %s', (text, expected) => {
    expect(bodyOf(text)).toContain(expected);
  });

  test('numbers its headings in order, whatever has no title', () => {
    const parts = section('Un', 'a', section('Deux', 'b', section('', 'c').replace(/<code[^>]*>/, '') + section('Trois', 'd')));
    expect(sourceOf(renderCda(structuredCda(parts)).html).match(/<h\d>[^<]*/g)).toEqual([
      '<h1>Consultation du 2 mars 2026',
      '<h2>Un',
      '<h3>Deux',
      '<h4>Trois',
    ]);
  });

  test.each([
    ['png', PNG, 'image/png', true],
    ['gif', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00\x3b', 'latin1'), 'image/gif', true],
    ['gif said to be a png', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00\x3b', 'latin1'), 'image/png', true],
    ['svg', Buffer.from('<svg onload="x()"/>'), 'image/svg+xml', false],
    ['page said to be a png', Buffer.from('<script>x()</script>'), 'image/png', false],
    [
      'png of 30,000 pixels a side',
      Buffer.concat([PNG.subarray(0, 16), Buffer.from([0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]), PNG.subarray(24)]),
      'image/png',
      false,
    ],
  ])('shows a picture by its bytes: %s', (_, bytes, mediaType, shown) => {
    const media = `<entry><observationMedia ID="m"><value mediaType="${mediaType}" representation="B64">${bytes.toString('base64')}</value></observationMedia></entry>`;
    expect(bodyOf('<renderMultiMedia referencedObject="m"/>', media).includes('<img ')).toBe(shown);
  });

  test('draws a picture that is asked for ten thousand times within what a page may weigh', () => {
    const large = Buffer.concat([PNG, Buffer.alloc(200_000)]);
    const media = `<entry><observationMedia ID="m"><value mediaType="image/png" representation="B64">${large.toString('base64')}</value></observationMedia></entry>`;
    const { html } = renderCda(structuredCda(section('T', '<renderMultiMedia referencedObject="m"/>'.repeat(10_000), media)));
    expect(html.byteLength).toBeLessThan(32 * 1024 * 1024);
  });

  test('reads a text in RTF, hands a PDF over, shows a picture, says what it does not show', () => {
    expect(
      textOfPage(
        level1('text/rtf', Buffer.from("{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\f0 Fi\\'e8vre \\u8805?38\\par {\\pict 00ff}fin}")).html,
      ),
    ).toMatch(/Fièvre ≥38\nfin[\s\S]*pas montrés ici/);
    const pdf = Buffer.from('%PDF-1.7 essai');
    expect(Buffer.from(level1('application/pdf', pdf).pdf ?? [])).toEqual(pdf);
    expect(sourceOf(level1('image/jpeg', Buffer.from('ffd8ffc0000b080001000101011100', 'hex')).html)).toContain(
      'src="data:image/jpeg;base64,',
    );
    expect(sourceOf(level1('image/tiff', Buffer.from('II*\0')).html)).toContain('pas une image que cette page montre');
  });

  test('finds the document in a signature and in a style sheet, which are not run', () => {
    const plain = structuredCda().toString();
    const inside = (open: string, close: string) => renderCda(Buffer.from(`${open}${plain}${close}`));
    const signed = inside('<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:Object>', '</ds:Object></ds:Signature>');
    expect(textOfPage(signed.html)).toContain('la signature n’a pas été vérifiée');
    const own = inside(
      '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:d="urn:d"><d:Contenu>',
      '</d:Contenu><script>x()</script></xsl:stylesheet>',
    );
    expect(textOfPage(own.html)).toContain('elle n’est jamais exécutée');
    expect(own.facts.blocked).toEqual([
      { kind: 'script', count: 1 },
      { kind: 'style', count: 1 },
      { kind: 'remote', count: 1 },
    ]);
  });
});

describe('what a document may not do', () => {
  test.each([
    ['<script>alert(1)</script>', 'script'],
    ['<linkHtml href=" java&#10;script:alert(1)">a</linkHtml>', 'script'],
    ['<svg xmlns="http://www.w3.org/2000/svg"><a>b</a></svg>', 'script'],
    ['<style>body{display:none}</style>', 'style'],
    ['<content styleCode="x;background:url(http://essai.invalid)">a</content>', 'style'],
    ['<paragraph style="position:fixed">a</paragraph>', 'style'],
    ['<img src="http://essai.invalid/a.png"/>', 'remote'],
    ['<img src="//essai.invalid/a.png"/>', 'remote'],
    ['<observationMedia><value><reference value="http://essai.invalid/a"/></value></observationMedia>', 'remote'],
    ['<iframe/>', 'frame'],
    ['<form><item>a</item></form>', 'frame'],
    ['<paragraph onclick="x()">a</paragraph>', 'handler'],
  ] as const)('%s is counted as %s and left out', (text, kind) => {
    const { facts, html } = renderCda(structuredCda(section('T', text)));
    expect(facts.blocked).toEqual([{ kind, count: 1 }]);
    expect(traps(html)).toEqual([]);
  });

  test('a style sheet named before the document is counted, one in a comment is not', () => {
    const named = '<?xml-stylesheet type="text/xsl" href="a.xsl"?>';
    expect(renderCda(structuredCda(section('T', 'a'), `<!-- ${named} -->${named}`)).facts.blocked).toEqual([{ kind: 'style', count: 1 }]);
  });

  test.each([
    ['XML_DEPTH', structuredCda(section('T', '<content>'.repeat(20_000) + '</content>'.repeat(20_000)))],
    ['XML_DTD', structuredCda(section('T', 'a'), '<!DOCTYPE x [<!ENTITY a "b">]>')],
    ['XML_NODES', structuredCda(section('T', `<table>${'<tr><td/></tr>'.repeat(90_000)}</table>`))],
    ['XML_MALFORMED', structuredCda(section('T', '&a;'))],
    ['INPUT_INVALID', Buffer.from('<a/>')],
  ])('refused by its code: %s', (code, bytes) => {
    expect(() => renderCda(bytes)).toThrow(expect.objectContaining({ code }));
  });

  test('a name or a dose is not read from right to left', () => {
    expect(textOfPage(renderCda(structuredCda(section('T', '<paragraph>dose \u202E01\u202C mg</paragraph>'))).html)).toContain(
      'dose 01 mg',
    );
  });
});

/** Narratives as they may come: right elements and wrong ones, anywhere, and words that look like a page. */
const names =
  'paragraph content list item table thead tbody tr td th caption sub sup br footnote linkHtml renderMultiMedia iframe a p'.split(' ');
const awkward = [
  '<b onclick="x">',
  'http://x.invalid',
  'url(a)',
  'javascript:x',
  'é&amp;',
  "' onload=x",
  '</main>',
  '12,5 mg',
  'a\u202Eb',
  ']]>',
];
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
interface Tree {
  readonly xml: string;
  readonly words: readonly string[];
}
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6 },
    fc
      .tuple(fc.integer({ min: 0, max: 99_999 }), fc.constantFrom('mot', ...awkward))
      .map(([rank, word]) => ({
        xml: ` ${escaped(`w${rank}`)} ${escaped(word)} `,
        words: [`w${rank}`, ...word.replaceAll('\u202E', '').split(' ')],
      })),
    fc
      .tuple(
        fc.constantFrom(...names),
        fc.constantFrom(
          '',
          ' styleCode="Bold"',
          ' onclick="x()"',
          ' href="javascript:x"',
          ' src="http://x.invalid"',
          ' style="x:url(y)"',
          ' colspan="3"',
          ' ID="é"',
        ),
        fc.array(tie('tree'), { maxLength: 4 }),
      )
      .map(([name, attributes, inner]) => ({
        xml: `<${name}${attributes}>${inner.map(({ xml }) => xml).join('')}</${name}>`,
        words: inner.flatMap(({ words }) => words),
      })),
  ),
}));

test('whatever the narrative, its words are in the page, as often, and nothing else of it is', () => {
  fc.assert(
    fc.property(fc.array(tree, { minLength: 1, maxLength: 5 }), (trees) => {
      const { html } = renderCda(structuredCda(section('T', trees.map(({ xml }) => xml).join(''))));
      expect(traps(html)).toEqual([]);
      const read = textOfPage(html).split(/\s+/);
      const times = (words: readonly string[], word: string) => words.filter((w) => w === word).length;
      const written = trees.flatMap(({ words }) => words);
      for (const word of written.filter((w) => /^w\d+$/.test(w))) expect(times(read, word)).toBe(times(written, word));
      const together = read.join('');
      for (const word of written) expect(together).toContain(word);
    }),
    { numRuns: 150 },
  );
});

describe('words of our own', () => {
  test.each([
    ['2019-12-03T13:30:00+01:00', '3 décembre 2019 à 13 h 30'],
    ['2019-12-01', '1er décembre 2019'],
    ['2019-12', 'décembre 2019'],
    ['2019', '2019'],
  ])('%s is %s', (iso, said) => expect(frenchDate(iso)).toBe(said));

  test('sizes', () => expect([999, 12_345, 3_400_000].map(frenchSize)).toEqual(['999 octets', '12 Ko', '3,4 Mo']));
});

describe('an RTF', () => {
  test.each([
    ['{\\rtf1 a\\par b\\tab c}', 'a\nb\tc', 0],
    ['{\\rtf1 a\\{b\\}\\\\}', 'a{b}\\', 0],
    ["{\\rtf1\\ansicpg1250 \\'9a}", 'š', 0],
    ['{\\rtf1\\uc2 \\u8364 EUx}', '€x', 0],
    ['{\\rtf1{\\*\\generator x;}{\\field{\\*\\fldinst HYPERLINK "http://a"}{\\fldrslt b}}{\\object x}}', 'b', 1],
    ['{\\rtf1\\bin5 }}}}}a}', 'a', 0],
    ['}}}{{{', '', 0],
  ])('%s', (rtf, text, leftOut) => expect(textOfRtf(Buffer.from(rtf, 'latin1'))).toEqual({ text, leftOut }));
});
