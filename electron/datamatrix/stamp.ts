import { z } from 'zod';
import type { LocalSex, Patient } from '../../shared/domain/types.ts';
import { identityBlock, type BlockOptions } from './block.ts';
import type { Box } from './box.ts';
import { drawBlocks, type BlockPage } from './draw.ts';
import { symbolError } from './errors.ts';
import { inThread } from '../pdf/thread.ts';
import { threadEntry } from './thread-entry.ts';

/** Where the block goes. */
export type StampPlace =
  /** Above the first page, which is drawn a little smaller to leave it room: nothing is ever covered. Its links are lost. */
  | { readonly kind: 'band' }
  /** On the first page, over nothing: the document leaves this rectangle blank. */
  | { readonly kind: 'stamp'; readonly box: Box }
  /** On an A4 page of its own, before the document. */
  | { readonly kind: 'prepend' };

const A4 = { width: 210, height: 297 } as const;
/** Above a document: the width of an A4 page but its margins. */
const BAND: Box = { left: 0, top: 0, width: 180, height: 34 };
const PREPENDED: Box = { left: 15, top: 15, width: 180, height: 60 };
const TIME_LIMIT_MS = 20_000;
const answer = z.union([z.object({ pdf: z.instanceof(Uint8Array) }), z.object({ failure: z.string() })]);

/**
 * The document with the identity block on its first page (EXI DIF 02). Its pages, metadata and PDF/A identification are
 * kept; the fonts of the block are embedded. Before signing: a signed document is refused.
 *
 * @param pdf a document that `checkPdf` accepts.
 * @throws PosteError STAMP_PDF (protected, signed, unreadable, box outside of the page), PRINT_SPACE, PRINT_CHARACTER,
 *   those of `buildDatamatrix`
 */
export async function stampIdentityBlock(pdf: Uint8Array, patient: Patient<LocalSex>, options: BlockOptions & { readonly place?: StampPlace; readonly timeMs?: number }): Promise<Uint8Array> {
  const { place = { kind: 'band' }, timeMs = TIME_LIMIT_MS } = options;
  const page = place.kind === 'prepend' ? { ...A4, boxes: [PREPENDED] } : fitted(place.kind === 'stamp' ? place.box : BAND);
  const block = await drawBlocks(identityBlock(patient, options), [page], 'Identité du patient');
  const result = await inThread(threadEntry('stamp-worker'), { pdf, block, place }, answer, timeMs);
  if ('failure' in result) throw symbolError('STAMP_PDF', { detail: result.failure });
  return result.pdf;
}

/** A page that is the block and nothing else. */
const fitted = ({ width, height }: Box): BlockPage => ({ width, height, boxes: [{ left: 0, top: 0, width, height }] });
