import { ChevronDown, ChevronUp, Search as SearchIcon, X } from 'lucide-react';
import type { Ref } from 'react';
import { Button } from '../../ui/Button.tsx';
import { readerText as words } from './text.ts';
import type { Search } from './useSearch.ts';

/** Looks for words in the document: count, Enter for the next one, Shift+Enter for the one before, Esc closes. */
export function SearchBar({
  typed,
  search,
  pages,
  field,
  onType,
  onClose,
}: {
  readonly typed: string;
  readonly search: Search;
  /** Of the document. */
  readonly pages: number;
  readonly field: Ref<HTMLInputElement>;
  readonly onType: (typed: string) => void;
  readonly onClose: () => void;
}) {
  const none = search.count === 0;
  return (
    <div className="reader-search" role="search">
      <SearchIcon size={16} aria-hidden="true" />
      <input
        ref={field}
        className="reader-search-field"
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-label={words.searchField}
        placeholder={words.searchField}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          search.step(event.shiftKey ? -1 : 1);
        }}
      />
      <span className="reader-search-count tabular" role="status">
        {typed.trim() === '' ? '' : said(search, pages)}
      </span>
      <Button variant="ghost" icon={ChevronUp} aria-label={words.searchPrevious} isDisabled={none} onPress={() => search.step(-1)} />
      <Button variant="ghost" icon={ChevronDown} aria-label={words.searchNext} isDisabled={none} onPress={() => search.step(1)} />
      <Button variant="ghost" icon={X} aria-label={words.searchClose} onPress={onClose} />
    </div>
  );
}

function said({ current, count, read, textless }: Search, pages: number): string {
  const found = current === null ? (read < pages ? '' : words.foundNone) : words.found(current.rank, count);
  const unread = read < pages ? words.reading(read, pages) : textless > 0 ? words.unread(textless, pages) : '';
  const note = current?.match.found === null ? words.onImage : unread;
  // An image of a document says why nothing is found better than « Aucun résultat ».
  return [read === pages && textless === pages ? '' : found, note].filter((part) => part !== '').join(' · ');
}
