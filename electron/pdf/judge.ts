import type { RefusedName } from './errors.ts';
import { pdfLimit } from './limits.ts';
import { resolved, type PdfObjects } from './objects.ts';
import type { PdfDict, PdfValue } from './values.ts';

/** Why a PDF may not leave although it can be read, by the name that the file gives it (`Launch`) or the table does (`Scheme`). */
export interface Refusal {
  readonly code: 'PDF_ACTIVE' | 'PDF_ATTACHMENT' | 'PDF_HIDDEN';
  readonly name: RefusedName;
}

/**
 * Actions that run, send, open, play, show or hide something (ISO 32000-1, 12.6.4; ISO 32000-2, 12.6.4). Judged apart, by
 * what they hold: Named, Thread, Sound, Movie, URI. What is left moves inside the document: GoTo, Trans.
 */
const ACTIONS = new Set<RefusedName>([
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ResetForm',
  'ImportData',
  'GoToR',
  'GoToE',
  'Rendition',
  'RichMediaExecute',
  'GoTo3DView',
  'SetOCGState',
  'Hide',
  'GoToDp',
]);
/** Annotations that play or run something (12.5.6). */
const ANNOTATIONS = new Set<RefusedName>(['RichMedia', '3D', 'Movie', 'Sound', 'Screen']);
/** What a document may do at its opening: show one of its own pages. */
const AT_OPENING = new Set(['GoTo', 'Named']);
/** Commands that only turn the pages (12.6.4.11); readers know others, of their own menus. */
const PAGE_MOVES = new Set(['NextPage', 'PrevPage', 'FirstPage', 'LastPage']);
/** What a link may lead to: a site or an address, which a reader asks about before it opens it. */
const ADDRESS = /^\s*(?:https?:\/\/|mailto:|www\.)/i;
/** Flags of an annotation (12.5.3): hidden, and not on a screen. */
const UNSEEN = 0b10_0010;
/** Where names are the producer's own (7.8.3). */
const RESOURCES = new Set([
  'Font',
  'XObject',
  'ColorSpace',
  'Pattern',
  'Shading',
  'ExtGState',
  'Properties',
  'ClassMap',
  'RoleMap',
  'CharProcs',
  'Colorants',
]);
/** Actions in a chain, openings and sets of layers that are followed. */
const CHAIN_MAX = 64;
/** Values that say what a dictionary is; a file that means well writes them where they stand. */
const TELLING = ['S', 'Type', 'Subtype', 'URI', 'Base', 'VE', 'ViewState', 'PrintState', 'ExportState'] as const;
/** Dictionaries that write one of them elsewhere. */
const INDIRECT_MAX = 10_000;

/** Looks at every dictionary of a file for what acts, is attached or may hide. */
export class Judge {
  #found: Refusal | null = null;
  readonly #openings: PdfValue[] = [];
  readonly #layers: PdfValue[] = [];
  readonly #indirect: Entries[] = [];

  /** See {@link import('./values.ts').Visit}. @throws PdfLimit */
  readonly visit = ({ entries }: PdfDict, under: string): void => {
    if (this.#found !== null || RESOURCES.has(under)) return;
    this.#found = judged(entries);
    if (elsewhere(entries).length > 0 && this.#indirect.push(new Map(entries)) > INDIRECT_MAX) throw pdfLimit('indirect');
    const opening = entries.get('OpenAction');
    if (opening !== undefined) this.#openings.push(opening);
    const layers = entries.get('OCProperties');
    if (layers !== undefined) this.#layers.push(layers);
  };

  /** The first reason found; null when there is none. Once every object is known: what opens and what hides may be anywhere. */
  verdict(objects: PdfObjects): Refusal | null {
    this.#found ??=
      first(this.#indirect, (entries) => judged(whole(entries, objects))) ??
      (this.#openings.length > CHAIN_MAX ? active('OpenAction') : first(this.#openings, (one) => opens(one, objects))) ??
      (this.#layers.length > CHAIN_MAX ? hidden('OCProperties') : first(this.#layers, (one) => layersOff(one, objects)));
    return this.#found;
  }
}

function first<T>(values: readonly T[], judge: (value: T) => Refusal | null): Refusal | null {
  for (const value of values) {
    const found = judge(value);
    if (found !== null) return found;
  }
  return null;
}

type Entries = PdfDict['entries'];

const nameOf = (value: PdfValue | undefined): string => (value?.kind === 'name' ? value.name : '');
const active = (name: RefusedName): Refusal => ({ code: 'PDF_ACTIVE', name });
const attachment = (name: RefusedName): Refusal => ({ code: 'PDF_ATTACHMENT', name });
const isIn = <N extends string>(names: ReadonlySet<N>, name: string): name is N => {
  const all: ReadonlySet<string> = names;
  return all.has(name);
};

const judged = (entries: Entries): Refusal | null => acts(entries) ?? leads(entries) ?? attaches(entries) ?? hides(entries);

/** Keys whose values are judged, and stand elsewhere in the file. */
function elsewhere(entries: Entries): readonly string[] {
  const keys: string[] = TELLING.filter((key) => entries.get(key)?.kind === 'ref');
  // These keys are references in most dictionaries, which mean something else by them.
  for (const [key, beside] of [
    ['N', 'S'],
    ['F', 'AP'],
    ['P', 'OCGs'],
  ] as const)
    if (entries.get(key)?.kind === 'ref' && entries.has(beside)) keys.push(key);
  return keys;
}

/** The same dictionary with those values in their place. */
function whole(entries: Entries, objects: PdfObjects): Entries {
  const all = new Map(entries);
  for (const key of elsewhere(entries)) all.set(key, resolved(objects, entries.get(key)) ?? { kind: 'null' });
  return all;
}

function acts(entries: Entries): Refusal | null {
  const action = nameOf(entries.get('S'));
  if (isIn(ACTIONS, action)) return active(action);
  for (const key of ['JavaScript', 'JS']) if (isThere(entries.get(key))) return active('JavaScript');
  for (const key of ['Subtype', 'Type']) {
    const kind = nameOf(entries.get(key));
    if (isIn(ANNOTATIONS, kind)) return active(kind);
  }
  // A sound or a film that an action plays (12.6.4.8, 12.6.4.9), not a part of the text of that name.
  if (
    (action === 'Sound' && (entries.has('Sound') || !entries.has('P'))) ||
    (action === 'Movie' && (entries.has('Annotation') || !entries.has('P')))
  )
    return active(action);
  const command = action === 'Named' ? nameOf(entries.get('N')) : 'NextPage';
  // Where its name stands elsewhere it is judged once it is known.
  if (!PAGE_MOVES.has(command) && entries.get('N')?.kind !== 'ref')
    return active(command === 'Print' || command === 'SaveAs' ? command : 'Named');
  for (const key of ['AA', 'XFA', 'RichMediaContent', 'RichMediaSettings'] as const) if (isThere(entries.get(key))) return active(key);
  // A stream whose bytes are in another file (7.3.8.2).
  return isThere(entries.get('F')) && entries.get('Length') !== undefined ? active('F') : null;
}

/** Links out of the document: to other files, to programs, to more than one address (12.6.4.6, 12.6.4.7, 12.5.6.5, 8.10.4). */
function leads(entries: Entries): Refusal | null {
  const [uri, base] = [entries.get('URI'), entries.get('Base')];
  if (base?.kind === 'string' && !ADDRESS.test(base.head)) return active('Scheme');
  // In the catalog it is a dictionary, with the base of the addresses.
  if (isThere(uri) && uri.kind !== 'dict' && uri.kind !== 'ref' && !(uri.kind === 'string' && ADDRESS.test(uri.head)))
    return active('Scheme');
  if (nameOf(entries.get('Subtype')) === 'Link' && isThere(entries.get('PA'))) return active('PA');
  if (nameOf(entries.get('Subtype')) === 'Form' && isThere(entries.get('Ref'))) return active('Ref');
  return nameOf(entries.get('S')) === 'Thread' && isThere(entries.get('F')) ? active('Thread') : null;
}

function attaches(entries: Entries): Refusal | null {
  if (nameOf(entries.get('Subtype')) === 'FileAttachment') return attachment('FileAttachment');
  if (nameOf(entries.get('Type')) === 'EmbeddedFile' || isThere(entries.get('EF'))) return attachment('EmbeddedFiles');
  if (isThere(entries.get('Collection'))) return attachment('Collection');
  const tree = entries.get('EmbeddedFiles');
  return isThere(tree) && !emptyTree(tree) ? attachment('EmbeddedFiles') : null;
}

function hides(entries: Entries): Refusal | null {
  // 8.11.2.2: content that shows when its layers do not, whether or not its dictionary says what it is.
  const policy = nameOf(entries.get('P'));
  const [member, rule] = [nameOf(entries.get('Type')) === 'OCMD' || entries.has('OCGs'), entries.get('VE')];
  if (policy === 'AllOff' || policy === 'AnyOff' || (isThere(rule) && (member || rule.kind === 'array'))) return hidden('OCMD');
  // 8.11.4.4: a layer that says itself off for one of its uses.
  for (const use of ['ViewState', 'PrintState', 'ExportState']) if (nameOf(entries.get(use)) === 'OFF') return hidden('OCG');
  return unseen(entries) ? hidden('Annot') : null;
}

/** Has an annotation something to show that it does not show (12.5.3)? Signatures are often annotations without a surface. */
function unseen(entries: Entries): boolean {
  const [flags, box] = [entries.get('F'), entries.get('Rect')];
  if (flags?.kind !== 'int' || (flags.value & UNSEEN) === 0 || !isThere(entries.get('AP'))) return false;
  const [left, bottom, right, top] = box?.kind === 'array' ? box.items.map((side) => (side.kind === 'int' ? side.value : null)) : [];
  return !((left !== null && left !== undefined && left === right) || (bottom !== null && bottom !== undefined && bottom === top));
}

const hidden = (name: RefusedName): Refusal => ({ code: 'PDF_HIDDEN', name });

function isThere(value: PdfValue | undefined): value is PdfValue {
  return (
    value !== undefined &&
    value.kind !== 'null' &&
    !(value.kind === 'dict' && value.entries.size === 0) &&
    !(value.kind === 'array' && value.count === 0)
  );
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
    if (kind !== '' && !AT_OPENING.has(kind)) return active(kind === 'URI' ? 'URI' : 'OpenAction');
    const next = resolved(objects, action.entries.get('Next'));
    if (next?.kind === 'array') {
      if (next.count > next.items.length) return active('OpenAction');
      waiting.push(...next.items);
    } else waiting.push(next);
  }
  return null;
}

/** 8.11.4: layers that are off at the opening, by themselves on paper or on a screen, or in a setting to choose. */
function layersOff(value: PdfValue, objects: PdfObjects): Refusal | null {
  const layers = resolved(objects, value);
  if (layers?.kind !== 'dict') return null;
  const choices = resolved(objects, layers.entries.get('Configs'));
  if (choices?.kind === 'array' && choices.count > choices.items.length) return hidden('OCProperties');
  const settings = [layers.entries.get('D'), ...(choices?.kind === 'array' ? choices.items : [])];
  return first(settings, (one) => (settingHides(one, objects) ? hidden('OCProperties') : null));
}

function settingHides(value: PdfValue | undefined, objects: PdfObjects): boolean {
  const setting = resolved(objects, value);
  if (setting?.kind !== 'dict') return false;
  const base = nameOf(resolved(objects, setting.entries.get('BaseState')));
  // Those to choose start from how layers are, which is on.
  return (
    isThere(resolved(objects, setting.entries.get('OFF'))) ||
    isThere(resolved(objects, setting.entries.get('AS'))) ||
    !['', 'ON', 'Unchanged'].includes(base)
  );
}
