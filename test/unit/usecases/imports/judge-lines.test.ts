import { describe, expect, it } from 'vitest';
import type { ImportItem } from '../../../../electron/import/types.ts';
import { judgeLines } from '../../../../electron/usecases/imports/judge-lines.ts';
import { BatchRecords } from '../../../../electron/usecases/imports/batch-records.ts';
import { errorFacts, fail } from '../../../../shared/errors.ts';
import { imported, importDesk, OTHER, row, somebodyElse, stay, type ImportDesk } from './kit.ts';

const told = { messageId: null, occurredAt: null, raw: null } as const;
const judged = ({ context }: ImportDesk, ...batch: readonly ImportItem[]) =>
  judgeLines(batch, { file: 'patients.csv', twice: new Map([[9, [8, 9]]]) }, context());

describe('lines that are judged', () => {
  it('see what the ones before changed, and are counted', async () => {
    const { counts, changes, errors } = await judged(importDesk(), row(2), row(3), row(4, { usedName: 'ROUX' }), row(9, { ipp: 'H9' }));
    expect(counts).toEqual({ created: 1, updated: 1, unchanged: 1, rejected: 1, conflicts: 0 });
    expect(changes.flatMap((change) => (change.kind === 'patient.save' ? [change.patient.revision] : []))).toEqual([0, 1]);
    expect(errors.map(({ line, code }) => [line, code])).toEqual([[9, 'IMPORT_NUMBER_TWICE']]);
  });

  it('say whom and what they refuse, to be given again', async () => {
    const error = errorFacts(fail('IMPORT_SEX'));
    const merge = {
      ...told,
      line: 4,
      kind: 'merge',
      event: 'A40',
      raw: 'MSH',
      pairs: [{ ipp: 'H8', mergedIpp: 'H9', authorities: [OTHER], traits: null }],
    } as const;
    const { errors } = await judged(importDesk(), { line: 2, error, refused: { name: 'ZOLAND', value: 'X', raw: 'brut' } }, row(9), merge);
    expect(errors).toMatchObject([
      { line: 2, code: 'IMPORT_SEX', message: error.message, action: error.action, name: 'ZOLAND', value: 'X', raw: 'brut' },
      { line: 9, code: 'IMPORT_NUMBER_TWICE', name: 'PAT-TROIS DOMINIQUE, 28/03/1979', value: 'H1', raw: 'ligne 9' },
      { line: 4, code: 'IMPORT_MERGE_UNKNOWN', name: null, value: null, raw: 'MSH' },
    ]);
  });

  it('of events that are not taken are set apart, and said when somebody must know', async () => {
    const ignored = (line: number, notice: { code: string; message: string } | null): ImportItem => ({
      ...told,
      line,
      kind: 'ignored',
      event: 'ADT^A47',
      notice,
    });
    const {
      ignored: events,
      notices,
      counts,
    } = await judged(importDesk(), ignored(2, null), ignored(3, { code: 'HL7_A47', message: 'Dit.' }));
    expect([events, notices]).toEqual([['ADT^A47', 'ADT^A47'], [{ code: 'HL7_A47', message: 'Dit.', line: 3 }]]);
    expect(counts).toEqual({ created: 0, updated: 0, unchanged: 0, rejected: 0, conflicts: 0 });
  });

  it('say what is taken and said all the same, by line; what waits counts', async () => {
    const { notices, counts } = await judged(importDesk(), row(2, { reliability: ['DOUB'] }));
    expect([notices.map(({ code, line }) => [code, line]), counts.conflicts, counts.created]).toEqual([
      [['IMPORT_DUPLICATE_SAID', 2]],
      1,
      1,
    ]);
  });

  it('ask the store once of each person, number and visit', async () => {
    const desk = importDesk();
    await desk.records({});
    await desk.save({ kind: 'identifier.set', identifier: { patientId: 'p1', authority: OTHER, value: 'H1', eventAt: null } });
    const asked: string[] = [];
    const { patients } = desk.store;
    const store: typeof desk.store = {
      ...desk.store,
      patients: {
        ...patients,
        byIdentifier: async (authority, value) => {
          asked.push(`${authority} ${value}`);
          return await patients.byIdentifier(authority, value);
        },
        stay: async (authority, visit) => {
          asked.push(`${authority} ${visit}`);
          return await patients.stay(authority, visit);
        },
      },
    };
    const context = desk.context({ records: new BatchRecords(store) });
    const of = { authorities: [OTHER] };
    await judgeLines(
      [
        row(2, of),
        { ...told, line: 3, kind: 'stay', event: 'A01', patient: imported(of), stay: stay() },
        { ...told, line: 4, kind: 'merge', event: 'A40', pairs: [{ ipp: 'H1', mergedIpp: 'H7', ...of, traits: null }] },
        row(5, somebodyElse({ ipp: null })),
      ],
      { file: 'adt.hl7', twice: new Map() },
      context,
    );
    expect(new Set(asked)).toEqual(new Set([`${OTHER} H1`, `${OTHER} H7`, `${OTHER} V1`]));
  });
});
