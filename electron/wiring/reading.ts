import { fail } from '../../shared/errors.ts';
import type { StartedDoors } from '../doors/client.ts';
import type { Doors } from '../doors/types.ts';
import { readPdfImage, readPdfText, type PdfReading } from '../pdf/read.ts';

/** A process that reads images of pages holds what it needs for it (200 MiB) so long after the last one, in milliseconds. */
const IDLE_MS = 30_000;

/**
 * Texts of pages are read in the door process; images of pages in a process of their own, so that nobody's file waits behind a
 * page. It is there from the first image on, and given back when no other one comes.
 *
 * @param start a door process.
 */
export function readingOf(doors: Doors, start: () => StartedDoors): PdfReading & { close(): Promise<void> } {
  let pages: StartedDoors | null = null;
  let idle: NodeJS.Timeout | null = null;
  let under = 0;
  let closed = false;
  const end = async (): Promise<void> => {
    const ended = pages;
    pages = null;
    await ended?.close();
  };
  return {
    text: (bytes, from, most) => readPdfText(doors, bytes, from, most),
    image: async (bytes, page, what) => {
      // Nobody would end a process started now.
      if (closed) throw fail('DOORS_CLOSED');
      if (idle !== null) clearTimeout(idle);
      under += 1;
      try {
        return await readPdfImage((pages ??= start()), bytes, page, what);
      } finally {
        under -= 1;
        if (under === 0 && !closed) {
          idle = setTimeout(() => void end(), IDLE_MS);
          idle.unref();
        }
      }
    },
    close: async () => {
      closed = true;
      if (idle !== null) clearTimeout(idle);
      await end();
    },
  };
}
