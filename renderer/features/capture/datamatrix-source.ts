import type { CallInput } from '../../../shared/contract/index.ts';

/** What bears a datamatrix: the keys of a scanner, an image, pixels drawn here. */
export type DatamatrixSource = CallInput<'datamatrix.read'>;

const listeners = new Set<(source: DatamatrixSource) => void>();

/** Gives a datamatrix to read to whoever hears: the dialog of the window. */
export function readDatamatrix(source: DatamatrixSource): void {
  for (const listener of listeners) listener(source);
}

/** Hears of each datamatrix to read; returns the function that stops it. */
export function onDatamatrix(listener: (source: DatamatrixSource) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
