import type { ErrorFacts } from '../../shared/errors.ts';

/**
 * What is said under a field: the words of a refusal that is about it; undefined when there is none.
 * @param field last part of the path of what was refused: `birthDate` in `/traits/birthDate`.
 */
export const fieldError = (error: Pick<ErrorFacts, 'message' | 'action' | 'path'> | null, field: string): string | undefined =>
  error?.path?.split('/').at(-1) === field ? `${error.message} ${error.action}`.trim() : undefined;
