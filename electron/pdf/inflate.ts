import { constants, inflateSync } from 'node:zlib';
import { INFLATED_MAX, pdfLimit, PdfLimit } from './limits.ts';
import type { PdfDict, PdfValue } from './values.ts';

/** What is left to unfold in one file. */
interface Budget {
  inflated: number;
}

export const newBudget = (): Budget => ({ inflated: INFLATED_MAX });

/** Names of the filters of a stream, in order (7.3.8.2). */
export function filtersOf({ entries }: PdfDict): readonly string[] {
  const filter = entries.get('Filter');
  const all: readonly PdfValue[] = filter?.kind === 'array' ? filter.items : filter === undefined || filter.kind === 'null' ? [] : [filter];
  return all.map((one) => (one.kind === 'name' ? one.name : '?'));
}

/** Does a stream use a predictor (7.4.4.4)? */
export function predicted({ entries }: PdfDict): boolean {
  const parms = entries.get('DecodeParms');
  const all: readonly PdfValue[] = parms?.kind === 'array' ? parms.items : parms === undefined ? [] : [parms];
  return all.some((one) => {
    const predictor = one.kind === 'dict' ? one.entries.get('Predictor') : one.kind === 'ref' ? OTHER : undefined;
    return predictor !== undefined && !(predictor.kind === 'int' && predictor.value === 1);
  });
}

const OTHER: PdfValue = { kind: 'other' };
export const isFlate = (filter: string): boolean => filter === 'FlateDecode' || filter === 'Fl';

/**
 * Unfolds one Flate stream; what follows the compressed data is ignored.
 *
 * @throws PdfLimit past the budget of the file; Error when the data are broken.
 */
export function inflate(content: Uint8Array, budget: Budget): Buffer {
  let whole: Buffer;
  try {
    whole = inflateSync(content, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: Math.max(1, budget.inflated) });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') throw pdfLimit('inflated');
    throw cause;
  }
  budget.inflated -= whole.byteLength;
  return whole;
}

/** Unfolds what the full reader will unfold, to know that it is within the budget. Broken data are that reader's affair. @throws PdfLimit */
export function weigh(content: Uint8Array, dict: PdfDict, budget: Budget): void {
  let unfolded = content;
  if (unfolded.byteLength > budget.inflated) throw pdfLimit('inflated');
  for (const filter of filtersOf(dict)) {
    if (!isFlate(filter)) return;
    try {
      unfolded = inflate(unfolded, budget);
    } catch (thrown) {
      if (thrown instanceof PdfLimit) throw thrown;
      return;
    }
  }
}
