import { z } from 'zod';
import type { PageLine } from '../../shared/domain/documents/page-line.ts';
import { failed, type DoorFailure, type DoorLimits, type Doors } from '../doors/types.ts';
import { pdfError } from './errors.ts';
import type { PdfText } from './text.ts';

/**
 * What an image of a page may use: a page of A4 takes 1 s, and 200 to 290 MiB, most of which its process keeps for the next one
 * (the recogniser and its letters).
 */
const IMAGE_LIMITS: DoorLimits = { cpuMs: 30_000, memoryMb: 360, keptMb: 270 };

const lines = z.array(z.object({ text: z.string(), size: z.number(), strong: z.boolean(), top: z.number() }));
const textAnswer = z.object({ pages: z.array(lines), image: z.boolean() }) satisfies z.ZodType<PdfText>;
const imageAnswer = z.object({ lines, symbols: z.array(z.string()) });

/** What a page that is an image says. */
export interface RecognisedPage {
  readonly lines: readonly PageLine[];
  /** Texts of its Data Matrix symbols. */
  readonly symbols: readonly string[];
}

/** Reads the pages of a PDF that was checked, apart. */
export interface PdfReading {
  /** @see readText of ./text.ts. @throws PosteError READING_*, DOORS_UNAVAILABLE */
  readonly text: (bytes: Uint8Array, from: number, most: number) => Promise<PdfText>;
  /** A page as an image: its letters, its symbols, or both. @throws PosteError READING_*, DOORS_UNAVAILABLE, DOORS_CLOSED */
  readonly image: (
    bytes: Uint8Array,
    page: number,
    what: { readonly letters: boolean; readonly symbols: boolean },
  ) => Promise<RecognisedPage>;
}

const FAILURES = {
  slow: 'READING_TOO_SLOW',
  heavy: 'READING_TOO_HEAVY',
  lost: 'READING_LOST',
  unreadable: 'READING_IMPOSSIBLE',
} as const satisfies Readonly<Record<DoorFailure['failure'], string>>;

/** The text that pages carry, read in the process of these doors. */
export async function readPdfText(doors: Doors, bytes: Uint8Array, from: number, most: number): Promise<PdfText> {
  const answer = await doors.open('pdf-text', { bytes, from, most }, textAnswer);
  if (failed(answer)) throw pdfError(FAILURES[answer.failure], { detail: answer.detail });
  return answer;
}

/** A page as an image, read in the process of these doors. */
export async function readPdfImage(
  doors: Doors,
  bytes: Uint8Array,
  page: number,
  what: { readonly letters: boolean; readonly symbols: boolean },
): Promise<RecognisedPage> {
  const answer = await doors.open('pdf-image', { bytes, page, ...what }, imageAnswer, IMAGE_LIMITS);
  if (failed(answer)) throw pdfError(FAILURES[answer.failure], { detail: answer.detail });
  return answer;
}
