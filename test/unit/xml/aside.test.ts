import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASIDE_MIN } from '../../../electron/xml/aside.ts';
import { parseXml, text, type XmlElement } from '../../../electron/xml/read.ts';

const utf8 = (source: string): Uint8Array => new TextEncoder().encode(source);
const long = (of: string): string => of.repeat(Math.ceil((ASIDE_MIN + 10) / of.length));
const children = (source: string): readonly (XmlElement | string)[] => parseXml(utf8(source)).children;
const body = long(`${'QUJD'.repeat(19)}\n`);

describe('a long text in base64', () => {
  it('comes back as it was, with its lines, its spaces and its neighbours', () => {
    expect(children(`<a>${body}</a>`)).toEqual([body]);
    expect(children(`<a>\n ${body} \n</a>`)).toEqual([`\n ${body} \n`]);
    expect(children(`<a>avant<b>${body}</b>${body}QQ==</a>`)).toMatchObject(['avant', { name: 'b', children: [body] }, `${body}QQ==`]);
  });

  it('is joined to the CDATA that follows, which may begin with an end of line', () => {
    expect(text(parseXml(utf8(`<a>${body}<![CDATA[\n<x>]]></a>`)))).toBe(`${body}\n<x>`);
  });

  it('is not mistaken for a text that looks like its mark', () => {
    expect(children(`<a>\uE0000;<b>${body}</b></a>`)).toMatchObject(['\uE0000;', { children: [body] }]);
    expect(children(`<a>&#xE000;0;<b>${body}</b></a>`)).toMatchObject(['\uE0000;', { children: [body] }]);
  });

  it('does not move the line of what is broken after it', () => {
    const lines = body.split('\n').length - 1;
    expect(() => parseXml(utf8(`<a>${body}<b>\n</a>`))).toThrow(
      expect.objectContaining({ code: 'XML_MALFORMED', path: String(lines + 2) }),
    );
  });

  it('is refused where no text may stand', () => {
    expect(() => parseXml(utf8(`<a/>${body}`))).toThrow(expect.objectContaining({ code: 'XML_MALFORMED' }));
    expect(() => parseXml(utf8(`<a>${body}`))).toThrow(expect.objectContaining({ code: 'XML_MALFORMED' }));
  });

  it.each([
    ['another character', `${body}é`],
    ['a reference', `${body}&#65;`],
    ['a carriage return', `${body}\r\n`],
  ])('with %s is the parser’s affair', (_what, odd) => {
    expect(children(`<a>${odd}</a>`)).toEqual([odd.replace('&#65;', 'A').replace('\r\n', '\n')]);
  });

  it('in a comment, a value or CDATA stays what it was', () => {
    expect(parseXml(utf8(`<a k="${long('QUJD')}"><!--${body}--><![CDATA[${body}]]></a>`))).toMatchObject({
      attributes: [{ value: long('QUJD') }],
      children: [body],
    });
  });

  it('comes back from any document of several', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('', 'x', '\n', 'é&amp;'), fc.constantFrom('', body, `${body}=`, long('QQ '))), { maxLength: 6 }),
        (parts) => {
          const source = `<r>${parts.map(([before, after]) => `<e>${before}</e>${after}<f>${after}</f>`).join('')}</r>`;
          const expected = parts.map(([before, after]) => before.replace('&amp;', '&') + after + after).join('');
          expect(text(parseXml(utf8(source)))).toBe(expected);
        },
      ),
      { numRuns: 30 },
    );
  });
});
