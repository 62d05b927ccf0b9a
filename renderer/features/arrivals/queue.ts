/** What becomes of each file that arrives. Pure: whoever reads and files them (runner.ts) tells what happened. */

import type { CallOutput } from '../../../shared/contract/index.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';

/** A record that files go to. */
export interface Owner {
  readonly id: string;
  /** As the window says it: `PAT-TROIS Dominique`. */
  readonly name: string;
}

/** Of whom a file may be, and what says so. */
export type Whose = CallOutput<'documents.whose'>;
export type Candidate = Whose['candidates'][number];

/** A document of a record, as far as its arrival goes. */
export type Landed = Pick<CallOutput<'documents.add'>, 'id' | 'pages' | 'reading'>;

/** Where a file is on its way. */
export type Step =
  /** Its turn has not come: nothing of it was read. */
  | { readonly kind: 'waiting' }
  /** The application has it: it goes to its record, or is asked of whom it is. */
  | { readonly kind: 'opening' }
  /** Somebody says of whom it is. */
  | { readonly kind: 'unfiled' }
  /** In its record; the pages of a scan are being read. */
  | { readonly kind: 'scan'; readonly document: Landed }
  | { readonly kind: 'filed'; readonly document: Landed }
  /** The record has the same bytes. */
  | { readonly kind: 'already'; readonly error: ErrorFacts }
  | { readonly kind: 'refused'; readonly error: ErrorFacts }
  | { readonly kind: 'cancelled' };

/** One file. */
export interface Line {
  readonly id: number;
  readonly name: string;
  /** It came alone: nothing else arrived with it. */
  readonly alone: boolean;
  /** Where it goes; null as long as nobody said so. */
  readonly to: Owner | null;
  /** Of whom it may be, once it was asked: what was shown stays where it was. Null for what came over a record. */
  readonly whose: Whose | null;
  /** It did not come over a record. */
  readonly asks: boolean;
  /** The record has it already, and somebody wants it there again. */
  readonly again: boolean;
  readonly step: Step;
}

/** The files that arrived, in their order. */
export interface Queue {
  readonly lines: readonly Line[];
  /** Nothing starts: the session is over, or the window is still behind the lock. */
  readonly held: boolean;
}

export const EMPTY: Queue = { lines: [], held: true };

/** A file as it arrives; `refused` when it is known at once that it cannot be taken. */
interface Newcomer {
  readonly id: number;
  readonly name: string;
  readonly refused: ErrorFacts | null;
}

/** What happens to the queue. */
export type Happening =
  | { readonly kind: 'arrived'; readonly files: readonly Newcomer[]; readonly to: Owner | null }
  | { readonly kind: 'opened'; readonly id: number }
  | { readonly kind: 'asked'; readonly id: number; readonly whose: Whose }
  | { readonly kind: 'chosen'; readonly ids: readonly number[]; readonly to: Owner }
  | { readonly kind: 'landed'; readonly id: number; readonly document: Landed }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorFacts }
  | { readonly kind: 'retried'; readonly id: number }
  | { readonly kind: 'repeated'; readonly id: number }
  | { readonly kind: 'rest-cancelled' }
  | { readonly kind: 'cleared' }
  /** The documents where they landed are no longer on the screen. */
  | { readonly kind: 'left' }
  /** Somebody else is there. */
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'held' }
  | { readonly kind: 'resumed' };

/** Files that are opened at the same time: neither the window nor its memory is held by two. */
export const AT_ONCE = 2;

const OVER: ReadonlySet<Step['kind']> = new Set(['filed', 'already', 'refused', 'cancelled']);

/** Whether nothing more happens to it unless somebody asks. */
export const isOver = ({ step }: Pick<Line, 'step'>): boolean => OVER.has(step.kind);

/** The file whose turn it is; null when none may start. One at a time for a record: the second of two same files meets the first. */
export function nextOf({ lines, held }: Queue): Line | null {
  const opening = lines.filter(({ step }) => step.kind === 'opening');
  if (held || opening.length >= AT_ONCE) return null;
  const free = ({ to }: Line): boolean => to === null || opening.every((other) => other.to?.id !== to.id);
  return lines.find((line) => line.step.kind === 'waiting' && free(line)) ?? null;
}

/** The queue after something happened; what is told of a file that is gone, or is past it, changes nothing. */
export function after(queue: Queue, happening: Happening): Queue {
  switch (happening.kind) {
    case 'arrived':
      return { ...queue, lines: [...stillTold(queue.lines), ...newcomers(happening)] };
    case 'opened':
      return change(queue, happening.id, ['waiting'], (line) => ({ ...line, step: { kind: 'opening' } }));
    case 'asked':
      return change(queue, happening.id, ['opening'], (line) => ({ ...line, whose: happening.whose, step: { kind: 'unfiled' } }));
    case 'chosen':
      return happening.ids.reduce(
        (before, id) => change(before, id, ['unfiled'], (line) => ({ ...line, to: happening.to, step: { kind: 'waiting' } })),
        queue,
      );
    case 'landed':
      return change(queue, happening.id, ['opening', 'scan'], (line) => ({ ...line, step: landed(happening.document) }));
    case 'failed':
      return fail(queue, happening.id, happening.error);
    case 'retried':
      return change(queue, happening.id, ['refused', 'cancelled'], (line) => ({ ...line, step: { kind: 'waiting' } }));
    case 'repeated':
      return change(queue, happening.id, ['already'], (line) => ({ ...line, again: true, step: { kind: 'waiting' } }));
    case 'rest-cancelled':
      return { ...queue, lines: queue.lines.map((line) => (mayStop(line) ? { ...line, step: { kind: 'cancelled' } } : line)) };
    case 'cleared':
      return { ...queue, lines: queue.lines.filter((line) => !isOver(line)) };
    case 'left':
      return { ...queue, lines: stillTold(queue.lines) };
    case 'forgotten':
      return EMPTY;
    case 'held':
      return { ...queue, held: true };
    case 'resumed':
      return { ...queue, held: false };
  }
}

/**
 * What is over and well is told no more once something else arrives, or elsewhere than where it landed; a refusal is, until
 * somebody clears it.
 */
const stillTold = (lines: readonly Line[]): readonly Line[] =>
  lines.every(isOver) ? lines.filter(({ step }) => step.kind !== 'filed') : lines;

const newcomers = ({ files, to }: Extract<Happening, { readonly kind: 'arrived' }>): readonly Line[] =>
  files.map(({ id, name, refused }) => ({
    id,
    name,
    alone: files.length === 1,
    to,
    whose: null,
    asks: to === null,
    again: false,
    step: refused === null ? { kind: 'waiting' } : { kind: 'refused', error: refused },
  }));

function change(queue: Queue, id: number, from: readonly Step['kind'][], how: (line: Line) => Line): Queue {
  return { ...queue, lines: queue.lines.map((line) => (line.id === id && from.includes(line.step.kind) ? how(line) : line)) };
}

const landed = (document: Landed): Step => ({
  kind: document.reading.state === 'waiting' || document.reading.state === 'reading' ? 'scan' : 'filed',
  document,
});

function fail(queue: Queue, id: number, error: ErrorFacts): Queue {
  // The lock, or the card that left: the same person finds it waiting, and it is tried again.
  if (error.code === 'SESSION_CLOSED')
    return { ...change(queue, id, ['opening'], (line) => ({ ...line, step: { kind: 'waiting' } })), held: true };
  return change(queue, id, ['opening'], (line) => ({
    ...line,
    step: { kind: error.code === 'DOCUMENT_ALREADY' ? 'already' : 'refused', error },
  }));
}

/** What the application is adding to a record is no more to be stopped: it ends by itself. */
const mayStop = ({ step, to }: Line): boolean =>
  step.kind === 'waiting' || step.kind === 'unfiled' || (step.kind === 'opening' && to === null);

/** How far the queue is. */
export interface Counts {
  readonly all: number;
  readonly over: number;
  readonly unfiled: number;
  readonly refused: number;
}

export function countsOf({ lines }: Queue): Counts {
  const of = (kind: Step['kind']): number => lines.filter(({ step }) => step.kind === kind).length;
  return { all: lines.length, over: lines.filter(isOver).length, unfiled: of('unfiled'), refused: of('refused') };
}

/** Whether « Annuler le reste » has something to cancel. */
export const hasRest = ({ lines }: Queue): boolean => lines.some(mayStop);

/** Whether files would be lost if the window closed now: they are in no record yet, and nobody gave them up. */
export const wouldLose = ({ lines }: Queue): boolean => lines.some(({ step }) => ['waiting', 'opening', 'unfiled'].includes(step.kind));

/**
 * The files that say the same person as this one, itself first: one choice is enough for them. A file that may be of two
 * persons says nobody, and is chosen for alone.
 */
export function sayingTheSame({ lines }: Queue, line: Line): readonly Line[] {
  const person = soleCandidate(line);
  if (person === null) return [line];
  return [line, ...lines.filter((other) => other.id !== line.id && other.step.kind === 'unfiled' && soleCandidate(other) === person)];
}

function soleCandidate({ whose }: Line): string | null {
  const [first, second] = whose?.candidates ?? [];
  return first !== undefined && second === undefined ? first.patientId : null;
}
