/** What a key asks of a document that is read. */
export type ReaderAct =
  | 'search'
  | 'print'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-reset'
  | 'next-page'
  | 'previous-page'
  | 'next-document'
  | 'previous-document'
  | 'full'
  | 'back';

/** A key as the browser tells it. */
interface Key {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

const WITH_CTRL: Readonly<Record<string, ReaderAct>> = { f: 'search', p: 'print', '+': 'zoom-in', '=': 'zoom-in', '-': 'zoom-out' };
const ALONE: Readonly<Record<string, ReaderAct>> = { j: 'next-document', k: 'previous-document' };
const ON_PAGES: Readonly<Record<string, ReaderAct>> = { ArrowRight: 'next-page', ArrowLeft: 'previous-page', Enter: 'full' };

/**
 * What a key means in a reader. @param where whether the focus is in a field, on the pages themselves, or elsewhere in it.
 */
export function actOf({ key, code, ctrlKey, altKey, metaKey, shiftKey }: Key, where: 'field' | 'pages' | 'tools'): ReaderAct | null {
  if (altKey || metaKey) return null;
  if (key === 'Escape') return 'back';
  // By its place: a French keyboard writes « à » there.
  if (ctrlKey) return code === 'Digit0' || code === 'Numpad0' ? 'zoom-reset' : (WITH_CTRL[key.toLowerCase()] ?? null);
  if (where === 'field' || shiftKey) return null;
  return ALONE[key.toLowerCase()] ?? (where === 'pages' ? (ON_PAGES[key] ?? null) : null);
}
