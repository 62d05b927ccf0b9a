import { attribute, text, type XmlElement } from '../../xml/read.ts';
import { words } from './escape.ts';
import { aside, type Pictures } from './media.ts';

/** What the narrative of one part of the document refers to. */
export interface Surroundings {
  /** Media of the document by their ID. */
  readonly media: ReadonlyMap<string, readonly XmlElement[]>;
  readonly pictures: Pictures;
  readonly notes: Notes;
}

/** Notes of a document: numbered as they come, told at the end of the part where they stand. */
export class Notes {
  readonly #numbers = new Map<string, number>();
  #count = 0;
  #waiting: string[] = [];

  /** The number of a note, told later. */
  add(id: string | null): number {
    return id === null ? ++this.#count : this.numberOf(id);
  }

  numberOf(id: string): number {
    const known = this.#numbers.get(id) ?? ++this.#count;
    this.#numbers.set(id, known);
    return known;
  }

  tell(number: number, html: string): void {
    this.#waiting.push(`<div class="block"><span class="note-mark">${number}.</span> ${html}</div>`);
  }

  take(): string {
    const told = this.#waiting.splice(0).join('');
    return told === '' ? '' : `<div class="notes" role="note">${told}</div>`;
  }
}

const SKIPPED: ReadonlySet<string> = new Set(['script', 'style', 'col', 'colgroup']);
const LISTS: ReadonlyMap<string, string> = new Map([
  ['arabic', ''],
  ['littlealpha', 'lower-alpha'],
  ['bigalpha', 'upper-alpha'],
  ['littleroman', 'lower-roman'],
  ['bigroman', 'upper-roman'],
  ['circle', 'circle'],
  ['square', 'square'],
]);
const STYLES: ReadonlyMap<string, string> = new Map([
  ['bold', 'bold'],
  ['italics', 'italics'],
  ['emphasis', 'emphasis'],
  ['underline', 'underline'],
  ['lrule', 'boxed'],
  ['rrule', 'boxed'],
  ['toprule', 'boxed'],
  ['botrule', 'boxed'],
]);
const SCOPES: ReadonlySet<string> = new Set(['row', 'col', 'rowgroup', 'colgroup']);
/** Wider or higher than any table that is read. */
const MAX_SPAN = 100;
/** Columns from which a table is drawn smaller. */
const DENSE = 7;

/**
 * The words of a narrative block in our own elements: those of the document that have none of ours are passed through, their
 * words kept.
 */
export function narrative(block: XmlElement, around: Surroundings): string {
  return flow(block.children, around);
}

/** Words and inline elements alone: titles. */
export function inlineText(element: XmlElement): string {
  return words(
    element.children
      .map((c) => (typeof c === 'string' ? c : SKIPPED.has(c.name.toLowerCase()) ? '' : c.name === 'br' ? ' ' : (text(c) ?? '')))
      .join('')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}

const flow = (children: XmlElement['children'], around: Surroundings): string =>
  children.map((c) => (typeof c === 'string' ? words(c) : one(c, around))).join('');

function one(element: XmlElement, around: Surroundings): string {
  const inner = (): string => flow(element.children, around);
  switch (element.name) {
    case 'paragraph':
      return `<div class="${classes(element, STYLES, 'block')}">${inner()}</div>`;
    case 'caption':
      return `<div class="caption">${inner()}</div>`;
    case 'br':
      return `<br>${inner()}`;
    case 'sub':
    case 'sup':
      return `<${element.name}>${inner()}</${element.name}>`;
    case 'content':
      return content(element, inner());
    case 'linkHtml':
      return link(element, inner());
    case 'list':
      return list(element, around);
    case 'table':
      return table(element, around);
    case 'footnote': {
      const number = around.notes.add(attribute(element, 'ID'));
      around.notes.tell(number, inner());
      return mark(number);
    }
    case 'footnoteRef': {
      const id = attribute(element, 'IDREF');
      return (id === null ? '' : mark(around.notes.numberOf(id))) + inner();
    }
    case 'renderMultiMedia':
      return media(element, around);
    default:
      // Alone, a row or a cell stands on a line of its own.
      if (SKIPPED.has(element.name.toLowerCase())) return '';
      return INLINE.has(element.name) ? inner() : `<div>${inner()}</div>`;
  }
}

/** Of no narrative, and met in some: nothing of theirs is kept but the words. */
const INLINE: ReadonlySet<string> = new Set(['a', 'b', 'i', 'u', 'em', 'strong', 'span', 'font']);

const mark = (number: number): string => `<sup class="note-mark">[${number}]</sup>`;

function content(element: XmlElement, inner: string): string {
  const revised = attribute(element, 'revised');
  const tag = revised === 'insert' ? 'ins' : revised === 'delete' ? 'del' : 'span';
  const named = classes(element, STYLES);
  return tag === 'span' && named === '' ? inner : `<${tag}${named === '' ? '' : ` class="${named}"`}>${inner}</${tag}>`;
}

/** The address is read, never gone to; one that would run something is not even read. */
function link(element: XmlElement, inner: string): string {
  const href = attribute(element, 'href')?.trim() ?? '';
  if (!/^(?:https?|ftp|mailto|tel):/i.test(href) || (text(element) ?? '').includes(href)) return inner;
  return `${inner} <span class="address">(${words(href)})</span>`;
}

function list(element: XmlElement, around: Surroundings): string {
  const tag = attribute(element, 'listType') === 'ordered' ? 'ol' : 'ul';
  const captions = named(element, 'caption');
  const items = kept(element, captions).map(
    (c) => `<li>${typeof c !== 'string' && c.name === 'item' ? flow(c.children, around) : flow([c], around)}</li>`,
  );
  const style = classes(element, LISTS);
  return `${flow(captions, around)}<${tag}${style === '' ? '' : ` class="${style}"`}>${items.join('')}</${tag}>`;
}

function table(element: XmlElement, around: Surroundings): string {
  const captions = named(element, 'caption');
  const groups = element.children.filter((c): c is XmlElement => typeof c !== 'string' && GROUPS.has(c.name));
  const rows = named(element, 'tr');
  const others = kept(element, [...captions, ...groups, ...rows]);
  // Without groups, leading rows of headings alone are the head of the table.
  const bodies: string[] = groups.map((group) => groupOf(group, around));
  if (rows.length > 0) {
    const first = rows.findIndex((row) => !onlyHeadings(row));
    const heads = groups.some(({ name }) => name === 'thead') || first === -1 ? 0 : first;
    if (heads > 0)
      bodies.push(
        `<thead>${rows
          .slice(0, heads)
          .map((row) => rowOf(row, true, around))
          .join('')}</thead>`,
      );
    bodies.push(
      `<tbody>${rows
        .slice(heads)
        .map((row) => rowOf(row, false, around))
        .join('')}</tbody>`,
    );
  }
  const widest = [...groups.flatMap((group) => named(group, 'tr')), ...rows].reduce(
    (most, row) => Math.max(most, row.children.filter(isCell).length),
    0,
  );
  const caption = captions.length === 0 ? '' : `<caption>${captions.map((c) => flow(c.children, around)).join(' ')}</caption>`;
  // What is wider than the page is reached by the keyboard too.
  return `<div class="wide${widest >= DENSE ? ' dense' : ''}" role="region" aria-label="Tableau" tabindex="0"><table>${caption}${bodies.join('')}</table></div>${flow(others, around)}`;
}

const GROUPS: ReadonlySet<string> = new Set(['thead', 'tbody', 'tfoot']);
const isCell = (c: XmlElement | string): c is XmlElement => typeof c !== 'string' && (c.name === 'td' || c.name === 'th');

function onlyHeadings(row: XmlElement): boolean {
  const cells = row.children.filter((c): c is XmlElement => typeof c !== 'string');
  return cells.length > 0 && cells.every((c) => c.name === 'th');
}

function groupOf(group: XmlElement, around: Surroundings): string {
  const rows = kept(group, []).map((c) =>
    typeof c !== 'string' && c.name === 'tr' ? rowOf(c, group.name === 'thead', around) : `<tr><td>${flow([c], around)}</td></tr>`,
  );
  return `<${group.name}>${rows.join('')}</${group.name}>`;
}

function rowOf(row: XmlElement, head: boolean, around: Surroundings): string {
  const columns = head || onlyHeadings(row);
  const cells = kept(row, []).map((c) => (isCell(c) ? cell(c, columns, around) : `<td>${flow([c], around)}</td>`));
  return `<tr>${cells.join('')}</tr>`;
}

function cell(element: XmlElement, columns: boolean, around: Surroundings): string {
  const span = (name: 'rowspan' | 'colspan'): string => {
    const count = Number(attribute(element, name) ?? '1');
    return Number.isInteger(count) && count > 1 ? ` ${name}="${Math.min(count, MAX_SPAN)}"` : '';
  };
  // What a document writes as plain cells in the head of its table are headings too.
  const heading = element.name === 'th' || columns;
  const said = attribute(element, 'scope');
  const scope = heading ? ` scope="${said !== null && SCOPES.has(said) ? said : columns ? 'col' : 'row'}"` : '';
  const align = attribute(element, 'align');
  const style = classes(element, STYLES, align === 'right' || align === 'center' ? align : '');
  const tag = heading ? 'th' : 'td';
  return `<${tag}${span('rowspan')}${span('colspan')}${scope}${style === '' ? '' : ` class="${style}"`}>${flow(element.children, around)}</${tag}>`;
}

function media(element: XmlElement, around: Surroundings): string {
  const captions = named(element, 'caption');
  const label = captions
    .map((c) => text(c) ?? '')
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const found = (attribute(element, 'referencedObject') ?? '').split(/\s+/).flatMap((id) => around.media.get(id) ?? []);
  const drawn = found.map((m) => around.pictures.ofMedia(m, label === '' ? null : label));
  return `${drawn.length === 0 ? aside('Image absente du document.') : drawn.join('')}${flow(kept(element, []), around)}`;
}

const named = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((c): c is XmlElement => typeof c !== 'string' && c.name === name);

/** Children that say something, but these. */
const kept = (element: XmlElement, but: readonly XmlElement[]): (XmlElement | string)[] => {
  const left = new Set<XmlElement>(but);
  return element.children.filter((c) => (typeof c === 'string' ? c.trim() !== '' : !left.has(c) && !SKIPPED.has(c.name.toLowerCase())));
};

/** Classes of ours for the names of styles that are known; no other word of the document becomes one. */
function classes(element: XmlElement, known: ReadonlyMap<string, string>, first = ''): string {
  const styles = (attribute(element, 'styleCode') ?? '').split(/\s+/).map((style) => known.get(style.toLowerCase()) ?? '');
  return [...new Set([first, ...styles])].filter((name) => name !== '').join(' ');
}
