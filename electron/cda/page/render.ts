import { at, attribute, descendants, elements, parseXml, text, type XmlElement } from '../../xml/read.ts';
import { HL7_NS } from '../constants.ts';
import type { CdaContent, CdaPatient } from '../content.ts';
import { readCdaTree } from '../read.ts';
import { countBlocked, type Blocked, type BlockedKind } from './blocked.ts';
import { words } from './escape.ts';
import { header } from './header.ts';
import { aside, Pictures } from './media.ts';
import { inlineText, narrative, Notes, type Surroundings } from './narrative.ts';
import { textOfRtf } from './rtf.ts';
import { PAGE_POLICY, STYLE } from './style.ts';
import { frenchSize } from './wording.ts';

/** What is said of a page without opening it (cli/README 15). */
export interface CdaPageFacts {
  readonly level: 1 | 3 | null;
  readonly title: string | null;
  /** Parts of a document of level 3, those inside others included. */
  readonly sections: number;
  /** Characters of the document's own words, spaces apart. */
  readonly textLength: number;
  readonly blocked: readonly Blocked[];
}

/** A document as a page of ours. */
export interface CdaPage {
  /** UTF-8, whole in itself; served with `PAGE_HEADERS`. */
  readonly html: Uint8Array;
  readonly facts: CdaPageFacts;
  /** Whom the document says it is about, to be compared with the record where it is shown. */
  readonly patient: CdaPatient;
  /** To be shown first: the body of a document of level 1, or the copy in a document of level 3 (cda/README 5). */
  readonly pdf: Uint8Array | null;
}

/** Section « FR-Document-PDF-copie ». */
const PDF_COPY = '1.2.250.1.213.1.1.2.243';
const BLOCKED: Readonly<Record<BlockedKind, readonly [string, string]>> = {
  script: ['programme', 'programmes'],
  style: ['style', 'styles'],
  remote: ['adresse extérieure', 'adresses extérieures'],
  frame: ['cadre ou objet', 'cadres ou objets'],
  handler: ['commande cachée', 'commandes cachées'],
};

/**
 * Renders a document of level 1 or 3 with our own elements and style alone, nothing of the document's running, fetching or
 * leading anywhere (cda/README 5).
 *
 * @param bytes the file, UTF-8.
 * @throws PosteError those of `readCda`.
 */
export function renderCda(bytes: Uint8Array): CdaPage {
  const root = parseXml(bytes);
  const { content, document } = readCdaTree(root);
  const blocked = countBlocked(root, prologOf(bytes));
  const page = new Page(content, document);
  const body = page.body();
  const notices = [...noticesOf(content, blocked)].map((sentence) => `<p>${words(sentence)}</p>`);
  const parts = [
    `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${words(content.title ?? 'Document')}</title><style>${STYLE}</style></head><body><main>`,
    header(content),
    notices.length === 0 ? '' : `<div class="said" role="note">${notices.join('')}</div>`,
    `<article${languageOf(content)}>`,
    ...body,
    `</article><footer>${words(footer(content))}</footer></main></body></html>`,
  ];
  return {
    // Part by part: a picture weighs one byte a character as long as it is not joined to accents.
    html: Buffer.concat(parts.map((part) => Buffer.from(part))),
    facts: { level: content.level, title: content.title, sections: page.sections, textLength: page.textLength, blocked },
    patient: content.patient,
    pdf: pdfOf(content, document),
  };
}

class Page {
  sections = 0;
  textLength = 0;
  readonly #content: CdaContent;
  readonly #document: XmlElement;
  readonly #around: Surroundings;

  constructor(content: CdaContent, document: XmlElement) {
    this.#content = content;
    this.#document = document;
    const media = new Map<string, readonly XmlElement[]>();
    for (const name of ['observationMedia', 'regionOfInterest'])
      for (const element of descendants(document, HL7_NS, name)) {
        const id = attribute(element, 'ID');
        if (id !== null) media.set(id, descendants(element, HL7_NS, 'observationMedia'));
      }
    this.#around = { media, pictures: new Pictures(), notes: new Notes() };
  }

  body(): string[] {
    const { level, body } = this.#content;
    if (level === 3) {
      const parts: string[] = [];
      for (const structured of elements(this.#document, HL7_NS, 'component').flatMap((c) => elements(c, HL7_NS, 'structuredBody')))
        this.#sectionsOf(structured, 2, parts);
      return parts;
    }
    if (level === null || body.bytes === null) return [aside('Ce document n’a pas de contenu lisible.')];
    return [this.#plain(body.mediaType, body.bytes)];
  }

  #plain(mediaType: string | null, bytes: Uint8Array): string {
    const kind = (mediaType ?? '').toLowerCase();
    if (kind === 'text/plain') return this.#text(this.#content.body.text ?? '');
    if (kind === 'text/rtf' || kind === 'application/rtf') {
      const { text: read, leftOut } = textOfRtf(bytes);
      const said = leftOut === 0 ? '' : aside('Ce texte contient aussi des images ou des objets, qui ne sont pas montrés ici.');
      return this.#text(read) + said;
    }
    if (kind === 'application/pdf') return aside(`Ce document est un PDF (${frenchSize(bytes.byteLength)}), qui s’ouvre à part.`);
    return this.#around.pictures.draw(bytes, mediaType, this.#content.title);
  }

  #text(written: string): string {
    this.#count(written);
    return `<div class="text">${words(written)}</div>`;
  }

  #sectionsOf(parent: XmlElement, level: number, parts: string[]): void {
    for (const section of elements(parent, HL7_NS, 'component').flatMap((c) => elements(c, HL7_NS, 'section'))) {
      this.sections += 1;
      const title = at(section, HL7_NS, 'title');
      const heading = title === null ? '' : inlineText(title);
      const shown = heading === '' ? words(attribute(at(section, HL7_NS, 'code'), 'displayName') ?? '') : heading;
      this.#count(text(title) ?? '');
      if (shown !== '') parts.push(`<h${Math.min(level, 6)}>${shown}</h${Math.min(level, 6)}>`);
      const blocks = elements(section, HL7_NS, 'text');
      for (const block of blocks) {
        this.#count(wordsOf(block));
        parts.push(`<div class="block">${narrative(block, this.#around)}</div>`);
      }
      if (
        blocks.every((block) => wordsOf(block).trim() === '' && descendants(block, HL7_NS, 'renderMultiMedia').length === 0) &&
        elements(section, HL7_NS, 'entry').length > 0
      )
        parts.push(aside('Cette partie n’a que des données codées, sans texte à lire.'));
      parts.push(this.#around.notes.take());
      this.#sectionsOf(section, shown === '' ? level : level + 1, parts);
    }
  }

  #count(written: string): void {
    this.textLength += written.replaceAll(/\s+/g, '').length;
  }
}

/** The words of a block that somebody reads. */
function wordsOf(element: XmlElement): string {
  if (/^(?:script|style)$/i.test(element.name)) return '';
  return element.children.map((c) => (typeof c === 'string' ? c : wordsOf(c))).join('');
}

function pdfOf({ body }: CdaContent, document: XmlElement): Uint8Array | null {
  if (body.bytes !== null) return body.mediaType === 'application/pdf' ? body.bytes : null;
  const copy = descendants(document, HL7_NS, 'section').find((section) =>
    elements(section, HL7_NS, 'templateId').some((template) => attribute(template, 'root') === PDF_COPY),
  );
  const value =
    copy === undefined ? undefined : descendants(copy, HL7_NS, 'observationMedia').map((media) => at(media, HL7_NS, 'value'))[0];
  if (value === undefined || value === null || attribute(value, 'mediaType') !== 'application/pdf') return null;
  return new Uint8Array(Buffer.from(text(value) ?? '', 'base64'));
}

function* noticesOf({ warnings }: CdaContent, blocked: readonly Blocked[]): Iterable<string> {
  for (const { code, message } of warnings) if (TOLD.has(code)) yield message;
  // Most documents name a style sheet: it changes nothing of what they say.
  const found = blocked.filter(({ kind }) => kind !== 'style');
  if (found.length === 0) return;
  const said = found.map(({ kind, count }) => `${count} ${BLOCKED[kind][count > 1 ? 1 : 0]}`).join(', ');
  yield `Retiré de ce document par sécurité : ${said}.`;
}

/** Warnings for whoever reads; the others are for whoever files. */
const TOLD: ReadonlySet<string> = new Set([
  'SIGNATURE_NOT_VERIFIED',
  'STYLESHEET_IGNORED',
  'SEVERAL_DOCUMENTS',
  'INS_MISSING',
  'INS_KEY',
  'BODY_BASE64',
]);

const languageOf = ({ language }: CdaContent): string =>
  language !== null && /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}$/.test(language) && !language.startsWith('fr') ? ` lang="${language}"` : '';

const footer = ({ id }: CdaContent): string => `Document ${id ?? 'sans identifiant'}`;

/** What stands before the root, within the first 64 KiB. */
function prologOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64 * 1024)).toString('utf8');
  const root = head.replaceAll(/<!--[\s\S]*?-->/g, (comment) => ' '.repeat(comment.length)).search(/<[A-Za-z_]/);
  return root === -1 ? head : head.slice(0, root);
}
