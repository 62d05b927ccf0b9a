import { describe, expect, it } from 'vitest';
import { count } from '../../../../renderer/text/count.ts';
import { frenchDate, frenchLeft, frenchSize, isoDate, typeDate } from '../../../../renderer/ui/format.ts';

describe('dates as they are typed', () => {
  it.each([
    ['12/03/1979', '1979-03-12'],
    ['12031979', '1979-03-12'],
    ['1.2.2020', '2020-02-01'],
    ['29/02/2024', '2024-02-29'],
  ])('%s is a date', (typed, iso) => {
    expect(isoDate(typed)).toBe(iso);
  });

  it.each(['', '12/03', '31/02/2024', '29/02/2023', '32/01/2020', '12/13/2020', 'hier', '2020-01-02'])('« %s » is no date', (typed) => {
    expect(isoDate(typed)).toBeNull();
  });

  it.each([
    ['00/00/1993', '1993-00-00'],
    ['00/05/1993', '1993-05-00'],
  ])('keeps the unknown parts of a lunar date %s', (typed, iso) => {
    expect(isoDate(typed)).toBe(iso);
  });

  it('adds the slashes while digits are typed and lets them be deleted', () => {
    const typed = '12031979'.split('').reduce((text, digit) => typeDate(text, text + digit), '');
    expect(typed).toBe('12/03/1979');
    expect(typeDate('12/0', '12/')).toBe('12/');
  });

  it('leaves a date typed with its own slashes alone', () => {
    const typed = '1/3/1979'.split('').reduce((text, digit) => typeDate(text, text + digit), '');
    expect(typed).toBe('1/3/1979');
    expect(isoDate(typed)).toBe('1979-03-01');
  });

  it('takes a pasted date whole', () => {
    expect(typeDate('', '12/03/1979')).toBe('12/03/1979');
  });
});

describe('what is shown', () => {
  it('shows a date in French and anything else as it is', () => {
    expect(frenchDate('1979-03-12')).toBe('12/03/1979');
    expect(frenchDate('1993-00-00')).toBe('00/00/1993');
    expect(frenchDate('1993')).toBe('1993');
  });

  it('counts zero and one in the singular', () => {
    expect([count(0, 'page'), count(1, 'page'), count(2, 'page')]).toEqual(['0 page', '1 page', '2 pages']);
  });

  it('never shows a negative time before the lock', () => {
    expect([frenchLeft(-5), frenchLeft(45_000), frenchLeft(61_000)]).toEqual(['0 s', '45 s', '2 min']);
  });

  it('shows sizes with a comma', () => {
    expect([frenchSize(12), frenchSize(51_900), frenchSize(1_468_006)]).toEqual(['12 octets', '51 Ko', '1,4 Mo']);
  });
});
