import { isImageOfPage } from '../../../shared/domain/documents/page-line.ts';
import { findIn, foldText, type Found, type PageText } from './find-text.ts';

/** A page as it is looked through. */
export interface ReadPage {
  readonly text: PageText;
  /** How far down the page each run is. */
  readonly downs: readonly number[];
}

/** A place found on a page. */
export interface Place {
  /** Null on a page that is an image: its words were recognised, not where they stand. */
  readonly found: Found | null;
  /** How far down the page, 1 being its height. */
  readonly down: number;
}

/** Whether what an image of a page says is to be known besides. */
export const isImage = ({ text }: ReadPage): boolean => isImageOfPage(text.folded);

/**
 * Where a folded query stands on a page; on an image, the page itself when its words have it.
 * @param recognised the words of a page that is an image; empty when there are none.
 */
export function placesOn({ text, downs }: ReadPage, recognised: string, query: string): readonly Place[] {
  const places = findIn(text, query).map((found): Place => ({ found, down: downs[found.from.run] ?? 0 }));
  if (places.length > 0 || recognised === '') return places;
  return findIn(foldRecognised(recognised), query).length > 0 ? [{ found: null, down: 0 }] : [];
}

const foldRecognised = (words: string): PageText => foldText(words.split('\n').map((str) => ({ str, hasEOL: true })));
