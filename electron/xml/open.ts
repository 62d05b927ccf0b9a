import { z } from 'zod';
import { fail } from '../../shared/errors.ts';
import { failed, type DoorFailure, type DoorKind, type Doors } from '../doors/types.ts';
import { XML_AT_HAND } from './read.ts';

const FAILURES = {
  slow: 'XML_TOO_SLOW',
  heavy: 'XML_TOO_HEAVY',
  lost: 'XML_LOST',
  unreadable: 'XML_MALFORMED',
} as const satisfies Readonly<Record<DoorFailure['failure'], string>>;

/** The body of a document of 40 MiB, in base64, is held as it came, as a text and as bytes. */
const LARGE = { bytes: 40 * 1024 * 1024, memoryMb: 220 } as const;

/**
 * Reads XML that a person, a file, a message or a service brings: where it is when it is small, else in the door process.
 *
 * @param read what the door process runs for `kind`.
 * @throws PosteError those of `read`; XML_TOO_SLOW, XML_TOO_HEAVY, XML_LOST, DOORS_UNAVAILABLE.
 */
export async function openXml<T extends object>(
  doors: Doors,
  kind: Extract<DoorKind, 'cda' | 'cda-page' | 'dmp-message' | 'xml'>,
  bytes: Uint8Array,
  read: (bytes: Uint8Array) => T,
): Promise<T> {
  if (bytes.byteLength <= XML_AT_HAND) return read(bytes);
  // Made by the same function, on the other side: nothing else answers there.
  const answer = z.custom<T>((value) => typeof value === 'object' && value !== null);
  const opened = await doors.open(kind, { bytes }, answer, bytes.byteLength > LARGE.bytes ? { memoryMb: LARGE.memoryMb } : {});
  if (failed(opened)) throw fail(FAILURES[opened.failure], { detail: opened.detail });
  return opened;
}
