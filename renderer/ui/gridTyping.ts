/** Letters typed one after the other, and when the last one came, in milliseconds. */
interface Typed {
  readonly text: string;
  readonly at: number;
}

/** Before any letter. */
export const NOTHING_TYPED: Typed = { text: '', at: 0 };

/** Letters typed further apart than this begin another word, in milliseconds. */
const TYPING_MS = 1000;

/** Whether a key pressed now goes on with the word that was being typed. @param now in milliseconds */
export const isTyping = ({ text, at }: Typed, now: number): boolean => text !== '' && now - at < TYPING_MS;

/** The word once that letter has come: one letter more, or the first of another word. @param now in milliseconds */
export const withLetter = (typed: Typed, letter: string, now: number): Typed => ({
  text: (isTyping(typed, now) ? typed.text : '') + letter,
  at: now,
});

const likeness = new Intl.Collator('fr', { usage: 'search', sensitivity: 'base' });

/** Rank of the first row, from that one on and round, whose text begins with what was typed; -1 when none does. */
export function rankOf(typed: string, texts: readonly string[], from: number): number {
  const wanted = typed.normalize('NFC');
  for (let step = 0; step < texts.length; step += 1) {
    const rank = (from + step) % texts.length;
    const text = texts[rank]?.normalize('NFC') ?? '';
    if (likeness.compare(text.slice(0, wanted.length), wanted) === 0) return rank;
  }
  return -1;
}
