import { createHash } from 'node:crypto';
import { PosteError } from '../../shared/errors.ts';
import type { DescribedDocument } from '../xds/describe.ts';
import { at, attribute, text, type XmlElement } from '../xml/read.ts';
import { XOP_NS } from './constants.ts';
import type { MessagePackage } from './mtom.ts';

/** A document of a message: what is said of it, and the bytes that came with it. */
export interface CarriedDocument {
  readonly description: DescribedDocument;
  /** Bytes of the part, null when the message has none for this document. */
  readonly bytes: Uint8Array | null;
}

/** Bytes of an `ihe:Document`, in place or as a part of the message; null when the part is missing. */
export function contentOf(document: XmlElement, found: MessagePackage): Uint8Array | null {
  const include = at(document, XOP_NS, 'Include');
  if (include === null) return Buffer.from((text(document) ?? '').replaceAll(/\s+/g, ''), 'base64');
  try {
    return found.part(attribute(include, 'href') ?? '').bytes;
  } catch (cause) {
    if (cause instanceof PosteError && cause.code === 'MTOM_PART_MISSING') return null;
    throw cause;
  }
}

/** A document with its bytes, whose size and SHA-1 it tells. @param bytes null when the message has none for it */
export const carriedDocument = (description: DescribedDocument, bytes: Uint8Array | null): CarriedDocument => ({
  bytes,
  description: {
    ...description,
    content: bytes === null ? null : { size: bytes.byteLength, sha1: createHash('sha1').update(bytes).digest('hex'), file: null },
  },
});
