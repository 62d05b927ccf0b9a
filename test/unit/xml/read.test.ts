import { describe, expect, it } from 'vitest';
import { at, attribute, descendants, elements, parseXml, text, XML_LIMITS } from '../../../electron/xml/read.ts';

const utf8 = (source: string): Uint8Array => new TextEncoder().encode(source);
const codeOf = (bytes: Uint8Array, limits?: { maxBytes: number; maxDepth: number }): unknown => {
  try {
    parseXml(bytes, limits);
    return 'accepted';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('the XML door', () => {
  it('reads names by namespace and never by prefix', () => {
    const root = parseXml(utf8('<p:a xmlns:p="urn:x" xmlns="urn:y"><b k="1" p:k="2"/><p:b>t</p:b></p:a>'));
    expect([root.ns, root.name]).toEqual(['urn:x', 'a']);
    expect(attribute(elements(root, 'urn:y', 'b')[0] ?? null, 'k')).toBe('1');
    expect(attribute(elements(root, 'urn:y', 'b')[0] ?? null, 'k', 'urn:x')).toBe('2');
    expect(text(at(root, 'urn:x', 'b'))).toBe('t');
    expect(at(root, 'urn:x', 'b', 'missing')).toBeNull();
  });

  it('joins text and CDATA and leaves comments and instructions out', () => {
    const root = parseXml(utf8('<a>un <![CDATA[<deux>]]><!-- non --><?non non?> trois<b> quatre</b></a>'));
    expect(text(root)).toBe('un <deux> trois quatre');
    expect(descendants(root, '', 'b')).toHaveLength(1);
  });

  it('reads the five predefined entities and character references', () => {
    expect(text(parseXml(utf8('<a>&lt;&amp;&gt;&quot;&apos;&#233;&#xE9;</a>')))).toBe('<&>"\'éé');
  });

  it.each([
    ['an empty DTD', '<!DOCTYPE a><a/>'],
    ['an internal entity', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'],
    ['an external DTD', '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>'],
    [
      'billion laughs',
      `<!DOCTYPE a [<!ENTITY l0 "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY l${i + 1} "&l${i};&l${i};">`).join('')}]><a>&l30;</a>`,
    ],
  ])('refuses %s as XML_DTD', (_, source) => {
    expect(codeOf(utf8(source))).toBe('XML_DTD');
  });

  it.each([
    ['UTF-16 with a hidden DTD', Buffer.from('\uFEFF<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'utf16le')],
    ['UTF-16 without a mark', Buffer.from('<a/>', 'utf16le')],
    ['latin-1 bytes', Buffer.from('<a>é</a>', 'latin1')],
    ['a declared latin-1', utf8('<?xml version="1.0" encoding="ISO-8859-1"?><a/>')],
    ['a declared UTF-7', utf8('<?xml version="1.0" encoding="UTF-7"?><a/>')],
  ])('refuses %s as XML_ENCODING', (_, bytes) => {
    expect(codeOf(bytes)).toBe('XML_ENCODING');
  });

  it.each(['<a', '<a></b>', '<a/><b/>', '<a k="1" k="2"/>', '', '<p:a/>', '<a>\u0001</a>', '<a>&inconnue;</a>'])(
    'refuses %j as XML_MALFORMED',
    (source) => {
      expect(codeOf(utf8(source))).toBe('XML_MALFORMED');
    },
  );

  it('accepts a byte order mark', () => {
    expect(parseXml(utf8('\uFEFF<?xml version="1.0" encoding="utf-8"?><a/>')).name).toBe('a');
  });

  it('says at which line the document breaks', () => {
    expect(() => parseXml(utf8('<a>\n<b>\n</a>'))).toThrow(expect.objectContaining({ code: 'XML_MALFORMED', path: '3' }));
  });

  it('accepts 256 levels and refuses 257', () => {
    const nested = (levels: number): Uint8Array => utf8('<a>'.repeat(levels) + '</a>'.repeat(levels));
    expect(codeOf(nested(256))).toBe('accepted');
    expect(codeOf(nested(257))).toBe('XML_DEPTH');
    expect(codeOf(nested(20_000))).toBe('XML_DEPTH');
  });

  it('accepts a text of 12 MB and refuses a document over the size limit before reading it', () => {
    const long = 'QUJD'.repeat(3_000_000);
    expect(text(parseXml(utf8(`<a>${long}</a>`)))?.length).toBe(long.length);
    expect(codeOf(utf8('<a/>'), { maxBytes: 3, maxDepth: 9 })).toBe('FILE_TOO_LARGE');
  });

  it('counts elements, comments and instructions, and refuses one too many before a tree is made of them', () => {
    const { maxNodes, maxAttributes } = XML_LIMITS;
    const of = (unit: string, count: number): Uint8Array => utf8(`<a>${unit.repeat(count)}</a>`);
    expect(codeOf(of('<b/>', maxNodes - 1))).toBe('accepted');
    for (const unit of ['<b/>', '<b></b>', '<!---->', '<?p?>', '<![CDATA[x]]>']) expect(codeOf(of(unit, maxNodes))).toBe('XML_NODES');
    expect(codeOf(of('<b k="1" l=\'>\' m="a=b"/>', Math.floor(maxAttributes / 3)))).toBe('accepted');
    expect(codeOf(of('<b k="1" l="2" m="3"/>', Math.floor(maxAttributes / 3) + 1))).toBe('XML_NODES');
    expect(codeOf(utf8(`<a ${Array.from({ length: maxAttributes + 1 }, (_, i) => `xmlns:n${i}="u"`).join(' ')}/>`))).toBe('XML_NODES');
  });

  it('does not take for markup what a text, a comment or a value holds', () => {
    const many = 'k="1" < '.repeat(300_000);
    expect(codeOf(utf8(`<a><!-- ${many} --><![CDATA[${many}]]><?p ${many}?></a>`))).toBe('accepted');
    expect(codeOf(utf8(`<a k='${'b="1" > '.repeat(300_000)}'/>`))).toBe('accepted');
  });
});
