import { useState } from 'react';
import { readerText as words } from './text.ts';

/** « page x / y »: typed, then Enter. What is no page of the document is brought back to the nearest one. @param page from 1. */
export function PageField({ page, of, onGo }: { readonly page: number; readonly of: number; readonly onGo: (page: number) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const go = (): void => {
    const asked = Number.parseInt(typed ?? '', 10);
    setTyped(null);
    if (!Number.isNaN(asked)) onGo(Math.min(Math.max(asked, 1), of));
  };
  return (
    <span className="reader-page tabular">
      <span aria-hidden="true" className="reader-page-word">
        {words.pageWord}
      </span>
      <input
        className="reader-page-field"
        inputMode="numeric"
        autoComplete="off"
        aria-label={words.pageField(of)}
        value={typed ?? String(page)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 5))}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go();
          else if (event.key === 'Escape' && typed !== null) setTyped(null);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <span aria-hidden="true">{words.of(of)}</span>
    </span>
  );
}
