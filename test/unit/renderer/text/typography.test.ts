import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typeset } from '../../../../renderer/text/typography.ts';

describe('a sentence on screen', () => {
  it('is never broken before its punctuation, nor inside guillemets', () => {
    expect(typeset('Choisissez : « Ne pas renvoyer » ; vraiment ? Oui ! À 14 h 05.')).toBe(
      'Choisissez\u00A0: «\u00A0Ne pas renvoyer\u00A0»\u202F; vraiment\u202F? Oui\u202F! À 14 h 05.',
    );
  });

  it('says the same, whatever it is, and is typeset once', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', ';', ':', '!', '?', '«', '»') }), (text) => {
        expect(typeset(text).replaceAll(/[\u202F\u00A0]/g, ' ')).toBe(text);
        expect(typeset(typeset(text))).toBe(typeset(text));
      }),
    );
  });
});
