import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MIME_LIMITS, mtomContentType, readPackage, writeMtom } from '../../../electron/dmp/mtom.ts';
import { PosteError } from '../../../shared/errors.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const bytes = (value: string): Uint8Array => Buffer.from(value, 'latin1');
const envelope = bytes('<e/>');

describe('the MTOM writer', () => {
  const binary = Buffer.from(Array.from({ length: 512 }, (_, i) => i % 256));
  const parts = [
    { contentId: 'document01@poste-sante', contentType: 'text/xml', bytes: Buffer.from('<a>é\r\n</a>\n') },
    { contentId: 'other', contentType: 'application/octet-stream', bytes: binary },
  ];
  const written = writeMtom('b-1', envelope, parts);

  it('sends the very bytes it was given, whatever they hold', () => {
    const read = readPackage(written, mtomContentType('b-1', 'urn:a'));
    expect(text(read.root)).toBe('<e/>');
    expect(Buffer.from(read.part('cid:document01@poste-sante').bytes)).toEqual(Buffer.from('<a>é\r\n</a>\n'));
    expect(Buffer.from(read.part('cid:other').bytes)).toEqual(binary);
  });

  it('ends every line of its own with CRLF and closes the last boundary', () => {
    const lines = Buffer.from(writeMtom('b-1', envelope, []))
      .toString('latin1')
      .split('\r\n');
    expect(lines).toEqual([
      '--b-1',
      'Content-Type: application/xop+xml; charset=UTF-8; type="application/soap+xml"',
      'Content-Transfer-Encoding: binary',
      'Content-ID: <root.message@poste-sante>',
      '',
      '<e/>',
      '--b-1--',
      '',
    ]);
  });

  it('names type, root, SOAP type and action in the HTTP header', () => {
    expect(mtomContentType('b-1', 'urn:a')).toBe(
      'multipart/related; boundary="b-1"; type="application/xop+xml"; start="<root.message@poste-sante>"; start-info="application/soap+xml"; action="urn:a"',
    );
  });
});

describe('the MTOM splitter', () => {
  const header = (boundary: string, extra = ''): string => `multipart/related; boundary=${boundary}; type="application/xop+xml"${extra}`;
  const message = (boundary: string, line = '\r\n'): string =>
    [`--${boundary}`, 'Content-ID: <root>', '', '<e/>', `--${boundary}`, 'content-id: <a@b>', '', 'one', `--${boundary}--`, ''].join(line);

  it('takes odd boundaries, quoted or not, and escaped quotes', () => {
    for (const boundary of ["'()+_,-./:=?", '----=_Part_9_20030738.1554380517598', 'with space', 'a=b;c']) {
      const read = readPackage(bytes(message(boundary)), header(`"${boundary}"`));
      expect(text(read.part('cid:a@b').bytes), boundary).toBe('one');
    }
    expect(text(readPackage(bytes(message('plain.1')), header('plain.1')).root)).toBe('<e/>');
    expect(text(readPackage(bytes(message('q"q')), header('"q\\"q"')).root)).toBe('<e/>');
  });

  it('takes LF-only messages, keeping a carriage return of the content', () => {
    const source = message('b', '\n').replace('one', 'one\r');
    expect(text(readPackage(bytes(source), header('b')).part('cid:a@b').bytes)).toBe('one\r');
    expect(text(readPackage(bytes(message('b', '\n')), header('b')).root)).toBe('<e/>');
  });

  it('is not misled by a longer boundary or by the boundary in the middle of a line', () => {
    const source = ['--b', '', '<e/>', '--b', 'Content-ID: <a@b>', '', '--bb', 'x --b', '--b x', '', '--b--'].join('\r\n');
    expect(text(readPackage(bytes(source), header('b')).part('cid:a@b').bytes)).toBe('--bb\r\nx --b\r\n--b x\r\n');
  });

  it('takes a preamble, an epilogue, padding after boundaries and folded headers', () => {
    const source =
      'ignored\r\n--b  \r\nContent-Type: application/xop+xml;\r\n\tcharset=UTF-8\r\n\r\n<e/>\r\n--b\t\r\nContent-ID:\r\n <a@b>\r\n\r\none\r\n--b--  \r\nignored too';
    const read = readPackage(bytes(source), header('b'));
    expect(text(read.root)).toBe('<e/>');
    expect(text(read.part('cid:a@b').bytes)).toBe('one');
  });

  it('decodes base64 and quoted-printable, leaves 8bit and binary alone', () => {
    const part = (encoding: string, content: string): string =>
      text(
        readPackage(
          bytes(`--b\r\n\r\n<e/>\r\n--b\r\nContent-ID: <a@b>\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${content}\r\n--b--\r\n`),
          header('b'),
        ).part('cid:a@b').bytes,
      );
    expect(part('Base64', 'w6kg\r\nw6A=')).toBe('é à');
    expect(part('quoted-printable', '=C3=A9=\r\n !')).toBe('é !');
    expect(part('8bit', '=C3')).toBe('=C3');
    expect(part('binary', 'w6kg')).toBe('w6kg');
  });

  it('matches a URL-encoded cid, on either side', () => {
    const one = (id: string): string => `--b\r\n\r\n<e/>\r\n--b\r\nContent-ID: <${id}>\r\n\r\none\r\n--b--\r\n`;
    expect(
      text(readPackage(bytes(one('x-2@urn:ihe:iti:xds-b:2007')), header('b')).part('cid:x-2@urn%3Aihe%3Aiti%3Axds-b%3A2007').bytes),
    ).toBe('one');
    expect(text(readPackage(bytes(one('x-2@urn%3Aihe')), header('b')).part('cid:x-2@urn:ihe').bytes)).toBe('one');
    expect(text(readPackage(bytes(one('100%')), header('b')).part('cid:100%').bytes)).toBe('one');
  });

  it('says which part is missing', () => {
    expect(() => readPackage(bytes(message('b')), header('b')).part('cid:absent')).toThrow(
      expect.objectContaining({ code: 'MTOM_PART_MISSING' }),
    );
    expect(() => readPackage(envelope, 'application/soap+xml').part('cid:x')).toThrow(
      expect.objectContaining({ code: 'MTOM_PART_MISSING' }),
    );
  });

  it('finds the root by start, else takes the first part', () => {
    expect(text(readPackage(bytes(message('b')), header('b', '; start="<a@b>"')).root)).toBe('one');
    expect(text(readPackage(bytes(message('b')), header('b', '; start="<nobody>"')).root)).toBe('<e/>');
  });

  it('refuses a message that was cut', () => {
    const whole = message('b');
    for (const cut of [whole.length - 5, whole.indexOf('one'), 4]) {
      expect(() => readPackage(bytes(whole.slice(0, cut)), header('b')), String(cut)).toThrow(
        expect.objectContaining({ code: 'MIME_MALFORMED' }),
      );
    }
  });

  it('reads a saved message with its HTTP headers, or without any', () => {
    const saved = `HTTP/1.1 200 OK\r\nDate: now\r\nContent-Type: multipart/related;\r\n boundary="b"; type="application/xop+xml"\r\n\r\n${message('b')}`;
    expect(text(readPackage(bytes(saved), null).part('cid:a@b').bytes)).toBe('one');
    expect(text(readPackage(bytes(message('b')), null).part('cid:a@b').bytes)).toBe('one');
    expect(text(readPackage(bytes('<?xml version="1.0"?>\n<e/>'), null).root)).toBe('<?xml version="1.0"?>\n<e/>');
    expect(text(readPackage(bytes('Content-Type: application/soap+xml\r\n\r\n<e/>'), null).root)).toBe('<e/>');
  });
});

describe('the MIME door', () => {
  const header = 'multipart/related; boundary="b"; type="application/xop+xml"';
  const part = (headers: string, content: string): string => `--b\r\n${headers}\r\n${content}\r\n`;
  const whole = (...parts: readonly string[]): string => `${part('Content-ID: <root>\r\n', '<e/>')}${parts.join('')}--b--\r\n`;
  const refused = (source: string, type = header): unknown => {
    try {
      const read = readPackage(bytes(source), type);
      return text(read.root);
    } catch (thrown) {
      if (!(thrown instanceof PosteError)) throw thrown;
      expect(`${thrown.message} ${thrown.action}`).toMatch(/^Le message .+\. .+\.$/);
      return `${thrown.code} ${thrown.detail ?? ''}`.trim();
    }
  };

  it.each<readonly [string, string, string]>([
    ['no boundary', 'multipart/related; type="application/xop+xml"', 'MIME_MALFORMED boundary'],
    ['an empty boundary', 'multipart/related; boundary=""', 'MIME_MALFORMED boundary'],
    ['an endless boundary', `multipart/related; boundary="${'b'.repeat(201)}"`, 'MIME_MALFORMED boundary'],
    ['two boundaries', 'multipart/related; boundary="b"; boundary="c"', 'MIME_MALFORMED boundary'],
    ['two starts', `${header}; start="<root>"; start="<other>"`, 'MIME_MALFORMED start'],
    ['a boundary that is nowhere', 'multipart/related; boundary="elsewhere"', 'MIME_MALFORMED closing boundary'],
    ['the same boundary twice', `${header}; boundary=b`, '<e/>'],
  ])('a header with %s', (_what, type, result) => {
    expect(refused(whole(), type)).toBe(result);
  });

  it.each<readonly [string, string, string]>([
    ['two parts of one Content-ID', whole(part('Content-ID: <a>\r\n', '1'), part('Content-ID: <a>\r\n', '2')), 'MIME_MALFORMED Content-ID'],
    ['two roots of one Content-ID', whole(part('Content-ID: <root>\r\n', '<other/>')), 'MIME_MALFORMED Content-ID'],
    ['parts without Content-ID', whole(part('', '1'), part('', '2')), '<e/>'],
    ['base64 that is none', whole(part('Content-Transfer-Encoding: base64\r\n', 'pas du base64 !')), 'MIME_MALFORMED base64'],
    ['base64 cut short', whole(part('Content-Transfer-Encoding: base64\r\n', 'w6kgw6')), 'MIME_MALFORMED base64'],
    ['base64 with its end in the middle', whole(part('Content-Transfer-Encoding: base64\r\n', 'w6k=w6k=')), 'MIME_MALFORMED base64'],
    [
      'an unknown transfer encoding',
      whole(part('Content-Transfer-Encoding: x-uuencode\r\n', 'begin 644')),
      'MIME_MALFORMED transfer encoding',
    ],
    ['headers without end', whole(part('X: y', 'z'.repeat(10))), 'MIME_MALFORMED part headers'],
    ['headers beyond the limit', whole(part(`X-Bomb: ${'z'.repeat(MIME_LIMITS.maxHeaderBytes)}\r\n`, '1')), 'MIME_MALFORMED part headers'],
    ['a thousand headers', whole(part('X-Bomb: z\r\n'.repeat(1000), '1')), '<e/>'],
    ['8-bit headers', whole(part('Content-Description: compte rendu \u00e9\u00ff\r\n', '1')), '<e/>'],
    [
      'a part that is a multipart of its own',
      whole(part('Content-Type: multipart/mixed; boundary="inner"\r\n', '--inner\r\n\r\nx\r\n--inner--')),
      '<e/>',
    ],
    ['the last boundary cut', whole().slice(0, -6), 'MIME_MALFORMED closing boundary'],
    ['one dash of the last boundary', whole().replace('--b--', '--b-'), 'MIME_MALFORMED closing boundary'],
    ['nothing at all', '', 'MIME_MALFORMED closing boundary'],
    ['the last boundary alone', '--b--\r\n', 'MIME_MALFORMED parts'],
  ])('a body with %s', (_what, source, result) => {
    expect(refused(source)).toBe(result);
  });

  it('takes as many parts as its limit, and no more', () => {
    const parts = (count: number): string =>
      `${Array.from({ length: count }, (_, i) => part(`Content-ID: <${i}>\r\n`, String(i))).join('')}--b--\r\n`;
    expect(refused(parts(MIME_LIMITS.maxParts))).toBe('0');
    expect(refused(parts(MIME_LIMITS.maxParts + 1))).toBe('MIME_MALFORMED too many parts');
  });

  it('refuses a message beyond its size before looking at it', () => {
    expect(() => readPackage(new Uint8Array(MIME_LIMITS.maxBytes + 1), header)).toThrow(
      expect.objectContaining({ code: 'MIME_TOO_LARGE' }),
    );
  });

  it('leaves an extra part alone, and a part under another name is missing', () => {
    const read = readPackage(bytes(whole(part('Content-ID: <extra>\r\n', 'x'), part('Content-ID: <autre>\r\n', 'y'))), header);
    expect(text(read.root)).toBe('<e/>');
    expect(() => read.part('cid:document')).toThrow(expect.objectContaining({ code: 'MTOM_PART_MISSING' }));
  });

  it('keeps the blanks before a soft line break, as quoted-printable wants', () => {
    const read = readPackage(
      bytes(whole(part('Content-ID: <a>\r\nContent-Transfer-Encoding: quoted-printable\r\n', 'un =\r\ndeux= \t\r\n trois'))),
      header,
    );
    expect(text(read.part('cid:a').bytes)).toBe('un deux trois');
  });

  it.each([
    [
      'quoted-printable of blanks',
      `--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${' '.repeat(2_000_000)}\r\n--b--\r\n`,
      header,
    ],
    ['boundaries that are none', `--b\r\n\r\n${'--bb\r\n'.repeat(300_000)}--b--\r\n`, header],
    ['header of blanks', '--b\r\n\r\n<e/>\r\n--b--\r\n', `${header};${' '.repeat(60_000)}`],
    ['header of semicolons', '--b\r\n\r\n<e/>\r\n--b--\r\n', `${header}${'; a'.repeat(20_000)}`],
  ])('reads a hostile %s in time', (_what, source, type) => {
    const before = performance.now();
    readPackage(bytes(source), type);
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it('gives back any parts it wrote, in binary, base64 or cut with line feeds, and throws nothing but its own errors', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), fc.nat(2000), (contents, cut) => {
        const parts = contents.map((content, i) => ({ contentId: `part-${i}`, contentType: 'application/octet-stream', bytes: content }));
        const written = writeMtom('un-boundary-rare', envelope, parts);
        const read = readPackage(written, mtomContentType('un-boundary-rare', 'urn:a'));
        for (const { contentId, bytes: content } of parts)
          expect(Buffer.from(read.part(`cid:${contentId}`).bytes)).toEqual(Buffer.from(content));
        const shorter = written.subarray(0, Math.min(cut, written.length - 3));
        expect(() => readPackage(shorter, mtomContentType('un-boundary-rare', 'urn:a'))).toThrow(PosteError);
      }),
      { numRuns: 200 },
    );
  });
});
