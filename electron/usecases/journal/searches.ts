import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import { act, type Acting } from '../acting.ts';
import { SameAgain } from './same-again.ts';
import type { Trace } from './trace.ts';

/** A search that nobody went on with for this long was made, in milliseconds. */
export const REST_MS = 2000;

/** Somebody looked for somebody. */
export interface Search {
  /** Words typed in a search field, the traits of somebody of whom records are looked for that are alike, or words of documents. */
  readonly by: 'words' | 'traits' | 'documents';
  readonly words: string;
  /** Records shown. */
  readonly shown: number;
}

interface Pending {
  readonly search: Search;
  readonly entry: AuditEntry;
  /** The words are being erased: those that were shown before are already told. */
  readonly erasing: boolean;
}

const ACTS: Readonly<Record<Search['by'], { readonly act: string; readonly label: string }>> = {
  words: { act: 'patients.searched', label: 'Recherche de patients' },
  traits: { act: 'patients.searched', label: 'Recherche de dossiers ressemblants' },
  documents: { act: 'documents.searched', label: 'Recherche de documents' },
};

/**
 * Searches for the journal: one entry a search, not one a key. A search is told once it rests: nobody typed further for
 * two seconds, a result is opened, something else is looked for, or the session ends. Its words are kept, in the journal
 * alone: who was looked for is the act, whatever was found.
 */
export class Searches {
  readonly #trace: Pick<Trace, 'add'>;
  readonly #now: () => Date;
  readonly #told: SameAgain;
  #pending: Pending | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(ports: { readonly trace: Pick<Trace, 'add'>; readonly now: () => Date }) {
    this.#trace = ports.trace;
    this.#now = ports.now;
    this.#told = new SameAgain(ports.now);
  }

  note(session: Acting, search: Search): void {
    const before = this.#pending;
    if (before !== null && !goesOn(before, search)) this.rest();
    const { by, words, shown } = search;
    this.#pending = {
      search,
      entry: act(session, this.#now(), { ...ACTS[by], patientId: null, details: { by, words, shown } }),
      erasing: before !== null && isErasing(before.search, search),
    };
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.rest(), REST_MS);
    this.#timer.unref();
  }

  /** What is being looked for was looked for. */
  rest(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const pending = this.#pending;
    this.#pending = null;
    // The whole list, without a word, is no search.
    if (pending === null || pending.search.words === '') return;
    const { by, words } = pending.search;
    if (!this.#told.note(`${by} ${words}`)) this.#trace.add(pending.entry);
  }

  /** Nothing of the last session. */
  forget(): void {
    this.#told.forget();
  }
}

/** The same search, being typed or erased. The fields of a form are one search until it rests. */
function goesOn(before: Pending, search: Search): boolean {
  if (before.search.by !== search.by) return false;
  if (search.by === 'traits' || search.words.startsWith(before.search.words)) return true;
  return before.erasing && isErasing(before.search, search);
}

const isErasing = (before: Search, search: Search): boolean =>
  before.by === search.by && search.words.length < before.words.length && before.words.startsWith(search.words);
