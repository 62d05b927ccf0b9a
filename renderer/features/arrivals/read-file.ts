import { fail, type ErrorCode } from '../../../shared/errors.ts';

/** Largest PDF that the application takes, in bytes (40 MiB); known here so that a larger one is never read. */
const MAX_FILE = 40 * 1024 * 1024;

/** Bytes enough to know what is no PDF. */
const HEAD = 16;

/**
 * Reads a file that arrived.
 * @throws PosteError FILE_TOO_LARGE, FILE_IMAGE, FILE_MESSAGE, FILE_LINK, FILE_NOT_PDF, FILE_UNREADABLE
 */
export async function readArrival(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > MAX_FILE) throw fail('FILE_TOO_LARGE', { values: { limit: '40 Mo' } });
  const other = otherThanPdf(await bytesOf(file.slice(0, HEAD)), file.name);
  if (other !== null) throw fail(other);
  return await bytesOf(file);
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw fail('FILE_UNREADABLE', { cause });
  }
}

/** Bytes at a place of a file, as Latin-1. */
type Beginning = readonly (readonly [offset: number, bytes: string])[];

/** How images begin: JPEG, PNG, GIF, BMP, TIFF both ways, WebP, HEIC and AVIF. */
const IMAGES: readonly Beginning[] = [
  [[0, '\xff\xd8\xff']],
  [[0, '\x89PNG']],
  [[0, 'GIF8']],
  [
    [0, 'BM'],
    [6, '\0\0\0\0'],
  ],
  [[0, 'II*\0']],
  [[0, 'MM\0*']],
  [
    [0, 'RIFF'],
    [8, 'WEBP'],
  ],
  [[4, 'ftyphei']],
  [[4, 'ftyphev']],
  [[4, 'ftypmif1']],
  [[4, 'ftypmsf1']],
  [[4, 'ftypavif']],
];

/** How the other files begin that are dropped in place of a PDF: Word, Excel, OpenDocument and any archive; the older Office; RTF; the web or XML. */
const OTHERS: readonly Beginning[] = [[[0, 'PK\x03\x04']], [[0, '\xd0\xcf\x11\xe0']], [[0, '{\\rtf']], [[0, '<']]];

/** How a message begins: one of the fields that programs write first (RFC 5322). Outlook's is an older Office file, told by its name. */
const MESSAGE = /^(?:Return-Path|Received|Delivered-To|Message-ID|MIME-Version|From|Date|Subject|To|X-[\w-]+):/i;
const MESSAGE_NAME = /\.(?:eml|msg)$/i;

/** How a shortcut begins: of the web, of Windows. That of macOS is XML, told by its name. */
const LINKS: readonly Beginning[] = [[[0, '[InternetShortc']], [[0, 'L\0\0\0\x01\x14\x02\0']]];
const LINK_NAME = /\.(?:url|webloc|lnk|desktop)$/i;

/**
 * What a file is known to be by its first bytes, or by its name when they are no PDF's; null when only the application can tell.
 * @param head its first 16 bytes, or all of them.
 */
export function otherThanPdf(head: Uint8Array, name: string): ErrorCode | null {
  const text = String.fromCodePoint(...head);
  if (text.trimStart().startsWith('%PDF-')) return null;
  const begins = (beginning: Beginning): boolean => beginning.every(([offset, bytes]) => text.startsWith(bytes, offset));
  if (IMAGES.some(begins)) return 'FILE_IMAGE';
  if (MESSAGE.test(text) || MESSAGE_NAME.test(name)) return 'FILE_MESSAGE';
  if (LINKS.some(begins) || LINK_NAME.test(name)) return 'FILE_LINK';
  return OTHERS.some(begins) ? 'FILE_NOT_PDF' : null;
}
