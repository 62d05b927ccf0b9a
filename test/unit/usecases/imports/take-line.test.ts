import { describe, expect, it } from 'vitest';
import type { ImportedPatient, ImportedStay, ImportItem } from '../../../../electron/import/types.ts';
import { takeLine } from '../../../../electron/usecases/imports/take-line.ts';
import { errorFacts, fail } from '../../../../shared/errors.ts';
import { imported, importDesk, OTHER, row, somebodyElse, stay, type ImportDesk } from './kit.ts';

const told = { line: 2, messageId: null, occurredAt: '2026-11-20T08:00:00+00:00', raw: null } as const;
const admitted = (
  patient: Partial<ImportedPatient> = {},
  said: Partial<ImportedStay> = {},
  event: 'A01' | 'A08' | 'A11' = 'A01',
): ImportItem => ({ ...told, kind: 'stay', event, patient: imported({ authorities: [OTHER], ...patient }), stay: stay(said) });
const took = (place: ImportDesk, item: ImportItem, twice: ReadonlyMap<number, readonly number[]> = new Map()) =>
  place.take((context) => takeLine(item, { file: 'patients.csv', twice }, context));

describe('a line', () => {
  it('that could not be read says why', async () => {
    const error = errorFacts(fail('IMPORT_SEX'));
    const taken = await took(importDesk(), { line: 2, error, refused: { name: null, value: 'X', raw: null } });
    expect(taken).toMatchObject({
      outcome: 'rejected',
      changes: [],
      conflict: false,
      error: { code: 'IMPORT_SEX', message: error.message },
    });
  });

  it('whose number designates two people in its file names the lines that share it', async () => {
    const taken = await took(importDesk(), row(2), new Map([[2, [2, 5]]]));
    expect([taken.error?.code, taken.outcome, taken.changes]).toEqual(['IMPORT_NUMBER_TWICE', 'rejected', []]);
    expect(`${taken.error?.message} ${taken.error?.action}`).toContain('2, 5');
    expect((await took(importDesk(), row(3), new Map([[2, [2, 5]]]))).outcome).toBe('created');
  });

  it('of an event that is not taken changes nothing', async () => {
    const taken = await took(importDesk(), { ...told, kind: 'ignored', event: 'ADT^A05', notice: null });
    expect(taken).toMatchObject({ outcome: 'unchanged', changes: [], error: null });
  });

  it('of a patient is taken, as of its file', async () => {
    const place = importDesk();
    const taken = await took(place, row(2, { proof: { lunarDate: false, channel: null, insiOn: null, document: null } }));
    expect(taken.outcome).toBe('created');
    expect((await place.store.patients.get('id-1'))?.receivedProof?.sender).toBe('patients.csv');
  });

  it('of a merge is judged as such', async () => {
    const pairs = [{ ipp: 'H8', mergedIpp: 'H9', authorities: [OTHER], traits: null }];
    expect((await took(importDesk(), { ...told, kind: 'merge', event: 'A40', pairs })).error?.code).toBe('IMPORT_MERGE_UNKNOWN');
  });
});

describe('a stay', () => {
  it('is taken with its patient', async () => {
    const place = importDesk();
    expect((await took(place, admitted({ reliability: ['DOUB'] }))).outcome).toBe('created');
    expect(await place.store.patients.stay(OTHER, 'V1')).toMatchObject({ patientId: 'id-1', state: 'open' });
    const again = await took(place, admitted({}, { ward: 'CHIRURGIE' }));
    expect(again).toMatchObject({ outcome: 'updated', conflict: false, error: null });
    expect((await took(place, admitted({}, { ward: 'CHIRURGIE' }))).outcome).toBe('unchanged');
    expect((await took(place, admitted({ usedName: 'ROUX' }, { ward: 'CHIRURGIE' }))).outcome).toBe('updated');
  });

  it.each<readonly [string, string, ImportItem]>([
    ['without the number of its patient', 'IMPORT_IPP', admitted({ ipp: null })],
    ['without its own number', 'IMPORT_VISIT', admitted({}, { visitNumber: null })],
  ])('%s is refused with %s, its patient too', async (_what, code, item) => {
    const place = importDesk();
    expect(await took(place, item)).toMatchObject({ outcome: 'rejected', changes: [], error: { code } });
    expect(await place.store.patients.count()).toBe(0);
  });

  it('without its own number corrects its patient alone', async () => {
    const place = importDesk();
    expect((await took(place, admitted({}, { visitNumber: null }, 'A08'))).outcome).toBe('created');
  });

  it('that is refused is said, and its patient is taken', async () => {
    const place = importDesk();
    const taken = await took(place, admitted({ notices: [{ code: 'IMPORT_PLACE_DROPPED', message: '' }] }, {}, 'A11'));
    expect(taken).toMatchObject({
      outcome: 'rejected',
      error: { code: 'IMPORT_STAY_UNKNOWN' },
      notices: [{ code: 'IMPORT_PLACE_DROPPED' }],
    });
    expect(await place.store.patients.count()).toBe(1);
  });

  it('of a patient who is refused is not taken', async () => {
    const place = importDesk();
    await took(place, admitted());
    const taken = await took(place, admitted(somebodyElse({ authorities: [OTHER] }), { visitNumber: 'V2' }));
    expect(taken).toMatchObject({ outcome: 'rejected', conflict: true, error: { code: 'IMPORT_NUMBER_REUSED' } });
    expect(await place.store.patients.stay(OTHER, 'V2')).toBeNull();
  });

  it('of somebody else’s visit, or of a doubtful word, waits in the work list', async () => {
    const place = importDesk();
    await took(place, admitted());
    expect((await took(place, admitted(somebodyElse({ ipp: 'H2', authorities: [OTHER] })))).conflict).toBe(true);
    expect((await took(place, admitted({ reliability: ['DOUB'] }))).conflict).toBe(true);
  });
});
