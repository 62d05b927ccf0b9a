/** Ids, or more of them than are worth telling one by one. */
type Those = string[] | 'many';

/** What commits changed, by the records of patients that somebody may be looking at. */
export interface Touched {
  /** Who they are, what is known of them, where they wait. */
  readonly patients: Those;
  /** Their documents, or what is sent of them. */
  readonly documents: Those;
}

/** What nothing touched. */
export const UNTOUCHED: Touched = { patients: [], documents: [] };

/** Beyond, whatever shows a record is stale. */
const TOLD = 100;

function together(a: Those, b: Those): Those {
  if (a === 'many' || b === 'many') return 'many';
  const all = new Set([...a, ...b]);
  return all.size > TOLD ? 'many' : [...all];
}

/** What two of them touched, each record once. */
export const touchedBy = (a: Touched, b: Touched): Touched => ({
  patients: together(a.patients, b.patients),
  documents: together(a.documents, b.documents),
});

/** Whether a record, or any record at all (null), is among those. */
export const isAmong = (those: Those, id: string | null): boolean =>
  those === 'many' || (id === null ? those.length > 0 : those.includes(id));
