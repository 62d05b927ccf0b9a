import { LoaderCircle } from 'lucide-react';
import { memo } from 'react';
import type { Mark } from './marks.ts';

/** A mark as text: icon then word, in its colour. */
export const MarkText = memo(function MarkText({ mark, word = mark.word }: { readonly mark: Mark; readonly word?: string }) {
  const Icon = mark.icon;
  return (
    <span className="mark" data-tone={mark.tone}>
      <Icon size={16} className={mark.icon === LoaderCircle ? 'turns' : undefined} />
      <span>{word}</span>
    </span>
  );
});

/** A mark as a pill. */
export function Badge({
  mark,
  word = mark.word,
  strong = false,
}: {
  readonly mark: Mark;
  readonly word?: string;
  readonly strong?: boolean;
}) {
  const Icon = mark.icon;
  return (
    <span className="badge" data-tone={mark.tone} data-strong={strong || undefined}>
      <Icon size={15} className={mark.icon === LoaderCircle ? 'turns' : undefined} />
      <span>{word}</span>
    </span>
  );
}
