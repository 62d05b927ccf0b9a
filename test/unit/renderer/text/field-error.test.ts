import { describe, expect, it } from 'vitest';
import { fieldError } from '../../../../renderer/text/field-error.ts';

const refusal = (path: string | null, action = 'Corrigez-la.') => ({ message: 'Cette date n’existe pas.', action, path });

describe('what is said under a field', () => {
  it.each([
    ['/traits/birthDate', 'birthDate', 'Cette date n’existe pas. Corrigez-la.'],
    ['/birthDate', 'birthDate', 'Cette date n’existe pas. Corrigez-la.'],
    ['/traits/birthDate', 'traits', undefined],
    ['/traits/birthDate', 'Date', undefined],
    [null, 'birthDate', undefined],
  ])('of a refusal of %s, under %s: %s', (path, field, said) => {
    expect(fieldError(refusal(path), field)).toBe(said);
  });

  it('is the sentence alone when there is nothing to do, and nothing without a refusal', () => {
    expect(fieldError(refusal('/birthDate', ''), 'birthDate')).toBe('Cette date n’existe pas.');
    expect(fieldError(null, 'birthDate')).toBeUndefined();
  });
});
