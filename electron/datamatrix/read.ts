import { z } from 'zod';
import { parseDatamatrix, type DatamatrixOptions, type ReadDatamatrix } from '../../shared/domain/ins/datamatrix.ts';
import { symbolError } from './errors.ts';
import { checkImage, type ScannedImage } from './image.ts';
import { inThread } from '../pdf/thread.ts';
import { threadEntry } from './thread-entry.ts';

/** An image that takes longer to read is hostile or hopeless, in milliseconds. */
const TIME_LIMIT_MS = 20_000;

const answer = z.union([z.object({ texts: z.array(z.string()) }), z.object({ failure: z.string() })]);

/**
 * Reads the datamatrix INS of an image or of a drawn PDF page. Gives traits to verify by INSi, never a status. The image
 * is opened in a thread of its own, with a time limit.
 *
 * @throws PosteError IMAGE_FORMAT, IMAGE_TOO_LARGE, IMAGE_TIME, SYMBOL_NOT_FOUND, SYMBOL_SEVERAL (of more than one person),
 *   and those of `parseDatamatrix`: those of the only symbol, when it is not a right datamatrix INS.
 */
export async function readDatamatrixImage(image: ScannedImage, options: DatamatrixOptions & { readonly timeMs?: number }): Promise<ReadDatamatrix> {
  checkImage(image);
  const result = await inThread(threadEntry('read-worker'), image, answer, options.timeMs ?? TIME_LIMIT_MS);
  if ('failure' in result) throw symbolError(result.failure.endsWith('limit') ? 'IMAGE_TIME' : 'IMAGE_FORMAT', { detail: result.failure });
  // Other Data Matrix codes share the pages of documents: postage, laboratory tubes.
  const candidates = [...new Set(result.texts)];
  const ours = candidates.filter((text) => text.startsWith('IS'));
  const [first = candidates[0], ...others] = ours;
  if (first === undefined) throw symbolError('SYMBOL_NOT_FOUND');
  const read = parseDatamatrix(first, options);
  if (others.some((text) => JSON.stringify(parseDatamatrix(text, options)) !== JSON.stringify(read))) throw symbolError('SYMBOL_SEVERAL');
  return read;
}
