import { PosteError } from '../../../shared/errors.ts';
import { readerText } from './text.ts';

/** What the reader says of a PDF that it cannot show. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly action: string;
  readonly detail: string | null;
}

/** The PDF was offered and could not be fetched. */
export class NotFetched extends Error {}

/** Why a PDF cannot be shown: what the application answered, what is wrong with the file, or that nobody knows. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof PosteError) return thrown;
  const { errors } = readerText;
  const name = thrown instanceof Error ? thrown.name : '';
  // By the names that pdf.js gives them: its classes come with its code, which is loaded apart.
  const known =
    thrown instanceof NotFetched
      ? errors.lost
      : name === 'PasswordException'
        ? errors.locked
        : name === 'InvalidPDFException'
          ? errors.damaged
          : errors.failed;
  return { ...known, detail: thrown instanceof Error ? thrown.message : null };
}
