import { at, attribute, text, type XmlElement } from '../../xml/read.ts';
import { HL7_NS } from '../constants.ts';
import { words } from './escape.ts';
import { pictureIn } from './picture.ts';
import { frenchSize } from './wording.ts';

/** A picture past this many pixels takes more memory to draw than any page should. */
const MAX_PIXELS = 40_000_000;
/** Of all pictures of a page together, repeated ones included, in bytes. */
const MAX_BYTES = 16 * 1024 * 1024;

/** The pictures of a page, within what it may weigh. */
export class Pictures {
  /** Decoded once, however often they are asked for. */
  readonly #decoded = new Map<XmlElement, Uint8Array>();
  #left = MAX_BYTES;
  #rank = 0;

  /** A picture that is in the document, or the sentence that says why it is not on the page. */
  draw(bytes: Uint8Array, declared: string | null, label: string | null): string {
    const picture = pictureIn(bytes);
    const said = `${declared ?? 'type inconnu'}, ${frenchSize(bytes.byteLength)}`;
    if (declared === 'application/pdf') return aside(`PDF joint (${frenchSize(bytes.byteLength)}), qui s’ouvre à part.`);
    if (picture === null) return aside(`Fichier joint (${said}), qui n’est pas une image que cette page montre.`);
    if (picture.pixels > MAX_PIXELS || bytes.byteLength > this.#left) return aside(`Image trop grande pour cette page (${said}).`);
    this.#left -= bytes.byteLength;
    this.#rank += 1;
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    return `<figure><img alt="${words(label ?? `Image ${this.#rank} du document`)}" src="data:${picture.type};base64,${data}"></figure>`;
  }

  /** What an observationMedia carries. */
  ofMedia(media: XmlElement, label: string | null): string {
    const value = at(media, HL7_NS, 'value');
    const bytes = this.#decoded.get(media) ?? bytesOf(value);
    this.#decoded.set(media, bytes);
    if (bytes.byteLength === 0) return aside('Image qui n’est pas dans le document : elle n’est pas cherchée ailleurs.');
    return this.draw(bytes, attribute(value, 'mediaType'), label);
  }
}

function bytesOf(value: XmlElement | null): Uint8Array {
  const written = text(value)?.trim() ?? '';
  return attribute(value, 'representation') === 'B64' ? Buffer.from(written, 'base64') : Buffer.from(written);
}

/** A sentence of ours among the words of the document. */
export const aside = (sentence: string): string => `<p class="aside">${words(sentence)}</p>`;
