import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute, parseXml, text } from '../../../electron/xml/read.ts';
import { escapeXml, Xml, xml } from '../../../electron/xml/write.ts';

const xmlText = fc.string({ unit: 'grapheme' }).filter((value) => {
  try {
    escapeXml(value);
    return true;
  } catch {
    return false;
  }
});

describe('the XML writer', () => {
  it('gives back any text, in content and in attributes', () => {
    fc.assert(
      fc.property(xmlText, (value) => {
        const root = parseXml(xml`<a k="${value}">${value}</a>`.bytes());
        // An empty attribute says nothing.
        expect(attribute(root, 'k')).toBe(value === '' ? null : value);
        expect(text(root)).toBe(value);
      }),
      { numRuns: 200 },
    );
  });

  it('escapes what would close the text, the attribute or the element', () => {
    expect(xml`<a k="${'"><b/>'}">${'</a>&]]>'}</a>`.source).toBe('<a k="&quot;&gt;&lt;b/&gt;">&lt;/a&gt;&amp;]]&gt;</a>');
  });

  it('keeps tabs, line feeds and carriage returns', () => {
    expect(attribute(parseXml(xml`<a k="${'1\t2\n3\r4'}"/>`.bytes()), 'k')).toBe('1\t2\n3\r4');
  });

  it('inserts fragments as they are and writes nothing for null, undefined and false', () => {
    expect(xml`<a>${xml`<b/>`}${null}${undefined}${false}${[xml`<c/>`, null, new Xml('<d/>')]}</a>`.source).toBe('<a><b/><c/><d/></a>');
  });

  it('drops the layout of the template but not the spaces of a text', () => {
    expect(
      xml`
      <a>
        <b>${' x '} y</b>
        ${xml`<c/>`}
      </a>
    `.source,
    ).toBe('<a><b> x  y</b><c/></a>');
  });

  it.each(['\u0000', '\u000B', '\uFFFE', '\uD800', '\uDC00a'])('refuses %j, which XML 1.0 forbids', (character) => {
    expect(() => xml`<a>${character}</a>`).toThrow(RangeError);
  });

  it('accepts characters beyond the basic plane', () => {
    expect(text(parseXml(xml`<a>${'𝒳😀'}</a>`.bytes({ declaration: true })))).toBe('𝒳😀');
  });
});
