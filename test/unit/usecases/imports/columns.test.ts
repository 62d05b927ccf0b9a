import { describe, expect, it } from 'vitest';
import { KeptColumns, proposedColumns, sameColumns } from '../../../../electron/usecases/imports/columns.ts';
import { csvFields, type CsvColumns, type CsvMapping } from '../../../../shared/domain/csv-columns.ts';
import { workplace } from '../workplace.ts';

// Cast: one entry a field, which TypeScript does not follow through fromEntries.
const NONE = Object.fromEntries(csvFields.map((field) => [field, null])) as CsvMapping;
const FIELDS: CsvMapping = { ...NONE, birthName: 0, birthDate: 1 };

const heading = (headers: readonly string[] = ['Nom', 'Né le'], dates: 'dmy' | 'mdy' | 'ambiguous' | null = 'dmy', suggested = FIELDS) => ({
  headers,
  columns: headers.map((name, i) => ({ name, samples: [], dates: i === 1 ? dates : null })),
  suggested,
});
const CHOSEN: CsvColumns = { fields: { ...FIELDS, phone: 2 }, dateOrder: 'dmy' };

describe('the columns proposed', () => {
  it.each([
    ['dmy', FIELDS, 'dmy'],
    ['mdy', FIELDS, 'mdy'],
    ['ambiguous', FIELDS, 'dmy'],
    [null, FIELDS, 'dmy'],
    ['mdy', { ...FIELDS, birthDate: null }, 'dmy'],
    ['mdy', { ...FIELDS, birthDate: 9 }, 'dmy'],
  ] as const)('of dates written %s in %j are read %s', (dates, suggested, dateOrder) => {
    expect(proposedColumns(heading(undefined, dates, suggested))).toEqual({ fields: suggested, dateOrder });
  });

  it('are another choice by one field, or by the order of dates', () => {
    const one = { fields: FIELDS, dateOrder: 'dmy' } as const;
    expect(sameColumns(one, { fields: { ...FIELDS }, dateOrder: 'dmy' })).toBe(true);
    expect(sameColumns(one, { ...one, dateOrder: 'mdy' })).toBe(false);
    expect(sameColumns(one, CHOSEN)).toBe(false);
  });
});

describe('the columns kept', () => {
  const keep = async (store: ReturnType<typeof workplace>['store'], ...given: Parameters<KeptColumns['with']>): Promise<void> =>
    await store.commit({ changes: [(await KeptColumns.of(store)).with(...given)], audit: [] });

  it('are found by the heading of the next file, and by the file itself', async () => {
    const { store } = workplace();
    await keep(store, heading(), CHOSEN, 'f1');
    const kept = await KeptColumns.of(store);
    expect([kept.ofHeading(['Nom', 'Né le']), kept.ofFile('f1')]).toEqual([CHOSEN, CHOSEN]);
    expect([kept.ofHeading(['Nom']), kept.ofFile('f2')]).toEqual([null, null]);
    // Neither names nor data are there to be read.
    expect(JSON.stringify(await store.settings.get('import.columns'))).not.toMatch(/Nom|Né/);
  });

  it('are the last ones chosen', async () => {
    const { store } = workplace();
    await keep(store, heading(), CHOSEN, 'f1');
    await keep(store, heading(), { ...CHOSEN, dateOrder: 'mdy' }, 'f1');
    const kept = await KeptColumns.of(store);
    expect([kept.ofHeading(['Nom', 'Né le'])?.dateOrder, kept.ofFile('f1')?.dateOrder]).toEqual(['mdy', 'mdy']);
    expect(await store.settings.get('import.columns')).toMatchObject({ headings: [{}], files: [{}] });
  });

  it('are of no heading when its names suggest them by themselves, and forget what was chosen otherwise', async () => {
    const { store } = workplace();
    await keep(store, heading(), CHOSEN, 'f1');
    await keep(store, heading(), proposedColumns(heading()), 'f2');
    const kept = await KeptColumns.of(store);
    expect([kept.ofHeading(['Nom', 'Né le']), kept.ofFile('f2')?.fields]).toEqual([null, FIELDS]);
  });

  it('of a dry run are of no file', async () => {
    const { store } = workplace();
    await keep(store, heading(), CHOSEN, null);
    expect(await store.settings.get('import.columns')).toMatchObject({ headings: [{}], files: [] });
  });

  it('are the latest fifty', async () => {
    const { store } = workplace();
    for (let n = 0; n < 51; n += 1) await keep(store, heading([`C${n}`, 'Né le']), CHOSEN, `f${n}`);
    const kept = await KeptColumns.of(store);
    expect([kept.ofFile('f0'), kept.ofHeading(['C0', 'Né le'])]).toEqual([null, null]);
    expect([kept.ofFile('f1'), kept.ofHeading(['C1', 'Né le'])]).toEqual([CHOSEN, CHOSEN]);
  });

  it.each<readonly [string, unknown, CsvColumns | null]>([
    [
      'before a field existed',
      { headings: [], files: [{ key: 'f1', columns: { fields: { birthName: 3 }, dateOrder: 'dmy' } }] },
      { fields: { ...NONE, birthName: 3 }, dateOrder: 'dmy' },
    ],
    ['as nobody would', { headings: [], files: [{ key: 'f1', columns: { fields: 'tous', dateOrder: 'dmy' } }] }, null],
    ['never', null, null],
  ])('%s', async (_what, value, columns) => {
    const { store } = workplace();
    await store.commit({ changes: [{ kind: 'setting.set', name: 'import.columns', value }], audit: [] });
    expect((await KeptColumns.of(store)).ofFile('f1')).toEqual(columns);
  });
});
