import { describe, expect, it } from 'vitest';
import { phoneNumber } from '../../../../electron/usecases/patients/phone.ts';
import { refusal } from '../refusal.ts';

describe('a phone number', () => {
  it.each([
    [null, null],
    ['   ', null],
    [' 03 26 00 00 00 ', '03 26 00 00 00'],
    ['+33 (0)3-26.00/00 00', '+33 (0)3-26.00/00 00'],
    ['03\u00A026\u202F00 00 00', '03\u00A026\u202F00 00 00'],
    ['115', '115'],
    ['123456789012345', '123456789012345'],
  ])('typed %j is kept as %j', (typed, kept) => {
    expect(phoneNumber(typed)).toBe(kept);
  });

  it.each([['12'], ['1234567890123456'], ['zéro trois 26 00 00 00'], ['03+26000000'], ['03 26 00 00 00 poste 4']])(
    'is refused as %j',
    (typed) => {
      expect(() => phoneNumber(typed)).toThrow(refusal('PHONE', { path: '/phone' }));
      expect(() => phoneNumber(typed, '/representatives/0/phone')).toThrow(refusal('PHONE', { path: '/representatives/0/phone' }));
    },
  );
});
