/** What the language throws at a slip of whoever wrote the code. */
const SLIPS = [TypeError, RangeError, ReferenceError, SyntaxError];
/** Frames of what the code called: the engine and the runtime. */
const CALLED = /\(<anonymous>\)$|node:internal|\bnode:[a-z]/;

/**
 * Was it one of our own lines that failed, as against a library on a file that it cannot read? In a bundle nobody can tell,
 * and libraries count as ours.
 */
export function isUnexpected(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !SLIPS.some((slip) => thrown instanceof slip)) return false;
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const where = frames.find((line) => !CALLED.test(line));
  return where !== undefined && !where.includes('/node_modules/');
}
