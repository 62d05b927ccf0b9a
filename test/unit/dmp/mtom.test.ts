import { describe, expect, it } from 'vitest';
import { mtomContentType, readPackage, writeMtom } from '../../../electron/dmp/mtom.ts';

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
    const lines = Buffer.from(writeMtom('b-1', envelope, [])).toString('latin1').split('\r\n');
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
    const source = 'ignored\r\n--b  \r\nContent-Type: application/xop+xml;\r\n\tcharset=UTF-8\r\n\r\n<e/>\r\n--b\t\r\nContent-ID:\r\n <a@b>\r\n\r\none\r\n--b--  \r\nignored too';
    const read = readPackage(bytes(source), header('b'));
    expect(text(read.root)).toBe('<e/>');
    expect(text(read.part('cid:a@b').bytes)).toBe('one');
  });

  it('decodes base64 and quoted-printable, leaves 8bit and binary alone', () => {
    const part = (encoding: string, content: string): string =>
      text(readPackage(bytes(`--b\r\n\r\n<e/>\r\n--b\r\nContent-ID: <a@b>\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${content}\r\n--b--\r\n`), header('b')).part('cid:a@b').bytes);
    expect(part('Base64', 'w6kg\r\nw6A=')).toBe('é à');
    expect(part('quoted-printable', '=C3=A9=\r\n !')).toBe('é !');
    expect(part('8bit', '=C3')).toBe('=C3');
    expect(part('binary', 'w6kg')).toBe('w6kg');
  });

  it('matches a URL-encoded cid, on either side', () => {
    const one = (id: string): string => `--b\r\n\r\n<e/>\r\n--b\r\nContent-ID: <${id}>\r\n\r\none\r\n--b--\r\n`;
    expect(text(readPackage(bytes(one('x-2@urn:ihe:iti:xds-b:2007')), header('b')).part('cid:x-2@urn%3Aihe%3Aiti%3Axds-b%3A2007').bytes)).toBe('one');
    expect(text(readPackage(bytes(one('x-2@urn%3Aihe')), header('b')).part('cid:x-2@urn:ihe').bytes)).toBe('one');
    expect(text(readPackage(bytes(one('100%')), header('b')).part('cid:100%').bytes)).toBe('one');
  });

  it('says which part is missing', () => {
    expect(() => readPackage(bytes(message('b')), header('b')).part('cid:absent')).toThrow(expect.objectContaining({ code: 'MTOM_PART_MISSING' }));
    expect(() => readPackage(envelope, 'application/soap+xml').part('cid:x')).toThrow(expect.objectContaining({ code: 'MTOM_PART_MISSING' }));
  });

  it('finds the root by start, else takes the first part', () => {
    expect(text(readPackage(bytes(message('b')), header('b', '; start="<a@b>"')).root)).toBe('one');
    expect(text(readPackage(bytes(message('b')), header('b', '; start="<nobody>"')).root)).toBe('<e/>');
  });

  it('refuses a message that was cut', () => {
    const whole = message('b');
    for (const cut of [whole.length - 5, whole.indexOf('one'), 4]) {
      expect(() => readPackage(bytes(whole.slice(0, cut)), header('b')), String(cut)).toThrow(expect.objectContaining({ code: 'MIME_MALFORMED' }));
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
