import type { PosteError } from '../../shared/errors.ts';
import { dmpError } from './errors.ts';

/** One part as it is sent: its bytes are exactly those that were hashed. */
export interface OutgoingPart {
  /** Content-ID without angle brackets. */
  readonly contentId: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** One part as it was received, transfer encoding undone. */
interface MimePart {
  /** Lower-case names; folded lines joined. */
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array;
}

/** A SOAP message and what came with it. */
export interface MessagePackage {
  /** Bytes of the envelope. */
  readonly root: Uint8Array;
  /** The part that an `xop:Include@href` names. @throws PosteError MTOM_PART_MISSING */
  part(href: string): MimePart;
}

/** Limits of the MIME door: bytes of a message, parts, bytes of the headers of one part. Parts are not opened further. */
export const MIME_LIMITS = { maxBytes: 128 * 1024 * 1024, maxParts: 256, maxHeaderBytes: 64 * 1024 } as const;

const ROOT_ID = 'root.message@poste-sante';

/** HTTP Content-Type of an MTOM request (dmp/README 5). */
export function mtomContentType(boundary: string, action: string): string {
  return `multipart/related; boundary="${boundary}"; type="application/xop+xml"; start="<${ROOT_ID}>"; start-info="application/soap+xml"; action="${action}"`;
}

/**
 * Writes an MTOM body (RFC 2387, W3C XOP): the envelope first, then each part in binary, CRLF line ends.
 *
 * @param boundary must not stand in any part.
 */
export function writeMtom(boundary: string, envelope: Uint8Array, parts: readonly OutgoingPart[]): Uint8Array {
  const chunks: Uint8Array[] = [];
  const line = (content: string): unknown => chunks.push(Buffer.from(`${content}\r\n`, 'utf8'));
  const root: OutgoingPart = {
    contentId: ROOT_ID,
    contentType: 'application/xop+xml; charset=UTF-8; type="application/soap+xml"',
    bytes: envelope,
  };
  for (const part of [root, ...parts]) {
    line(`--${boundary}`);
    line(`Content-Type: ${part.contentType}`);
    line('Content-Transfer-Encoding: binary');
    line(`Content-ID: <${part.contentId}>`);
    line('');
    chunks.push(part.bytes);
    line('');
  }
  line(`--${boundary}--`);
  return Buffer.concat(chunks);
}

/**
 * Opens a message: MTOM or plain. Tolerates LF line ends, a preamble, quoted and odd boundaries, base64 and
 * quoted-printable parts, URL-encoded `cid:`, HTTP headers left at the head of a file.
 *
 * @param contentType of the HTTP message; null for a file, where the boundary is read from the file itself.
 * @throws PosteError MIME_TOO_LARGE; MIME_MALFORMED when the message is cut, has no part or too many, says one thing twice
 * (boundary, Content-ID) or is not in the encoding it says.
 */
export function readPackage(bytes: Uint8Array, contentType: string | null): MessagePackage {
  if (bytes.byteLength > MIME_LIMITS.maxBytes) throw dmpError('MIME_TOO_LARGE');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fromFile = contentType === null ? readFileHead(buffer) : { body: buffer, contentType };
  const type = parseParameters(fromFile.contentType ?? '');
  const multipart = type.value.startsWith('multipart/');
  const boundary = multipart ? type.parameters.get('boundary') : guessBoundary(fromFile.body);
  if (boundary === undefined || boundary === '' || boundary.length > 200) {
    if (multipart) throw malformed('boundary');
    return { root: fromFile.body, part: (href) => missing(href) };
  }
  const parts = splitParts(fromFile.body, boundary);
  const ids = new Map<string, MimePart>();
  for (const part of parts) {
    const id = contentId(part);
    // Two parts of one name: nobody can say which one is meant.
    if (id !== '' && ids.has(id)) throw malformed('Content-ID');
    ids.set(id, part);
  }
  const start = type.parameters.get('start');
  const root = (start === undefined ? undefined : ids.get(bare(start))) ?? parts[0];
  if (root === undefined) throw malformed('parts');
  return {
    root: root.bytes,
    part(href) {
      const id = href.replace(/^cid:/i, '');
      return ids.get(id) ?? ids.get(decoded(id)) ?? parts.find((part) => decoded(contentId(part)) === decoded(id)) ?? missing(href);
    },
  };
}

const malformed = (what: string): PosteError => dmpError('MIME_MALFORMED', { detail: what.slice(0, 40) });

function missing(href: string): never {
  throw dmpError('MTOM_PART_MISSING', { detail: href.slice(0, 200) });
}

const contentId = (part: MimePart): string => bare(part.headers.get('content-id') ?? '');
const bare = (id: string): string => id.trim().replace(/^<|>$/g, '');

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    // A lone percent sign is a character like another.
    return id;
  }
}

/** HTTP headers (with or without start line) left before the body of a saved message. */
function readFileHead(buffer: Buffer): { body: Buffer; contentType: string | null } {
  const head =
    /^(?:(?:HTTP\/\d[^\r\n]*|[A-Z]+ \S+ HTTP\/\d[^\r\n]*)\r?\n)?((?:[!#$%&'*+.^_`|~\w-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)+)\r?\n/.exec(
      buffer.subarray(0, MIME_LIMITS.maxHeaderBytes).toString('latin1'),
    );
  if (head === null) return { body: buffer, contentType: null };
  return { body: buffer.subarray(head[0].length), contentType: parseHeaders(head[1] ?? '').get('content-type') ?? null };
}

/** A saved multipart body begins with its first boundary line. */
function guessBoundary(buffer: Buffer): string | undefined {
  return /^\s*--([^\r\n]{1,200}?)[ \t]*\r?\n[\w-]+:/.exec(buffer.subarray(0, 1024).toString('latin1'))?.[1];
}

function splitParts(buffer: Buffer, boundary: string): MimePart[] {
  const parts: MimePart[] = [];
  let begun: number | null = null;
  let lineFeeds = false;
  for (const line of boundaryLines(buffer, boundary)) {
    if (begun === null) lineFeeds = line.lineFeed;
    else if (parts.length >= MIME_LIMITS.maxParts) throw malformed('too many parts');
    else parts.push(readPart(buffer.subarray(begun, contentEnd(buffer, line.start, lineFeeds))));
    if (line.last) return parts;
    begun = line.end;
  }
  // Without its closing boundary the message was cut: what is left cannot be trusted.
  throw malformed('closing boundary');
}

/** The line break before a boundary belongs to it (RFC 2046, 5.1.1); in an LF-only message a CR is content. */
function contentEnd(buffer: Buffer, start: number, lineFeeds: boolean): number {
  if (buffer[start - 1] !== 0x0a) return start;
  return !lineFeeds && buffer[start - 2] === 0x0d ? start - 2 : start - 1;
}

interface BoundaryLine {
  /** Offset of the first dash. */
  readonly start: number;
  /** Offset after the line. */
  readonly end: number;
  readonly last: boolean;
  /** The line ends with LF alone. */
  readonly lineFeed: boolean;
}

function* boundaryLines(buffer: Buffer, boundary: string): Generator<BoundaryLine> {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  for (let start = buffer.indexOf(mark); start !== -1; start = buffer.indexOf(mark, start + 1)) {
    if (start !== 0 && buffer[start - 1] !== 0x0a) continue;
    let end = start + mark.length;
    const last = buffer[end] === 0x2d && buffer[end + 1] === 0x2d;
    if (last) end += 2;
    while (buffer[end] === 0x20 || buffer[end] === 0x09) end += 1;
    const lineFeed = buffer[end] === 0x0a;
    if (!lineFeed && buffer[end] === 0x0d && buffer[end + 1] === 0x0a) end += 1;
    else if (!lineFeed && !(last && end >= buffer.length)) continue; // a longer boundary, or content
    yield { start, end: end + 1, last, lineFeed };
  }
}

function readPart(bytes: Buffer): MimePart {
  // A part may have no header: then it begins with the blank line.
  const blank = /^\r?\n|\r?\n\r?\n/.exec(bytes.subarray(0, MIME_LIMITS.maxHeaderBytes).toString('latin1'));
  if (blank === null) throw malformed('part headers');
  const headers = parseHeaders(bytes.subarray(0, blank.index).toString('latin1'));
  const content = bytes.subarray(blank.index + blank[0].length);
  return { headers, bytes: decodedBody(content, headers.get('content-transfer-encoding')?.trim().toLowerCase() ?? 'binary') };
}

/** RFC 2045, 6. */
function decodedBody(content: Buffer, encoding: string): Buffer {
  switch (encoding) {
    case 'base64':
      return unbase64(content);
    case 'quoted-printable':
      return unquote(content);
    case '7bit':
    case '8bit':
    case 'binary':
    case '':
      return content;
    default:
      throw malformed('transfer encoding');
  }
}

/** Node skips what is not base64: half a document would pass for one. */
function unbase64(content: Buffer): Buffer {
  const text = content.toString('latin1').replaceAll(/[ \t\r\n]+/g, '');
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw malformed('base64');
  return Buffer.from(text, 'base64');
}

function unquote(content: Buffer): Buffer {
  const text = content.toString('latin1').replaceAll(/=[ \t]*\r?\n/g, '');
  return Buffer.from(
    text.replaceAll(/=([\dA-Fa-f]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

function parseHeaders(source: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of source.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

/** `value; name=token; name="quoted \" string"` (RFC 2045, 5.1). */
function parseParameters(header: string): { value: string; parameters: Map<string, string> } {
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, token = ''] of header.matchAll(/;\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g)) {
    const value = quoted === undefined ? token : quoted.replaceAll(/\\(.)/g, '$1');
    const known = parameters.get(name.toLowerCase());
    if (known !== undefined && known !== value) throw malformed(name);
    parameters.set(name.toLowerCase(), value);
  }
  return { value: (header.split(';')[0] ?? '').trim().toLowerCase(), parameters };
}
