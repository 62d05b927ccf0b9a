import { z } from 'zod';
import { parseDatamatrix, type DatamatrixOptions, type ReadDatamatrix } from '../../shared/domain/ins/datamatrix.ts';
import { failed, type DoorFailure, type Doors } from '../doors/types.ts';
import { symbolError } from './errors.ts';
import { checkImage, type ScannedImage } from './image.ts';

const FAILURES = {
  slow: 'IMAGE_TIME',
  heavy: 'IMAGE_TOO_LARGE',
  lost: 'IMAGE_LOST',
  unreadable: 'IMAGE_FORMAT',
} as const satisfies Readonly<Record<DoorFailure['failure'], string>>;

const answer = z.array(z.string());

/**
 * Reads the datamatrix INS of an image or of a drawn PDF page. Gives traits to verify by INSi, never a status. The image
 * is opened in the door process, within limits of time and memory.
 *
 * @throws PosteError IMAGE_FORMAT, IMAGE_TOO_LARGE, IMAGE_TIME, IMAGE_LOST, SYMBOL_NOT_FOUND, SYMBOL_SEVERAL (of more than one person),
 *   and those of `parseDatamatrix`: those of the only symbol, when it is not a right datamatrix INS.
 */
export async function readDatamatrixImage(
  doors: Doors,
  image: ScannedImage,
  options: DatamatrixOptions & { readonly cpuMs?: number },
): Promise<ReadDatamatrix> {
  checkImage(image);
  const texts = await doors.open('image', image, answer, options.cpuMs === undefined ? {} : { cpuMs: options.cpuMs });
  if (failed(texts)) throw symbolError(FAILURES[texts.failure], { detail: texts.detail });
  // Other Data Matrix codes share the pages of documents: postage, laboratory tubes.
  const candidates = [...new Set(texts)];
  const ours = candidates.filter((text) => text.startsWith('IS'));
  const [first = candidates[0], ...others] = ours;
  if (first === undefined) throw symbolError('SYMBOL_NOT_FOUND');
  const read = parseDatamatrix(first, options);
  if (others.some((text) => JSON.stringify(parseDatamatrix(text, options)) !== JSON.stringify(read))) throw symbolError('SYMBOL_SEVERAL');
  return read;
}
