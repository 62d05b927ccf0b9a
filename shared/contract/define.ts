import { z } from 'zod';

/** One call of the renderer to the application: its name, what goes in, what comes out. */
export interface CallDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
}

/** Declares a call; both ends validate with the same schemas. */
export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): CallDefinition<I, O> {
  return { input, output };
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
export const errorFactsSchema = z.object({
  code: z.string(),
  message: z.string(),
  action: z.string(),
  path: z.string().nullable(),
  detail: z.string().nullable(),
});
