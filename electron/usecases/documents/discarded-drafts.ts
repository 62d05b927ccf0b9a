import { fail } from '../../../shared/errors.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requireOwnDraft } from './view.ts';

/** A draft can be restored for at least that long, in milliseconds, whatever the delay chosen for what is sent. */
const LEAST_MS = 10_000;

interface DiscardedPorts extends CommonPorts {
  /** The undo window, in milliseconds. */
  readonly undoMs: () => Promise<number>;
  /** Says what went wrong where nobody waits. */
  readonly report: (thrown: unknown) => void;
}

/**
 * Drafts taken away: out of every list at once, and in the store until the time to restore them has passed. What a stop
 * of the application cut short is a draft again at the next start: nobody's word was carried out to its end.
 */
export class DiscardedDrafts {
  readonly #ports: DiscardedPorts;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(ports: DiscardedPorts) {
    this.#ports = ports;
  }

  /** Gives back the drafts whose time a stop cut short. */
  async start(): Promise<void> {
    const { store } = this.#ports;
    const left = await store.documents.discarded();
    if (left.length === 0) return;
    await store.commit({
      changes: left.map(({ id, revision }) => ({ kind: 'document.discard', documentId: id, revision, until: null })),
      audit: [],
    });
  }

  /**
   * Takes a draft away: nothing has left.
   *
   * @returns until when it can be restored.
   * @throws PosteError DOCUMENT_UNKNOWN, DOCUMENT_VALIDATED, DOCUMENT_HANDED, DOCUMENT_PREPARED_OTHER, SESSION_CLOSED
   */
  async discard(id: string): Promise<Date> {
    const { store, now, undoMs } = this.#ports;
    const session = this.#ports.session();
    const draft = await requireOwnDraft(store, id, actorOf(session).idNat);
    const forMs = Math.max(LEAST_MS, await undoMs());
    const at = now();
    const until = new Date(at.getTime() + forMs);
    await store.commit({
      changes: [{ kind: 'document.discard', documentId: id, revision: draft.revision, until: until.toISOString() }],
      audit: [
        act(session, at, { act: 'document.removed', label: 'Document retiré avant envoi', patientId: draft.patientId, objectId: id }),
      ],
    });
    this.#timers.set(id, setTimeout(() => void this.#remove([id]).catch(this.#ports.report), forMs).unref());
    return until;
  }

  /** The draft is there again as it was. @throws PosteError DOCUMENT_UNKNOWN, SESSION_CLOSED */
  async restore(id: string): Promise<void> {
    const { store, now } = this.#ports;
    const session = this.#ports.session();
    const found = (await store.documents.discarded()).find((one) => one.id === id);
    if (found === undefined) throw fail('DOCUMENT_UNKNOWN');
    await store.commit({
      changes: [{ kind: 'document.discard', documentId: id, revision: found.revision, until: null }],
      audit: [act(session, now(), { act: 'document.restored', label: 'Document rétabli', patientId: found.patientId, objectId: id })],
    });
    this.#forget(id);
  }

  /** What can be restored when the application is closed is gone: whoever closes it has seen what they took away. */
  async close(): Promise<void> {
    await this.#remove([...this.#timers.keys()]);
  }

  async #remove(ids: readonly string[]): Promise<void> {
    const { store } = this.#ports;
    const found = (await store.documents.discarded()).filter(({ id }) => ids.includes(id));
    for (const id of ids) this.#forget(id);
    if (found.length === 0) return;
    await store.commit({ changes: found.map(({ id, revision }) => ({ kind: 'document.remove', documentId: id, revision })), audit: [] });
  }

  #forget(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }
}
