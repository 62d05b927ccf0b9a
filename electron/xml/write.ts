/** XML that is already well-formed: the only thing {@link xml} inserts without escaping. */
export class Xml {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
  toString(): string {
    return this.source;
  }
  /** UTF-8 bytes, with an XML declaration when asked. */
  bytes(options: { readonly declaration?: boolean } = {}): Uint8Array {
    return new TextEncoder().encode((options.declaration === true ? '<?xml version="1.0" encoding="UTF-8"?>\n' : '') + this.source);
  }
}

type Insertable = Xml | string | number | boolean | null | undefined | false | readonly (Xml | null | undefined | false)[];

/**
 * The strict writer: a template whose inserted values are escaped (text and attribute alike), except {@link Xml}
 * fragments, which are inserted as they are. `null`, `undefined` and `false` write nothing. White space between
 * tags that holds a line break is layout of the source file and is dropped.
 *
 * @throws RangeError when a text holds a character that XML 1.0 forbids.
 */
export function xml(strings: TemplateStringsArray, ...values: readonly Insertable[]): Xml {
  const literals = stripped(strings);
  let out = literals[0] ?? '';
  values.forEach((value, i) => {
    out += insert(value) + (literals[i + 1] ?? '');
  });
  return new Xml(out.trim());
}

// A template's literals are the same object at each evaluation: strip them once.
const literalsOf = new WeakMap<TemplateStringsArray, readonly string[]>();

function stripped(strings: TemplateStringsArray): readonly string[] {
  let literals = literalsOf.get(strings);
  if (literals === undefined) {
    literals = strings.map(strip);
    literalsOf.set(strings, literals);
  }
  return literals;
}

const strip = (literal: string): string => literal.replaceAll(/(^|>)\s*\n\s*(?=<|$)/g, '$1').replaceAll(/\s*\n\s*/g, ' ');

function insert(value: Insertable): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Xml) return value.source;
  if (typeof value === 'object') return value.map((v) => insert(v)).join('');
  return escapeXml(String(value));
}

// XML 1.0, production [2] Char: everything else is refused rather than silently dropped.
const FORBIDDEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Escapes text for element content or a double-quoted attribute. */
export function escapeXml(value: string): string {
  if (FORBIDDEN.test(value)) throw new RangeError('character forbidden in XML 1.0');
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;');
}
