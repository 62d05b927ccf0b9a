import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headBefore, Lexer } from '../../../electron/pdf/lexer.ts';

/** Kinds and bytes of the tokens of a text. */
function tokens(text: string): string[] {
  const lexer = new Lexer(Buffer.from(text, 'latin1'));
  const found: string[] = [];
  for (let kind = lexer.next(); kind !== 'end'; kind = lexer.next()) {
    if (kind === '(') lexer.skipString();
    if (kind === '<') lexer.skipHex();
    found.push(kind === 'name' ? `/${lexer.name()}` : text.slice(lexer.start, lexer.at));
  }
  return found;
}

describe('the tokens of a PDF (ISO 32000-1, 7.2)', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['a comment is white space', '1 % 2 /Launch\n3', ['1', '3']],
    ['a comment ends with a carriage return too', '1%2\r3', ['1', '3']],
    ['names end at a delimiter', '/A/B<</C[1]>>', ['/A', '/B', '<<', '/C', '[', '1', ']', '>>']],
    ['a name writes its letters as it likes', '/J#61va#53cript /#4A#53', ['/JavaScript', '/JS']],
    ['a sign of number that is no escape stays', '/A#zz/B#4', ['/A#zz', '/B#4']],
    ['an escape gives one character, never another escape', '/#2341', ['/#41']],
    ['a string holds names, brackets and escaped ones', '(a (b) \\) /Launch) /X', ['(a (b) \\) /Launch)', '/X']],
    ['a string that ends with an escaped backslash', '(a\\\\) /X', ['(a\\\\)', '/X']],
    ['a hexadecimal string holds white space', '<4a 4b\n> /X', ['<4a 4b\n>', '/X']],
    ['a hexadecimal string that is none is passed as far as it goes', '<4a/X', ['<4a', '/X']],
    ['numbers', '1 -2 +3 4.5 .6 -.7', ['1', '-2', '+3', '4.5', '.6', '-.7']],
    ['words against delimiters', 'true]obj<<', ['true', ']', 'obj', '<<']],
    ['zero, form feed and tab part words', 'a\0b\fc\td', ['a', 'b', 'c', 'd']],
  ])('%s', (_what, text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  test('a name of any bytes is read as it was written, escaped or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 127, min: 1 }), (raw) => {
        const escaped = [...raw].map((byte) => `#${byte.toString(16).padStart(2, '0')}`).join('');
        const lexer = new Lexer(Buffer.from(`/${escaped} `, 'latin1'));
        expect(lexer.next()).toBe('name');
        expect(lexer.name()).toBe(Buffer.from(raw).toString('latin1'));
      }),
    );
  });

  test('any bytes come to an end, one token after the other, none left out', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (raw) => {
        const lexer = new Lexer(raw);
        for (let [before, kind] = [-1, lexer.next()]; kind !== 'end'; kind = lexer.next()) {
          expect(lexer.at).toBeGreaterThan(before);
          before = lexer.at;
        }
        expect(lexer.at).toBe(raw.length);
      }),
    );
  });

  test('a whole number counts for ten digits at most', () => {
    const kindOf = (text: string): string => new Lexer(Buffer.from(text)).next();
    expect([kindOf('1234567890'), kindOf('12345678901'), kindOf('1a'), kindOf('12.5')]).toEqual(['int', 'number', 'number', 'number']);
  });
});

describe('where an object begins', () => {
  const head = (text: string): unknown => headBefore(Buffer.from(text, 'latin1'), text.lastIndexOf('obj'));
  test.each<readonly [string, unknown]>([
    ['12 0 obj', { number: 12, start: 0 }],
    ['>>12\r\n0\tobj', { number: 12, start: 2 }],
    ['x7 0 obj', { number: 7, start: 1 }],
    ['endobj', null],
    ['1 obj', null],
    ['12 0obj', null],
    ['12345678901 0 obj', null],
    [' 0 obj', null],
  ])('%j', (text, expected) => {
    expect(head(text)).toEqual(expected);
  });
});
