import { useEffect } from 'react';
import { hearKey, noScan } from '../../../shared/domain/ins/scan.ts';

/**
 * Hears a scanner that types like a keyboard, anywhere in the window. Its keys are kept from the fields; those that went in
 * before it was known for one are taken back.
 * @param onScan with the text that it typed; the same function at each drawing.
 */
export function useScanner(onScan: (text: string) => void): void {
  useEffect(() => {
    let state = noScan;
    const onKey = (event: KeyboardEvent): void => {
      const typed = state.text;
      // Which matricules may be used here is the application's to say.
      const heard = hearKey(state, { key: event.key, at: event.timeStamp, ctrl: event.ctrlKey, alt: event.altKey }, { test: true });
      ({ state } = heard);
      if (heard.outcome.kind === 'typing') return;
      event.preventDefault();
      event.stopPropagation();
      if (heard.outcome.kind === 'scanning') for (let n = 0; n < heard.outcome.leaked; n += 1) takeBack();
      else onScan(typed);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [onScan]);
}

/** The last character of the field that has the focus, as by the Backspace key: the field's owner hears of it. */
function takeBack(): void {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) document.execCommand('delete');
}
