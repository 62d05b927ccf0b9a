import { createHash } from 'node:crypto';
import { at, attribute, elements, text, type XmlElement } from '../xml/read.ts';
import { HL7_NS } from './constants.ts';
import type { CdaBody, CdaSection } from './content.ts';
import type { Notes } from './read-notes.ts';
import { clean, readCode } from './read-values.ts';

const NO_BODY: CdaBody = { mediaType: null, size: null, sha1: null, text: null, sections: [], bytes: null };

/** The body of a document of level 1 (`nonXMLBody`); BODY_MISSING is noted when there is none. */
export function readPlain(body: XmlElement | null, notes: Notes): CdaBody {
  const content = at(body, HL7_NS, 'text');
  const mediaType = attribute(content, 'mediaType');
  const written = text(content);
  if (written === null || written.trim() === '') {
    notes.add('BODY_MISSING');
    return { ...NO_BODY, mediaType };
  }
  return carriedBody(
    mediaType,
    attribute(content, 'representation') === 'B64' ? fromBase64(written, notes) : new TextEncoder().encode(written),
  );
}

/** What a body of level 1 says of the file it carries. @param mediaType as it is written */
export function carriedBody(mediaType: string | null, bytes: Uint8Array): CdaBody {
  return {
    mediaType,
    size: bytes.byteLength,
    sha1: createHash('sha1').update(bytes).digest('hex'),
    text: mediaType === 'text/plain' ? decodeText(bytes) : null,
    sections: [],
    bytes,
  };
}

function fromBase64(written: string, notes: Notes): Uint8Array {
  let [spaces, padding] = [0, 0];
  for (let at = 0; at < written.length; at++) {
    const code = written.charCodeAt(at);
    if (code <= SPACE) spaces += 1;
    else if (code === EQUALS) padding += 1;
  }
  const digits = written.length - spaces;
  if (digits % 4 !== 0 || !/^[A-Za-z0-9+/\s]*(?:=\s*){0,2}$/.test(written)) notes.add('BODY_BASE64');
  // Straight into its place: the decoder passes over white space, and a second text or body would weigh as much again.
  const bytes = new Uint8Array(Math.floor(((digits - padding) * 3) / 4));
  const decoded = Buffer.from(bytes.buffer).write(written, 'base64');
  return decoded === bytes.byteLength ? bytes : bytes.slice(0, decoded);
}

/** XML has no other characters up to this one than white space. */
const SPACE = 0x20;
const EQUALS = 0x3d;

/** The content keeps its own encoding, which nothing declares: UTF-8 when it is valid, else Windows-1252. */
function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The body of a document of level 3. */
export function readStructured(body: XmlElement): CdaBody {
  return { ...NO_BODY, sections: readSections(body) };
}

function readSections(parent: XmlElement): CdaSection[] {
  return elements(parent, HL7_NS, 'component')
    .flatMap((c) => elements(c, HL7_NS, 'section'))
    .map((section) => ({
      code: readCode(at(section, HL7_NS, 'code')),
      title: clean(text(at(section, HL7_NS, 'title'))),
      text: narrative(at(section, HL7_NS, 'text')),
      sections: readSections(section),
    }));
}

/** Elements of the narrative block that stand on lines of their own, and cells, set apart by a tab. */
const BLOCKS: ReadonlySet<string> = new Set(['paragraph', 'item', 'list', 'table', 'tr', 'caption', 'br', 'text']);
const CELLS: ReadonlySet<string> = new Set(['td', 'th']);

function narrative(block: XmlElement | null): string {
  if (block === null) return '';
  const write = (element: XmlElement): string => {
    const inner = element.children.map((c) => (typeof c === 'string' ? c.replaceAll(/\s+/g, ' ') : write(c))).join('');
    if (CELLS.has(element.name)) return `${inner}\t`;
    return BLOCKS.has(element.name) ? `\n${inner}\n` : inner;
  };
  return write(block)
    .split('\n')
    .map((l) => l.replaceAll(/ *\t */g, '\t').trim())
    .filter((l) => l !== '')
    .join('\n');
}
