import { expect, it } from 'vitest';
import { columnsOf, readChosenColumns } from '../../../electron/cli/import-columns.ts';
import type { CsvLook } from '../../../shared/contract/imports.ts';
import { csvFields, type CsvMapping } from '../../../shared/domain/csv-columns.ts';

const none = Object.fromEntries(csvFields.map((field) => [field, null])) as Record<keyof CsvMapping, null>;
const look = (...names: readonly string[]): CsvLook => ({
  columns: names.map((name) => ({ name, samples: [], dates: null })),
  lines: [],
  unrecognised: [],
  fields: { ...none, ipp: 0, sex: 2 },
  dateOrder: 'mdy',
  from: 'headings',
  resumes: null,
});
const file = look('IPP', 'Nom', 'Sexe', 'Né', 'Autre', 'Autre');
const columns = (given: unknown) => columnsOf(file, readChosenColumns(given));
const refused = (code: string, path: string) =>
  expect.objectContaining({ code, path, message: expect.stringMatching(/^Le choix des colonnes est incorrect : .*\.$/) });

it('gives a field a column by its heading or its place, and leaves the others as proposed', () => {
  expect(columns({ fields: { birthName: ' Nom ', birthDate: 3, sex: null } })).toEqual({
    fields: { ...none, ipp: 0, birthName: 1, birthDate: 3 },
    dateOrder: 'mdy',
  });
  expect(columns({ fields: { usedName: 5 }, dateOrder: 'dmy' })).toEqual({
    fields: { ...none, ipp: 0, sex: 2, usedName: 5 },
    dateOrder: 'dmy',
  });
  expect(columns({})).toEqual({ fields: file.fields, dateOrder: 'mdy' });
});

it.each([
  ['an unknown field', { fields: { nom: 'Nom' } }, '/fields/nom'],
  ['an unknown key', { field: {} }, '/field'],
  ['a heading that the file has not', { fields: { ipp: 'ipp' } }, '/fields/ipp'],
  ['a heading that the file has twice', { fields: { ipp: 'Autre' } }, '/fields/ipp'],
  ['a place beyond the last', { fields: { ipp: 6 } }, '/fields/ipp'],
  ['a place before the first', { fields: { ipp: -1 } }, '/fields/ipp'],
  ['a place that is no whole number', { fields: { birthDate: 1.5 } }, '/fields/birthDate'],
  ['another order of dates', { dateOrder: 'ymd' }, '/dateOrder'],
  ['no object', [], '/'],
])('refuses %s, and says where', (_what, given, path) => {
  expect(() => columns(given)).toThrow(refused('INPUT_INVALID', path));
});
