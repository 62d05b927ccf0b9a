/** What is typed in a field that may stay empty: as typed, null when it says nothing. */
export const textOrNull = (typed: string): string | null => (typed.trim() === '' ? null : typed);
