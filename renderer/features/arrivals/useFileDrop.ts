import { useEffect, useState } from 'react';
import { isTextField } from '../../ui/text-field.ts';

/**
 * Listens to what is dragged over the window from outside; answers whether files are there now.
 * @param onDrop hears of files, and of what is none; the same function at each drawing.
 */
export function useFileDrop(onDrop: (transfer: DataTransfer) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    /** A selection or a link of the window itself is no arrival. */
    let inner = false;
    const onStart = (): void => {
      inner = true;
    };
    const onEnd = (): void => {
      inner = false;
    };
    const onOver = (event: DragEvent): void => {
      const what = dragged(event);
      if (inner || what === null) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      setOver(what === 'files');
    };
    const onLeave = (event: DragEvent): void => {
      // relatedTarget is null only when the pointer leaves the window.
      if (event.relatedTarget === null) setOver(false);
    };
    const onLetGo = (event: DragEvent): void => {
      setOver(false);
      const what = dragged(event);
      if (what === null) return;
      // Never followed by the browser: a link would take the window elsewhere.
      event.preventDefault();
      if (!inner && event.dataTransfer !== null) onDrop(event.dataTransfer);
      inner = false;
    };
    // Before anything on the page: nothing keeps a file from the window.
    const heard = [
      ['dragstart', onStart],
      ['dragend', onEnd],
      ['dragover', onOver],
      ['dragleave', onLeave],
      ['drop', onLetGo],
    ] as const;
    for (const [name, listener] of heard) window.addEventListener(name, listener as EventListener, { capture: true });
    return () => {
      for (const [name, listener] of heard) window.removeEventListener(name, listener as EventListener, { capture: true });
    };
  }, [onDrop]);
  return over;
}

/** What is dragged; null for a text over a field, which takes it. */
function dragged({ dataTransfer, target }: DragEvent): 'files' | 'other' | null {
  if (dataTransfer === null) return null;
  if (dataTransfer.types.includes('Files')) return 'files';
  return isTextField(target) ? null : 'other';
}
