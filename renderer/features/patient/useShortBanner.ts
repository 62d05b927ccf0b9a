import { useCallback, useEffect, useState, type RefCallback } from 'react';

/** A window lower than this has no room for the whole banner: 1280 x 800 at 200 % is 400 px high. */
const LOW = '(height < 620px)';
/** Scrolled further than this a tab is being read; back above the other it is at its top. In CSS pixels. */
const [DOWN, UP] = [48, 4];
/** What is left to scroll once the banner is short must keep it so, or it would come and go. */
const ENOUGH = 160;

/** Whether the banner is on one line. */
interface ShortBanner {
  readonly short: boolean;
  /** There is a reason for it to be short; all of it can then be asked for. */
  readonly may: boolean;
  readonly toggle: () => void;
  /** What has the banner and the tabs in it. */
  readonly record: RefCallback<HTMLElement>;
}

/** The banner is on one line in a low window, and while the open tab is scrolled; somebody may ask for all of it. @param tab the open one. */
export function useShortBanner(tab: string): ShortBanner {
  const low = useMedia(LOW);
  const [scrolled, setScrolled] = useState<string | null>(null);
  const [whole, setWhole] = useState(false);
  const may = low || scrolled === tab;
  useEffect(() => {
    if (!may) setWhole(false);
  }, [may]);
  const record = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return undefined;
      const onScroll = ({ target }: Event): void => {
        if (!(target instanceof HTMLElement) || target.role !== 'tabpanel') return;
        // What somebody is about to press stays where it is.
        const inBanner = document.activeElement?.closest('.banner') ?? null;
        if (target.scrollTop <= UP) {
          keepFocus();
          setScrolled(null);
        } else if (inBanner === null && target.scrollTop > DOWN && target.scrollHeight - target.clientHeight > ENOUGH) setScrolled(tab);
      };
      // A scroll does not bubble.
      element.addEventListener('scroll', onScroll, { capture: true, passive: true });
      return () => element.removeEventListener('scroll', onScroll, { capture: true });
    },
    [tab],
  );
  return { may, short: may && !whole, toggle: useCallback(() => setWhole((before) => !before), []), record };
}

/** The button that shows or shortens the banner is about to go: if it has the focus, the open tab takes it. */
function keepFocus(): void {
  if (document.activeElement?.matches('.banner > .button') === true)
    document.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus({ preventScroll: true });
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    const follow = (): void => {
      if (!list.matches) keepFocus();
      setMatches(list.matches);
    };
    list.addEventListener('change', follow);
    return () => list.removeEventListener('change', follow);
  }, [query]);
  return matches;
}
