import type { z } from 'zod';

/** What may be opened (wiring/openers.ts says by what). */
export type DoorKind = 'pdf' | 'pdf-text' | 'pdf-image' | 'image' | 'stamp' | 'cda' | 'cda-page' | 'dmp-message' | 'xml';

/** What a file may use. */
export interface DoorLimits {
  /** Of the processor, in milliseconds, counted from when the file's turn begins. */
  readonly cpuMs: number;
  /** Above what the process holds before its first file, in MiB. */
  readonly memoryMb: number;
  /** What the process may keep of it for the next one, in MiB; past it a fresh one takes over. */
  readonly keptMb: number;
}

/** 5 s of one core and, seen every 10 ms, less than 200 MiB: far beyond any file of 40 MiB that means well. */
export const DOOR_LIMITS: DoorLimits = { cpuMs: 5_000, memoryMb: 190, keptMb: 48 };

/**
 * Why a file gave nothing: past its time (or its process silent), past its memory, not readable, or its process ended twice
 * while it was open, by itself or by somebody's hand.
 */
export interface DoorFailure {
  readonly failure: 'slow' | 'heavy' | 'unreadable' | 'lost';
  /** A technical word: the name of what was thrown, never of what the file says. */
  readonly detail: string;
}

/** Opens what comes from outside, where it can hurt nobody. */
export interface Doors {
  /**
   * One file, in its turn. `input` is kept by the caller, and must not change before the answer.
   *
   * @throws PosteError what the opener itself says of the file; DOORS_UNAVAILABLE when no process could be started.
   */
  open<T>(kind: DoorKind, input: unknown, answer: z.ZodType<T>, limits?: Partial<DoorLimits>): Promise<T | DoorFailure>;
}

/** First word of the detail of an `unreadable` that is a fault of ours, not of the file. */
export const UNEXPECTED = 'unexpected';

/** Did a door fail? */
export const failed = (answer: unknown): answer is DoorFailure => typeof answer === 'object' && answer !== null && 'failure' in answer;
