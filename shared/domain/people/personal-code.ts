/** Wrong personal codes before who administers the structure must give another one. */
export const CODE_TRIES = 5;
/** Characters of a personal code, own rule: a first code has as many digits. */
export const SHORTEST_CODE = 6;

/** What is wrong with the code that somebody chooses; null when nothing is. @param former the code that it replaces. */
export function codeProblem(code: string, former: string): 'CODE_SHORT' | 'CODE_SAME' | null {
  if ([...code].length < SHORTEST_CODE) return 'CODE_SHORT';
  return code === former ? 'CODE_SAME' : null;
}
