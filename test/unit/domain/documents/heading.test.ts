import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headingIn, titleFrom } from '../../../../shared/domain/documents/heading.ts';
import { isMachineName, withoutProgram } from '../../../../shared/domain/documents/machine-name.ts';
import type { PageLine } from '../../../../shared/domain/documents/page-line.ts';
import { normaliseName } from '../../../../shared/domain/ins/names.ts';

const NAMES = ['PAT-TROIS', 'DOMINIQUE MARIE-LOUISE'];
const BODY = [
  'Cher confrère,',
  'Je reçois ce jour votre patiente pour une toux sèche évoluant depuis trois semaines, sans fièvre.',
  'L’auscultation cardio-pulmonaire est normale, la saturation est à 98 % en air ambiant.',
];
/** A page whose letters are of 10 points, but for those said otherwise. */
const page = (...texts: readonly (string | Partial<PageLine>)[]): readonly PageLine[] =>
  [...texts, ...BODY].map((line, i) => ({
    text: '',
    size: 10,
    strong: false,
    top: i / 40,
    ...(typeof line === 'string' ? { text: line } : line),
  }));

describe('the title read on a first page', () => {
  it.each([
    [
      'the largest line that no letterhead is',
      [
        { text: 'HÔPITAL SAINT-FICTIF', size: 18 },
        { text: 'Lettre de liaison', size: 14 },
      ],
      'Lettre de liaison',
    ],
    ['what names a document, of the size of the text', ['Dr Paule DURAND', 'Compte rendu de consultation'], 'Compte rendu de consultation'],
    ['in lower case when it is in capitals, acronyms apart', ['COMPTE RENDU D’IRM'], 'Compte rendu d’IRM'],
    ['a subject', ['Objet : bilan de fatigue'], 'bilan de fatigue'],
    ['without its date', ['Compte rendu de consultation du 18/11/2026'], 'Compte rendu de consultation'],
    ['without whom it is of', ['Compte rendu de consultation de Madame PAT-TROIS, née le 28/03/1979'], 'Compte rendu de consultation'],
    ['a bold line of two words', [{ text: 'Bilan de santé', strong: true, size: 13 }], 'Bilan de santé'],
  ] as const)('is %s', (_what, lines, title) => {
    expect(headingIn(page(...lines), NAMES)).toBe(title);
  });

  it.each([
    ['a letterhead, however large', { text: 'Laboratoire de biologie médicale', size: 20 }],
    ['a service', { text: 'Service d’hospitalisation', size: 16 }],
    ['somebody', { text: 'Dominique PAT-TROIS', size: 20 }],
    ['whom it is of', { text: 'Patiente : PAT-TROIS Dominique', size: 16 }],
    ['an address', { text: '12 rue des Lettres de liaison', size: 14 }],
    ['a sentence', 'Compte rendu : rien à signaler.'],
    ['a line at the foot of the page', { text: 'Lettre de liaison', top: 0.9, size: 14 }],
    ['a date', { text: 'Portville, le 18 novembre 2026', size: 16 }],
  ] as const)('is not %s', (_what, line) => {
    expect(headingIn(page(line), NAMES)).toBeNull();
  });

  it('never carries the name of a person', () => {
    const word = fc.constantFrom(
      'Compte rendu',
      'PAT-TROIS',
      'Dominique',
      'de',
      'Lettre',
      'DOMINIQUE',
      'consultation',
      'Louise',
      'du',
      'M.',
      'pat-trois',
      '-',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const title = titleFrom(words.join(' '), NAMES);
        const named = normaliseName(title ?? '').split(/[^A-Z]+/);
        expect(['PAT', 'TROIS', 'DOMINIQUE', 'MARIE', 'LOUISE'].filter((name) => named.includes(name))).toEqual([]);
      }),
    );
  });
});

describe('a name that a machine gave', () => {
  it.each([
    'Scan 20261118 0042',
    'IMG_1234',
    'doc00123',
    'sans titre',
    'Microsoft Word - x.doc',
    'cr',
    'Numérisation 12',
    'SKM_C25826111809150',
    'fax_0299000000',
    'Document (2)',
    'Untitled',
    '20261118',
    '',
    'Page 1',
    'Image numérisée',
    'WhatsApp Image 2026-11-18',
    'Document1.docx',
    'CR',
  ])('« %s » is no title', (name) => {
    expect(isMachineName(name)).toBe(true);
  });

  it.each(['Bilan sanguin', 'CR consultation', 'Microsoft Word - Lettre de liaison.doc', 'scan thoracique', 'IRM genou', 'ECG'])(
    '« %s » is not',
    (name) => {
      expect(isMachineName(name)).toBe(false);
    },
  );

  it('says what it is without the program that wrote it', () => {
    expect(withoutProgram('Microsoft Word - Lettre de liaison.docx')).toBe('Lettre de liaison');
  });
});
