import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOid, localPatientRoot, uuidOid } from '../../../electron/cda/identifiers.ts';
import { atOffsetOf, fromHl7, localInstant, toHl7 } from '../../../electron/cda/time.ts';

describe('times of a document', () => {
  test('an instant to the second goes to HL7 and back', () => {
    const instants = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.integer({ min: -12 * 4, max: 14 * 4 }), (date, quarters) => {
        const sign = quarters < 0 ? '-' : '+';
        const two = (n: number) => String(n).padStart(2, '0');
        const offset = `${sign}${two(Math.floor(Math.abs(quarters) / 4))}:${two((Math.abs(quarters) % 4) * 15)}`;
        const iso = atOffsetOf(`2000-01-01T00:00:00${offset}`, date);
        expect(Math.floor(date.getTime() / 1000)).toBe(Math.floor(Date.parse(iso) / 1000));
        expect(Date.parse(fromHl7(toHl7(iso)) ?? '')).toBe(Date.parse(iso));
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['2025', '2025'],
    ['202503', '2025-03'],
    ['20250307', '2025-03-07'],
    ['202503071015+0100', '2025-03-07T10:15+01:00'],
    ['20250307101530.123+0000', '2025-03-07T10:15:30Z'],
    ['20250307101530', '2025-03-07T10:15:30'],
    ['7 mars', null],
  ])('%s is read as %s', (ts, iso) => expect(fromHl7(ts)).toBe(iso));

  test('an instant of this workstation keeps the instant', () => {
    const now = new Date('2026-07-02T09:31:00Z');
    expect(Date.parse(localInstant(now))).toBe(now.getTime());
  });
});

describe('identifiers', () => {
  test('a UUID becomes an OID under 2.25', () => {
    expect(uuidOid('f81d4fae-7dec-11d0-a765-00a0c91e6bf6')).toBe('2.25.329800735698586629295641978511506172918');
  });
  test('a structure has one domain of local numbers, and another has another', () => {
    expect(localPatientRoot('1999999999')).toBe(localPatientRoot('1999999999'));
    expect(localPatientRoot('1999999999')).not.toBe(localPatientRoot('1999999998'));
    expect(isOid(localPatientRoot('499900000017001'))).toBe(true);
  });
  test.each(['1.2.250', '2.25.0'])('%s is an OID', (oid) => expect(isOid(oid)).toBe(true));
  test.each(['', '1', '1.02', '3.1', '1.2^3', `1.${'2'.repeat(64)}`])('« %s » is not one', (oid) => expect(isOid(oid)).toBe(false));
});
