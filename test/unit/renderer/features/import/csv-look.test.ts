import { describe, expect, it } from 'vitest';
import type { CsvLook } from '../../../../../shared/contract/imports.ts';
import { csvFields, type CsvField, type CsvMapping } from '../../../../../shared/domain/csv-columns.ts';
import {
  asksAtOnce,
  birthDates,
  columnName,
  faultOf,
  fieldError,
  isProposed,
  isResumed,
  unreadColumns,
  withColumn,
  type CsvReading,
} from '../../../../../renderer/features/import/csv-look.ts';
import { importsText as words } from '../../../../../renderer/features/import/text.ts';

// TypeScript types the keys of fromEntries as any string.
const NONE = Object.fromEntries(csvFields.map((field) => [field, null])) as CsvMapping;
const NAMED: CsvMapping = { ...NONE, birthName: 0, birthFirstNames: 1, sex: 2, birthDate: 3 };
const column = (name: string, samples: readonly string[] = [], dates: CsvLook['columns'][number]['dates'] = null) => ({
  name,
  samples: [...samples],
  dates,
});
const look = (part: Partial<CsvLook> = {}): CsvLook => ({
  fields: NAMED,
  dateOrder: 'dmy',
  columns: [column('Nom'), column('Prénoms'), column('Sexe'), column('Né le', ['28/03/1979'], 'dmy')],
  unrecognised: [],
  lines: [],
  from: 'headings',
  resumes: null,
  ...part,
});
const reading = (fields: Partial<CsvMapping> = {}, of: CsvLook = look()): CsvReading => ({
  look: of,
  columns: { fields: { ...of.fields, ...fields }, dateOrder: of.dateOrder },
});

describe('the columns of a CSV', () => {
  it('are named by the file, else by their place', () => {
    const { columns } = look();
    expect(columnName({ columns }, 1)).toBe('Prénoms');
    expect(columnName({ columns: [column('')] }, 0)).toBe(words.unnamed(1));
  });

  it('are left out when they hold something that no field takes', () => {
    const more = look({ columns: [...look().columns, column('Chambre'), column('', ['12']), column('')] });
    expect(unreadColumns(reading({}, more))).toEqual([4, 5]);
    expect(unreadColumns(reading({ phone: 4 }, more))).toEqual([5]);
    expect(unreadColumns(reading())).toEqual([]);
  });

  it('are told to be missing before they are told to be shared', () => {
    expect(faultOf(reading().columns)).toBeNull();
    expect(faultOf(reading({ phone: 0 }).columns)).toBe('shared');
    expect(faultOf(reading({ phone: 0, sex: null }).columns)).toBe('missing');
  });

  it.each<[CsvField, string | null]>([
    ['sex', words.required],
    ['birthName', words.twice],
    ['phone', words.twice],
    ['birthDate', null],
    ['address', null],
  ])('are at fault for the field that they miss or share: %s', (field, said) => {
    expect(fieldError(reading({ phone: 0, sex: null }).columns, field)).toBe(said);
  });

  it('are those proposed as long as nothing was changed', () => {
    expect(isProposed(reading())).toBe(true);
    expect(isProposed(reading({ phone: 2 }))).toBe(false);
    expect(isProposed({ look: look(), columns: { fields: NAMED, dateOrder: 'mdy' } })).toBe(false);
  });

  it('go on from an earlier import by the same columns only', () => {
    const begun = look({ from: 'resumed', resumes: 12 });
    expect(isResumed(reading({}, begun))).toBe(true);
    expect(isResumed(reading({ phone: 2 }, begun))).toBe(false);
    expect(isResumed(reading())).toBe(false);
  });
});

describe('the birth dates of a CSV', () => {
  const two = look({
    columns: [...look().columns, column('Naissance', ['03/28/1979'], 'mdy'), column('Jour', ['03/04/1979'], 'ambiguous')],
  });

  it('tell their order, if there are some', () => {
    expect(birthDates(reading())).toBe('dmy');
    expect(birthDates(reading({ birthDate: 1 }))).toBeNull();
    expect(birthDates(reading({ birthDate: null }))).toBeNull();
  });

  it('bring the order that their column tells; an ambiguous one, or another field, keeps it', () => {
    expect(withColumn(reading({}, two), 'birthDate', 4)).toEqual({ fields: { ...NAMED, birthDate: 4 }, dateOrder: 'mdy' });
    expect(withColumn(reading({}, two), 'birthDate', 5).dateOrder).toBe('dmy');
    expect(withColumn(reading({}, two), 'birthDate', null)).toEqual({ fields: { ...NAMED, birthDate: null }, dateOrder: 'dmy' });
    expect(withColumn(reading({}, two), 'phone', 4)).toEqual({ fields: { ...NAMED, phone: 4 }, dateOrder: 'dmy' });
  });
});

describe('a CSV', () => {
  it('goes by itself when every column has its field', () => {
    expect(asksAtOnce(look())).toBe(false);
  });

  it('is asked about when a field is missing, a column left out, or its dates unsure', () => {
    expect(asksAtOnce(look({ fields: { ...NAMED, sex: null }, columns: [column('Nom'), column('Prénoms'), column(''), column('')] }))).toBe(
      true,
    );
    expect(asksAtOnce(look({ columns: [...look().columns, column('Chambre')] }))).toBe(true);
    expect(asksAtOnce(look({ columns: look().columns.map((one) => ({ ...one, dates: 'ambiguous' as const })) }))).toBe(true);
  });

  it.each(['kept', 'resumed'] as const)('is not asked about again when the choice is %s', (from) => {
    expect(asksAtOnce(look({ from, columns: [...look().columns, column('Chambre')] }))).toBe(false);
  });
});
