import { useSyncExternalStore } from 'react';
import { errorFacts, type ErrorFacts } from '../../shared/errors.ts';
import { onOtherUser } from './drafts.ts';
import { fieldsAsTheyAre } from './own-undo.ts';

/** An act that can still be taken back. No content of a document: the bar stays over other screens. */
interface Undoable {
  /** Of which documents or records, by their identifiers. */
  readonly about: readonly string[];
  /** What was done: « Document de PAT-TROIS DOMINIQUE validé ». */
  readonly done: string;
  /** What becomes of it unless it is taken back, before how long is left: « part »; null when only the offer ends. */
  readonly becomes: string | null;
  /** When it was done, and until when it can be taken back, in milliseconds since 1970. */
  readonly at: number;
  readonly until: number;
  /** Documents leave at the end: closing the window meanwhile asks. */
  readonly leaves: number;
  readonly undo: () => Promise<void>;
  /** What is said once it is taken back. */
  readonly undone: string;
}

/** What the bar shows: an act to take back, one being taken back, or what came of that. */
export type UndoBar =
  | { readonly kind: 'offer'; readonly id: number; readonly act: Undoable }
  | { readonly kind: 'undoing'; readonly id: number; readonly act: Undoable }
  | { readonly kind: 'undone'; readonly id: number; readonly text: string }
  | { readonly kind: 'refused'; readonly id: number; readonly error: ErrorFacts };

/** How long an act can be taken back when nothing leaves, in milliseconds. */
export const UNDO_MS = 10_000;
/** How long the bar says that an act was taken back: a second press meanwhile takes nothing else back. */
const SAID_MS = 3000;

interface Held {
  readonly id: number;
  readonly act: Undoable;
}

/** Latest last. The bar shows one at a time; the one before is there again when it is taken back. */
let offers: readonly Held[] = [];
let shown: UndoBar | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let made = 0;
/** Changes when the bar is emptied: what comes back later is nobody's any more. */
let turn = 0;
const listeners = new Set<() => void>();

function show(next: UndoBar | null): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows the latest act that can still be taken back, and looks again once its time has passed. */
function offerLatest(): void {
  clearTimeout(timer);
  const now = Date.now();
  offers = offers.filter(({ act }) => act.until > now);
  const latest = offers.at(-1);
  show(latest === undefined ? null : { kind: 'offer', ...latest });
  if (latest !== undefined) timer = setTimeout(offerLatest, latest.act.until - now);
}

function say(said: UndoBar): void {
  clearTimeout(timer);
  show(said);
  timer = setTimeout(offerLatest, SAID_MS);
}

/**
 * Offers to take back what was just done; nothing is offered once its time has passed.
 * @param replaces the offer that says less of the same act. @returns the offer.
 */
export function offerUndo(act: Omit<Undoable, 'at'>, replaces: number | null = null): number {
  made += 1;
  fieldsAsTheyAre();
  const id = made;
  offers = [...offers.filter((one) => one.id !== replaces), { id, act: { ...act, at: Date.now() } }];
  if (shown?.kind !== 'undoing') offerLatest();
  return id;
}

/** Takes back the act that the bar offers. @returns false when it offers none. */
export function undoLatest(): boolean {
  if (shown?.kind !== 'offer') return false;
  undo(shown);
  return true;
}

/** Takes back the act that was about that alone. @returns false when none is offered any more. */
export function undoAbout(id: string): boolean {
  const found = offers.findLast(({ act: { about, until } }) => about.length === 1 && about[0] === id && until > Date.now());
  if (found === undefined) return false;
  undo(found);
  return true;
}

function undo({ id, act }: Held): void {
  clearTimeout(timer);
  offers = offers.filter((one) => one.id !== id);
  show({ kind: 'undoing', id, act });
  void takeBack(id, act);
}

/** Takes back every act whose documents have not left yet. */
export async function undoLeaving(): Promise<void> {
  const leaving = offers.filter(({ act }) => act.leaves > 0);
  offers = offers.filter(({ act }) => act.leaves === 0);
  await Promise.all(leaving.map(({ id, act }) => takeBack(id, act)));
}

async function takeBack(id: number, act: Undoable): Promise<void> {
  const mine = turn;
  try {
    await act.undo();
    if (mine === turn) say({ kind: 'undone', id, text: act.undone });
  } catch (thrown) {
    if (mine === turn) say({ kind: 'refused', id, error: errorFacts(thrown) });
  }
}

/** The documents that leave at the end of what can be taken back, and when the first one does; null: none. */
export function leavingNow(): { readonly documents: number; readonly at: number } | null {
  const leaving = offers.filter(({ act }) => act.leaves > 0 && act.until > Date.now());
  if (leaving.length === 0) return null;
  return { documents: leaving.reduce((sum, { act }) => sum + act.leaves, 0), at: Math.min(...leaving.map(({ act }) => act.until)) };
}

/** Nothing can be taken back from the bar any more: the session is over, or somebody else's. */
export function forgetUndo(): void {
  turn += 1;
  offers = [];
  clearTimeout(timer);
  show(null);
}
onOtherUser(forgetUndo);

const listen = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** What the bar shows now; null: nothing. */
export const useUndoBar = (): UndoBar | null => useSyncExternalStore(listen, undoBar);

/** The same, read once. */
export function undoBar(): UndoBar | null {
  return shown;
}
