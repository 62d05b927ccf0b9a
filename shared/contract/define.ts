import { z } from 'zod';
import { knownFacts } from '../errors.ts';
import type { OfficeAct } from '../domain/rights/office.ts';

/** Who must be there for a call to be answered: nobody, or the person of an open session, the same from the question to the answer. */
type Needs = 'nobody' | 'session';

/** Whom and what an act was tried on, as its call names them; the patient of a document, send or merge is looked up. */
export interface TriedOn {
  readonly patientId?: string | null;
  /** The record on the other side. */
  readonly other?: string;
  readonly documentId?: string;
  readonly sendId?: string;
  readonly mergeId?: string;
}

/** How a refusal is told: act `<call>.refused`, its code as result. */
interface Refusal<I> {
  readonly label: string;
  readonly on: (input: I) => TriedOn;
  /** Codes that the use case journals itself. */
  readonly told?: RegExp;
}

/**
 * What the journal keeps of a call (electron/README 7). Acts that change something commit their trace with their
 * effect; readings, searches and refusals go through the trace of the use cases.
 */
export type Kept<I = never> =
  /** Nothing, and why. */
  | { readonly none: string }
  /** Acts, by their names; `refused` when somebody is told no where they tried something on a patient. */
  | { readonly acts: readonly [string, ...string[]]; readonly refused?: Refusal<I> };

/** Why some calls leave nothing in the journal. */
export const notKept = {
  list: { none: 'a list drawn anew by itself; what is opened from it is journaled' },
  facts: { none: 'nothing of a patient' },
  shown: { none: 'the state of the session, the services or the window' },
  ofRecord: { none: 'part of a record whose opening is journaled' },
  typed: { none: 'what is being typed or decided; the act that ends it is journaled' },
} as const satisfies Readonly<Record<string, Kept>>;

export const onDocument = ({ id }: { readonly id: string }): TriedOn => ({ documentId: id });
export const onPatient = ({ id }: { readonly id: string }): TriedOn => ({ patientId: id });
export const onSend = ({ id }: { readonly id: string }): TriedOn => ({ sendId: id });

/** What an answer shows, whose change makes it stale; whose data, by what was asked: one patient's, or anybody's (null). */
export interface Shows<I = never> {
  readonly patients?: (input: I) => string | null;
  readonly documents?: (input: I) => string | null;
  /** Who is logged in, as what. */
  readonly session?: true;
  /** How the services stand. */
  readonly services?: true;
}

/** Shows records of anybody. */
export const anybody = (): null => null;

/** One call of the renderer to the application: its name, what goes in, what comes out, who must be there and with what right, what the journal keeps of it, what makes its answer stale. */
export interface CallDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType, N extends Needs = Needs> {
  readonly input: I;
  readonly output: O;
  readonly needs: N;
  /** What the person must be allowed to do, asked before the call is answered; null of nobody. */
  readonly right: N extends 'session' ? OfficeAct : null;
  readonly audit: Kept<z.output<I>>;
  readonly shows: Shows<z.input<I>>;
}

/** Under what terms a call is answered. */
type Terms<I extends z.ZodType, N extends Needs> = {
  readonly needs: N;
  readonly audit: Kept<z.output<I>>;
  readonly shows?: Shows<z.input<I>>;
} & (N extends 'session' ? { readonly right: OfficeAct } : { readonly right?: never });

/** Declares a call; both ends validate with the same schemas, and the bridge enforces the rest. */
export function call<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  terms: Terms<I, 'nobody'>,
): CallDefinition<I, O, 'nobody'>;
export function call<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  terms: Terms<I, 'session'>,
): CallDefinition<I, O, 'session'>;
export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O, terms: Terms<I, Needs>): CallDefinition<I, O> {
  return { input, output, shows: {}, right: null, ...terms };
}

/** Nothing goes in, or nothing comes out. */
export const nothing = z.null();

/** ISO 8601 instant with offset. */
export const instant = z.iso.datetime({ offset: true });

/** Birth date as text: `YYYY-MM-DD`, lunar parts (`00`) allowed. */
export const birthDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Identifier made by the application. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** An error as the renderer shows it. */
export const errorFactsSchema = z
  .object({ code: z.string(), message: z.string(), action: z.string(), path: z.string().nullable(), detail: z.string().nullable() })
  .transform(knownFacts);

/** What a list is asked for by parts: the rows after that one, so many at most. A part with fewer rows than asked is the last. */
export const part = { after: id.optional(), limit: z.int().min(1).max(500).optional() } as const;
