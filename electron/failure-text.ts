import type { ErrorFacts } from '../shared/errors.ts';

/** What an error says to whoever has no application to read it in: a sentence, what to do, where, and its code, a line each. */
export function failureText({ code, message, action, path }: ErrorFacts): readonly string[] {
  return [message, action, ...(path === null ? [] : [`Endroit : ${path}`]), `[${code}]`];
}
