import { isUtf8 } from 'node:buffer';
import { ParseOption, XmlCData, XmlDocument, XmlElement as Libxml2Element, XmlText, XmlTreeNode, type XmlNode } from 'libxml2-wasm';
import { fail } from '../../shared/errors.ts';
import { putAside, type Place } from './aside.ts';
import { weighMarkup } from './weigh.ts';

/** An element as we read it: names by namespace URI, never by prefix. Immutable, owns no native memory. */
export interface XmlElement {
  /** Namespace URI, `''` when none. */
  readonly ns: string;
  /** Local name. */
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  /** Elements and text (CDATA is text) in document order; comments and processing instructions are left out. */
  readonly children: readonly (XmlElement | string)[];
}

export interface XmlAttribute {
  readonly ns: string;
  readonly name: string;
  readonly value: string;
}

/**
 * Explicit limits of the XML door (cli/README 1). The largest structured document has some 50,000 elements, the longest
 * list of documents of a DMP some 150,000; a tree at both limits takes less than 190 MiB.
 */
export const XML_LIMITS = { maxBytes: 64 * 1024 * 1024, maxDepth: 256, maxNodes: 160_000, maxAttributes: 300_000 } as const;
/** What somebody brings or sends is read in the door process past this size, in bytes: below, no markup can take long. */
export const XML_AT_HAND = 64 * 1024;

/**
 * The only door by which XML from outside enters (electron/README 8): UTF-8 only, no DTD, no entity,
 * size, depth, nodes and attributes capped, very long text nodes allowed under the cap. What a person, a file or a message
 * brings, and the answers of the DMP, go through `openXml`; those of INSi, of 1 MiB at most, are read here.
 *
 * @param bytes the document, UTF-8, with or without BOM.
 * @throws PosteError FILE_TOO_LARGE, XML_ENCODING, XML_NODES, XML_DTD, XML_DEPTH, XML_MALFORMED (path = line).
 */
export function parseXml(bytes: Uint8Array, limits: { maxBytes: number; maxDepth: number } = XML_LIMITS): XmlElement {
  const { bytes: light, restore } = putAside(bytes, checked(bytes, limits.maxBytes));
  return parsed(light, (document) => lighten(document.root, 1, limits.maxDepth, restore));
}

/**
 * Opens a document through the same door for `use` alone and frees its native memory afterwards. For this folder
 * (canonicalisation); everybody else reads the light tree.
 */
export function withDocument<T>(bytes: Uint8Array, maxBytes: number, use: (document: XmlDocument) => T): T {
  checked(bytes, maxBytes);
  return parsed(bytes, use);
}

/** Refuses what is not even to be parsed. @returns where the long texts stand */
function checked(bytes: Uint8Array, maxBytes: number): readonly Place[] {
  if (bytes.byteLength > maxBytes) throw fail('FILE_TOO_LARGE');
  refuseOtherEncodings(bytes);
  const texts = weighMarkup(bytes, XML_LIMITS);
  if (texts === null) throw fail('XML_NODES');
  return texts;
}

function parsed<T>(bytes: Uint8Array, use: (document: XmlDocument) => T): T {
  let document: XmlDocument;
  try {
    document = XmlDocument.fromBuffer(bytes, {
      option:
        ParseOption.XML_PARSE_NONET |
        ParseOption.XML_PARSE_HUGE |
        ParseOption.XML_PARSE_NO_XXE |
        ParseOption.XML_PARSE_NOCDATA |
        ParseOption.XML_PARSE_COMPACT,
    });
  } catch (cause) {
    const line = firstLine(cause);
    const text = cause instanceof Error ? cause.message : '';
    if (/depth/i.test(text)) throw fail('XML_DEPTH', { cause, path: line });
    if (/entity|DOCTYPE|DTD/i.test(text) && hasDoctype(bytes)) throw fail('XML_DTD', { cause, path: line });
    throw fail('XML_MALFORMED', { cause, path: line });
  }
  try {
    if (document.dtd !== null) throw fail('XML_DTD');
    return use(document);
  } finally {
    document.dispose();
  }
}

function refuseOtherEncodings(bytes: Uint8Array): void {
  // UTF-16 may be valid UTF-8 byte for byte; its zero bytes betray it.
  if (!isUtf8(bytes) || bytes.subarray(0, 4).includes(0)) throw fail('XML_ENCODING');
  const head = new TextDecoder().decode(bytes.subarray(0, 200));
  const declared = /^\uFEFF?<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1];
  if (declared !== undefined && !/^(utf-?8|us-ascii|ascii)$/i.test(declared)) throw fail('XML_ENCODING');
}

function hasDoctype(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 64 * 1024)).includes('<!DOCTYPE');
}

function firstLine(cause: unknown): string | null {
  if (typeof cause !== 'object' || cause === null || !('details' in cause) || !Array.isArray(cause.details)) return null;
  const first: unknown = cause.details[0];
  return typeof first === 'object' && first !== null && 'line' in first ? String(first.line) : null;
}

function lighten(element: Libxml2Element, depth: number, maxDepth: number, restore: (text: string) => string): XmlElement {
  if (depth > maxDepth) throw fail('XML_DEPTH');
  const children: (XmlElement | string)[] = [];
  for (let node: XmlNode | null = element.firstChild; node !== null; node = nextSibling(node)) {
    if (node instanceof Libxml2Element) children.push(lighten(node, depth + 1, maxDepth, restore));
    else if (node instanceof XmlText || node instanceof XmlCData) children.push(restore(node.content));
  }
  return {
    ns: element.namespaceUri,
    name: element.name,
    attributes: element.attrs.map((a) => ({ ns: a.namespaceUri, name: a.name, value: a.value })),
    children,
  };
}

/** libxml2-wasm gives a processing instruction no `next`, which would end the walk there. */
function nextSibling(node: XmlNode): XmlNode | null {
  return node instanceof XmlTreeNode ? node.next : node.get('following-sibling::node()[1]');
}

/** Child elements, all or those of one name. */
export function elements(parent: XmlElement, ns?: string, name?: string): XmlElement[] {
  return parent.children.filter(
    (c): c is XmlElement => typeof c !== 'string' && (ns === undefined || c.ns === ns) && (name === undefined || c.name === name),
  );
}

/** The first element reached by local names below `parent`, all in namespace `ns`; null when any step is missing. */
export function at(parent: XmlElement | null, ns: string, ...path: readonly string[]): XmlElement | null {
  let here = parent;
  for (const name of path) {
    if (here === null) return null;
    here = elements(here, ns, name)[0] ?? null;
  }
  return here;
}

/** Every descendant (and the element itself) of that name, in document order. */
export function descendants(root: XmlElement, ns: string, name: string): XmlElement[] {
  const found: XmlElement[] = root.ns === ns && root.name === name ? [root] : [];
  for (const c of root.children) if (typeof c !== 'string') found.push(...descendants(c, ns, name));
  return found;
}

/** Value of an attribute (without namespace unless given); null when absent or empty: nothing is said either way. */
export function attribute(element: XmlElement | null, name: string, ns = ''): string | null {
  return element?.attributes.find((a) => a.name === name && a.ns === ns)?.value || null;
}

/** All text below the element, as written; null when the element is. */
export function text(element: XmlElement | null): string | null {
  if (element === null) return null;
  const [only, ...others] = element.children;
  // As it is: a copy of the body of a document would weigh as much again.
  if (typeof only === 'string' && others.length === 0) return only;
  return element.children.map((c) => (typeof c === 'string' ? c : (text(c) ?? ''))).join('');
}
