import { describe, expect, it } from 'vitest';
import type { Commit, Store } from '../../../../electron/store/types.ts';
import { Run, type RunPorts } from '../../../../electron/usecases/imports/run.ts';
import type { ImportRecord } from '../../../../shared/domain/record/import.ts';
import { fail } from '../../../../shared/errors.ts';
import { PAULE } from '../workplace.ts';
import { fileOf, importDesk, OTHER, readFile, run, SETTINGS, somebodyElse } from './kit.ts';

const TWO = [{ ipp: 'H1' }, somebodyElse({ ipp: 'H2' })];

const begun = async (
  bytes: Uint8Array,
  changed: Partial<ImportRecord> = {},
  { commit, read = readFile }: { commit?: (commit: Commit, store: Store) => Promise<void>; read?: RunPorts['read'] } = {},
) => {
  const desk = importDesk();
  const record = run({ size: bytes.byteLength, ...changed });
  await desk.save({ kind: 'import.save', run: record });
  const store: Store = { ...desk.store, commit: (one) => (commit === undefined ? desk.store.commit(one) : commit(one, desk.store)) };
  const told: ImportRecord[] = [];
  const importing = new Run(
    { store, now: desk.common.now, uuid: desk.common.uuid, settings: SETTINGS, owner: 'poste-1', read, changed: (one) => told.push(one) },
    PAULE,
    record,
  );
  const given = async (): Promise<ImportRecord> => {
    await importing.push(bytes);
    return await importing.end();
  };
  return { ...desk, importing, told, given, stored: () => desk.store.imports.get('i1') };
};
const counts = ({ created, updated, unchanged, rejected }: ImportRecord): readonly number[] => [created, updated, unchanged, rejected];

describe('an import', () => {
  it('takes the lines of its file, and says so; what it refuses is kept, to be given again', async () => {
    const { given, stored, journal, store, importing, told } = await begun(fileOf(...TWO, '?'));
    const record = await given();
    expect([record.state, record.lines, record.error, ...counts(record)]).toEqual(['done', 3, null, 2, 0, 0, 1]);
    expect(await stored()).toEqual(record);
    expect([await store.patients.count(), importing.created.length, importing.running]).toEqual([2, 2, false]);
    expect(await store.imports.errors('i1', 0, 9)).toMatchObject([{ line: 3, code: 'IMPORT_SEX', value: 'X' }]);
    expect(await store.imports.refused('i1', 0, 100)).toEqual([
      { line: 3, raw: '?', reason: 'Le sexe n’est ni M, ni F, ni indéterminé (I). Corrigez-le à la source.' },
    ]);
    const details = { lines: 3, created: 2, updated: 0, unchanged: 0, rejected: 1, conflicts: 0 };
    expect(await journal()).toMatchObject([
      { act: 'import.lines', objectId: 'i1', patientId: null, result: 'ok', details },
      { act: 'import.ended', label: 'Import terminé', objectId: 'i1', result: 'ok', details },
    ]);
    expect([told.length, told.at(-1)]).toEqual([2, record]);
  });

  it('tried without writing counts, and changes nothing', async () => {
    const { given, store, journal, importing } = await begun(fileOf(...TWO, TWO[0] ?? {}), { dryRun: true });
    expect(counts(await given())).toEqual([2, 0, 1, 0]);
    expect([await store.patients.count(), importing.created]).toEqual([0, []]);
    expect(await journal()).toMatchObject([{ act: 'import.ended', label: 'Import terminé (à blanc)' }]);
  });

  it('of a file held whole refuses a number of two people; of messages, the second one contradicts', async () => {
    const lines = [{ ipp: 'H1' }, somebodyElse({ ipp: 'H1' })];
    const codes = async (kind: 'csv' | 'hl7') => {
      const { given, store } = await begun(fileOf(...lines), { kind });
      await given();
      return (await store.imports.errors('i1', 0, 9)).map(({ line, code }) => `${line} ${code}`);
    };
    expect(await codes('csv')).toEqual(['1 IMPORT_NUMBER_TWICE', '2 IMPORT_NUMBER_TWICE']);
    expect(await codes('hl7')).toEqual(['2 IMPORT_NUMBER_REUSED']);
  });

  it('says how much of its file was read', async () => {
    const bytes = fileOf(...TWO);
    const messages = await begun(bytes, { kind: 'hl7' });
    expect((await messages.importing.push(bytes.subarray(0, 10))).read).toBe(10);
    const held = await begun(bytes);
    expect((await held.importing.push(bytes.subarray(0, 10))).read).toBe(0);
    await held.importing.push(bytes.subarray(10));
    expect((await held.importing.end()).read).toBe(bytes.byteLength);
    await messages.importing.stop({ state: 'stopped', error: null });
  });

  it('of which the file is not given whole is stopped', async () => {
    const { importing, journal, stored, store } = await begun(fileOf(...TWO), { size: 10_000 });
    await importing.push(fileOf(...TWO));
    await importing.end();
    expect(await stored()).toMatchObject({ state: 'stopped', lines: 0, error: { code: 'IMPORT_INCOMPLETE' } });
    expect([await store.patients.count(), (await journal()).map(({ label, result }) => [label, result])]).toEqual([
      0,
      [['Import interrompu', 'IMPORT_INCOMPLETE']],
    ]);
  });

  it('cancelled leaves the lines being gathered; its next piece says that it is over', async () => {
    const { importing, journal, stored, store } = await begun(fileOf(...TWO), { kind: 'hl7' });
    await importing.push(fileOf(TWO[0] ?? {}));
    await importing.stop({ state: 'cancelled', error: null });
    await importing.stop({ state: 'stopped', error: null });
    expect((await importing.push(fileOf(TWO[1] ?? {}))).state).toBe('cancelled');
    expect([await store.patients.count(), (await stored())?.state]).toEqual([0, 'cancelled']);
    expect((await journal()).map(({ label }) => label)).toEqual(['Import annulé : les lignes déjà prises restent']);
  });

  it('is written by batches, each on its own', async () => {
    const batches: number[] = [];
    const lines = Array.from({ length: 4001 }, () => '?' as const);
    const { given } = await begun(
      fileOf(...lines),
      {},
      {
        commit: async (commit, store) => {
          if (commit.deferred === true) batches.push(commit.changes.filter(({ kind }) => kind === 'import.error').length);
          await store.commit(commit);
        },
      },
    );
    expect([(await given()).rejected, batches]).toEqual([4001, [2000, 2000, 1]]);
  });
});

describe('an import that goes on', () => {
  it('passes over the lines taken before, when they are the same', async () => {
    const first = await begun(fileOf(TWO[0] ?? {}));
    const { linesHash } = await first.given();
    const { given, store } = await begun(fileOf(...TWO), { lines: 1, created: 1, linesHash });
    const record = await given();
    expect([record.state, record.lines, ...counts(record)]).toEqual(['done', 2, 2, 0, 0, 0]);
    expect((await store.patients.search('', 9)).map(({ birthName }) => birthName)).toEqual(['PAT-QUATRE']);
    expect(record.linesHash).toBe((await (await begun(fileOf(...TWO))).given()).linesHash);
  });

  it('of a file corrected meanwhile stops, and is another one from then on', async () => {
    const { given, stored, store } = await begun(fileOf(...TWO), { lines: 1, linesHash: 'autre' });
    await given();
    expect(await stored()).toMatchObject({ state: 'failed', fingerprint: 'i1', error: { code: 'IMPORT_OTHER_FILE' } });
    expect(await store.patients.count()).toBe(0);
  });

  it('begun by a version that did not tell them apart goes on', async () => {
    expect(counts(await (await begun(fileOf(...TWO), { lines: 1, linesHash: null })).given())).toEqual([1, 0, 0, 0]);
  });
});

describe('an import that fails', () => {
  it.each<readonly [string, string, RunPorts['read'] | undefined]>([
    ['IMPORT_QUOTES', 'Import arrêté sur une erreur', undefined],
    [
      'IMPORT_ABRUPT',
      'Import arrêté sur une erreur',
      (source) => ({
        [Symbol.asyncIterator]: () => ({
          next: async () => {
            const pieces = source()[Symbol.asyncIterator]();
            await pieces.next();
            await pieces.return?.();
            throw new TypeError('no such thing');
          },
        }),
      }),
    ],
  ])('by its reading (%s) says so', async (code, label, read) => {
    const { given, stored, journal, store } = await begun(fileOf('?', '!'), { kind: 'hl7' }, { read: read ?? readFile });
    await given();
    expect([await stored(), await store.patients.count()]).toMatchObject([{ state: 'failed', error: { code } }, 0]);
    expect(await journal()).toMatchObject([{ act: 'import.ended', label, result: code }]);
  });

  it('by its disk says so, even when nothing more can be written', async () => {
    const { given, stored } = await begun(fileOf(...TWO), {}, { commit: () => Promise.reject(fail('STORE_FULL')) });
    expect(await given()).toMatchObject({ state: 'failed', error: { code: 'STORE_FULL' } });
    expect((await stored())?.state).toBe('running');
  });

  it.each(['STORE_CONFLICT', 'STORE_REFUSED', 'PATIENT_SAME_INS'] as const)('by one line (%s) takes the others', async (code) => {
    const lines = [{ ipp: 'H1' }, somebodyElse({ ipp: 'H2' }), somebodyElse({ ipp: 'H3', birthName: 'PAT-CINQ' })];
    const { given, store, importing } = await begun(
      fileOf(...lines),
      {},
      {
        commit: async (commit, real) => {
          if (commit.changes.some((change) => change.kind === 'patient.save' && change.patient.birthName === 'PAT-QUATRE'))
            throw fail(code);
          await real.commit(commit);
        },
      },
    );
    const record = await given();
    expect([record.state, record.lines, ...counts(record)]).toEqual(['done', 3, 2, 0, 0, 1]);
    expect(await store.imports.errors('i1', 0, 9)).toMatchObject([{ line: 2, code }]);
    expect((await store.imports.refused('i1', 0, 10_000))[0]?.raw).toContain('PAT-QUATRE');
    expect([await store.patients.count(), importing.created.length]).toEqual([2, 2]);
  });
});

it('what its lines say is kept with it', async () => {
  const { given } = await begun(fileOf({ ipp: 'H1', reliability: ['DOUB'], authorities: [OTHER] }));
  expect(await given()).toMatchObject({ conflicts: 1, warnings: [{ code: 'IMPORT_DUPLICATE_SAID', count: 1, lines: [1] }] });
});
