import type { DocumentRecord } from '../../../shared/domain/record/document.ts';
import { act, type Acting } from '../acting.ts';
import { SameAgain } from './same-again.ts';
import { Searches, type Search } from './searches.ts';
import type { Trace } from './trace.ts';

/** What the people of this workstation read, for the journal: one entry an opening, however often a screen reads it. */
export class Readings {
  readonly #trace: Pick<Trace, 'add'>;
  readonly #now: () => Date;
  readonly #searches: Searches;
  /** Apart: one field looks for patients and for documents at once. */
  readonly #documentSearches: Searches;
  readonly #last: Readonly<Record<'record' | 'document' | 'pair' | 'journal', SameAgain>>;

  constructor(ports: { readonly trace: Pick<Trace, 'add'>; readonly now: () => Date }) {
    const { trace, now } = ports;
    this.#trace = trace;
    this.#now = now;
    this.#searches = new Searches(ports);
    this.#documentSearches = new Searches(ports);
    this.#last = { record: new SameAgain(now), document: new SameAgain(now), pair: new SameAgain(now), journal: new SameAgain(now) };
  }

  /** A record is shown: opened, unless it is the one that was open. It comes first in the recent ones. */
  record(session: Acting, patientId: string): void {
    this.#rest();
    if (this.#last.record.note(patientId)) return;
    const now = this.#now();
    this.#trace.add(act(session, now, { act: 'patient.opened', label: 'Dossier ouvert', patientId }), [
      { kind: 'patient.opened', patientId, at: now.toISOString() },
    ]);
  }

  /** Two records are shown side by side. */
  pair(session: Acting, [kept, removed]: readonly [string, string]): void {
    this.#rest();
    if (this.#last.pair.note([kept, removed].toSorted().join(' '))) return;
    const now = this.#now();
    for (const [patientId, objectId] of [
      [kept, removed],
      [removed, kept],
    ] as const) {
      this.#trace.add(
        act(session, now, { act: 'patient.compared', label: 'Dossier comparé à un autre pour une fusion', patientId, objectId }),
      );
    }
  }

  document(session: Acting, { id, patientId, status }: Pick<DocumentRecord, 'id' | 'patientId' | 'status'>): void {
    if (this.#last.document.note(id)) return;
    this.#trace.add(
      act(session, this.#now(), { act: 'document.opened', label: 'Document ouvert', patientId, objectId: id, details: { status } }),
    );
  }

  /** The code of a document or label was read; the record it is of, when it is one alone. */
  datamatrix(session: Acting, matches: readonly string[]): void {
    const [only = null] = matches.length === 1 ? matches : [];
    this.#trace.add(
      act(session, this.#now(), {
        act: 'datamatrix.read',
        label: 'Datamatrix INS lu',
        patientId: only,
        details: { shown: matches.length },
      }),
    );
  }

  search(session: Acting, search: Search): void {
    this.#searches.note(session, search);
  }

  searchOfDocuments(session: Acting, search: Search): void {
    this.#documentSearches.note(session, search);
  }

  /** What was being looked for has been: something is done of it. */
  searchOver(): void {
    this.#rest();
  }

  /** The journal itself is shown. */
  journal(session: Acting): void {
    this.#rest();
    if (this.#last.journal.note('')) return;
    this.#trace.add(act(session, this.#now(), { act: 'journal.opened', label: 'Journal consulté', patientId: null }));
  }

  /** The session ends: what was being looked for is told, and another one opens everything anew. */
  sessionEnded(): void {
    this.#rest();
    this.#searches.forget();
    this.#documentSearches.forget();
    for (const last of Object.values(this.#last)) last.forget();
  }

  #rest(): void {
    this.#searches.rest();
    this.#documentSearches.rest();
  }
}
