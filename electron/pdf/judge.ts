import { resolved, type PdfObjects } from './objects.ts';
import type { PdfDict, PdfValue } from './values.ts';

/** Why a PDF may not leave although it can be read, by the name that the file gives it (`Launch`). */
export interface Refusal {
  readonly code: 'PDF_ACTIVE' | 'PDF_ATTACHMENT' | 'PDF_HIDDEN';
  readonly name: string;
}

/** Actions that run, send, open or play something (ISO 32000-1, 12.6.4; ISO 32000-2, 12.6.4): all but those inside the document and a link. */
const ACTIONS = new Set(['JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'GoToR', 'GoToE', 'Rendition', 'RichMediaExecute', 'GoTo3DView', 'SetOCGState', 'GoToDp']);
/** Annotations that play or run something (12.5.6). */
const ANNOTATIONS = new Set(['RichMedia', '3D', 'Movie', 'Sound', 'Screen']);
/** What a document may do at its opening: show one of its own pages. */
const AT_OPENING = new Set(['GoTo', 'Named']);
/** Where names are the producer's own (7.8.3). */
const RESOURCES = new Set(['Font', 'XObject', 'ColorSpace', 'Pattern', 'Shading', 'ExtGState', 'Properties', 'ClassMap', 'RoleMap', 'CharProcs', 'Colorants']);
/** Actions in a chain, and layers, that are followed. */
const CHAIN_MAX = 64;

/** Looks at every dictionary of a file for what acts, is attached or may hide. */
export class Judge {
  #found: Refusal | null = null;
  readonly #openings: PdfValue[] = [];
  readonly #layers: PdfValue[] = [];

  /** See {@link import('./values.ts').Visit}. */
  readonly visit = ({ entries }: PdfDict, under: string): void => {
    if (this.#found !== null || RESOURCES.has(under)) return;
    this.#found = acts(entries) ?? attaches(entries) ?? hides(entries);
    const opening = entries.get('OpenAction');
    if (opening !== undefined) this.#openings.push(opening);
    const layers = entries.get('OCProperties');
    if (layers !== undefined) this.#layers.push(layers);
  };

  /** The first reason found; null when there is none. Once every object is known: what opens and what hides may be anywhere. */
  verdict(objects: PdfObjects): Refusal | null {
    this.#found ??= this.#first(this.#openings, (one) => opens(one, objects)) ?? this.#first(this.#layers, (one) => layersOff(one, objects));
    return this.#found;
  }

  #first(values: readonly PdfValue[], judge: (value: PdfValue) => Refusal | null): Refusal | null {
    for (const value of values.slice(0, CHAIN_MAX)) {
      const found = judge(value);
      if (found !== null) return found;
    }
    return null;
  }
}

type Entries = PdfDict['entries'];

const nameOf = (value: PdfValue | undefined): string => (value?.kind === 'name' ? value.name : '');
const active = (name: string): Refusal => ({ code: 'PDF_ACTIVE', name });
const attachment = (name: string): Refusal => ({ code: 'PDF_ATTACHMENT', name });

function acts(entries: Entries): Refusal | null {
  const action = nameOf(entries.get('S'));
  if (ACTIONS.has(action)) return active(action);
  for (const key of ['JavaScript', 'JS']) if (isThere(entries.get(key))) return active('JavaScript');
  for (const key of ['Subtype', 'Type']) {
    const kind = nameOf(entries.get(key));
    if (ANNOTATIONS.has(kind)) return active(kind);
  }
  // A sound or a film that an action plays (12.6.4.8, 12.6.4.9), not a part of the text of that name.
  if ((action === 'Sound' || action === 'Movie') && !entries.has('P')) return active(action);
  for (const key of ['AA', 'XFA', 'RichMediaContent', 'RichMediaSettings']) if (isThere(entries.get(key))) return active(key);
  // A stream whose bytes are in another file (7.3.8.2).
  return isThere(entries.get('F')) && entries.get('Length') !== undefined ? active('F') : null;
}

function attaches(entries: Entries): Refusal | null {
  if (nameOf(entries.get('Subtype')) === 'FileAttachment') return attachment('FileAttachment');
  if (isThere(entries.get('EF'))) return attachment('EmbeddedFiles');
  const tree = entries.get('EmbeddedFiles');
  return isThere(tree) && !emptyTree(tree) ? attachment('EmbeddedFiles') : null;
}

/** 8.11.2.2: content that shows when its layers do not. */
function hides(entries: Entries): Refusal | null {
  if (nameOf(entries.get('Type')) !== 'OCMD') return null;
  const policy = nameOf(entries.get('P'));
  return policy === 'AllOff' || policy === 'AnyOff' || isThere(entries.get('VE')) ? hidden('OCMD') : null;
}

const hidden = (name: string): Refusal => ({ code: 'PDF_HIDDEN', name });

function isThere(value: PdfValue | undefined): value is PdfValue {
  return value !== undefined && value.kind !== 'null' && !(value.kind === 'dict' && value.entries.size === 0) && !(value.kind === 'array' && value.count === 0);
}

function emptyTree(tree: PdfValue): boolean {
  if (tree.kind !== 'dict') return false;
  const [names, kids] = [tree.entries.get('Names'), tree.entries.get('Kids')];
  return !isThere(kids) && names?.kind === 'array' && names.count === 0;
}

/** 12.6.2: what is done at the opening, and what follows it. */
function opens(opening: PdfValue, objects: PdfObjects): Refusal | null {
  const waiting: (PdfValue | undefined)[] = [opening];
  for (let steps = 0; waiting.length > 0; steps++) {
    if (steps > CHAIN_MAX) return active('OpenAction');
    const action = resolved(objects, waiting.pop());
    // A destination is an array or a name, not an action.
    if (action?.kind !== 'dict') continue;
    const kind = nameOf(action.entries.get('S'));
    if (kind !== '' && !AT_OPENING.has(kind)) return active(kind);
    const next = resolved(objects, action.entries.get('Next'));
    if (next?.kind === 'array') {
      if (next.count > next.items.length) return active('OpenAction');
      waiting.push(...next.items);
    } else waiting.push(next);
  }
  return null;
}

/** 8.11.4: layers that are off at the opening, or by themselves on paper or on a screen. */
function layersOff(value: PdfValue, objects: PdfObjects): Refusal | null {
  const layers = resolved(objects, value);
  const settings = layers?.kind === 'dict' ? resolved(objects, layers.entries.get('D')) : undefined;
  if (settings?.kind !== 'dict') return null;
  const off = resolved(objects, settings.entries.get('OFF'));
  const byItself = resolved(objects, settings.entries.get('AS'));
  const base = nameOf(settings.entries.get('BaseState'));
  return isThere(off) || isThere(byItself) || (base !== '' && base !== 'ON') ? hidden('OCProperties') : null;
}
