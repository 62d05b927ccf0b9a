import { describe, expect, it } from 'vitest';
import { Imports, type CsvReader } from '../../../../electron/usecases/imports/imports.ts';
import { csvFields, type CsvColumns, type CsvMapping } from '../../../../shared/domain/csv-columns.ts';
import { fileOf, importDesk, readFile, SETTINGS, somebodyElse } from './kit.ts';

// Cast: one entry a field, which TypeScript does not follow through fromEntries.
const FIELDS = Object.fromEntries(csvFields.map((field) => [field, null])) as CsvMapping;
const PHONE: CsvColumns = { fields: { ...FIELDS, phone: 0 }, dateOrder: 'dmy' };
const TWO = fileOf({ ipp: 'H1' }, somebodyElse({ ipp: 'H2' }), '?');

const desk = () => {
  const place = importDesk();
  const readBy: CsvColumns[] = [];
  const csv: CsvReader = {
    headers: ['Nom'],
    columns: [{ name: 'Nom', samples: ['PAT-TROIS'], dates: null }],
    lines: [['PAT-TROIS']],
    suggested: FIELDS,
    unrecognised: ['Nom'],
    heading: 'Nom\n',
    encoding: null,
    read: (columns) => {
      readBy.push(columns);
      return readFile;
    },
  };
  const imports = new Imports({
    ...place.common,
    settings: SETTINGS,
    owner: 'poste-1',
    readers: {
      csv: () => csv,
      hl7: () => readFile,
      placeName: () => Promise.resolve(null),
      refusedFile: (kind, heading, lines) => Buffer.from([kind, heading, ...lines.flatMap(({ raw, reason }) => [raw, reason])].join('|')),
    },
    changed: () => undefined,
    report: (thrown) => {
      throw thrown;
    },
  });
  const begin = (bytes: Uint8Array, changed: Partial<Parameters<Imports['begin']>[0]> = {}) =>
    imports.begin({ kind: 'csv', fileName: 'patients.csv', size: bytes.byteLength, dryRun: false, head: bytes, ...changed });
  const give = async (bytes: Uint8Array, changed: Partial<Parameters<Imports['begin']>[0]> = {}) => {
    const { id } = await begin(bytes, changed);
    await imports.push(id, bytes);
    return await imports.end(id);
  };
  return { ...place, imports, readBy, begin, give };
};
const acts = async ({ journal }: ReturnType<typeof desk>) => (await journal()).map(({ act, label }) => `${act} ${label}`);

describe('imports', () => {
  it('are begun by somebody, told in the journal, and listed latest first', async () => {
    const place = desk();
    const run = await place.give(TWO);
    expect(run).toMatchObject({ state: 'done', lines: 3, created: 2, rejected: 1 });
    expect(run).not.toHaveProperty('fingerprint');
    place.wait(1);
    await place.give(TWO, { dryRun: true, kind: 'hl7' });
    expect((await place.imports.list()).map(({ kind, dryRun }) => `${kind} ${dryRun}`)).toEqual(['hl7 true', 'csv false']);
    expect(await acts(place)).toEqual([
      'import.begun Import CSV commencé',
      'import.lines Import : 3 lignes prises',
      'import.ended Import terminé',
      'import.begun Import HL7 commencé (à blanc)',
      'import.ended Import terminé (à blanc)',
    ]);
    expect((await place.imports.errors(run.id, 0, 9)).map(({ line }) => line)).toEqual([3]);
    expect(await place.imports.errors(run.id, 3, 9)).toEqual([]);
  });

  it('begun at once follow each other; one that begins as the session ends is stopped', async () => {
    const place = desk();
    const runs = await Promise.all([place.begin(TWO), place.begin(TWO, { fileName: 'again.csv', dryRun: true })]);
    expect((await place.imports.list()).map(({ id, state }) => [id, state])).toEqual([
      [runs[1].id, 'running'],
      [runs[0].id, 'stopped'],
    ]);
    const beginning = place.begin(TWO);
    await place.imports.stop();
    await beginning;
    expect((await place.imports.list()).map(({ state }) => state)).toEqual(['stopped', 'stopped']);
  });

  it.each([
    ['csv', 256 * 1024 ** 2, '256 Mo'],
    ['hl7', 4 * 1024 ** 3, '4 Go'],
  ] as const)('of %s take %i bytes and not one more', async (kind, size, words) => {
    const place = desk();
    await expect(place.begin(TWO, { kind, size: size + 1 })).rejects.toMatchObject({
      code: 'IMPORT_FILE_TOO_LARGE',
      message: expect.stringContaining(words),
    });
    expect(await place.imports.list()).toEqual([]);
    expect((await place.begin(TWO, { kind, size })).state).toBe('running');
    await place.imports.close();
  });

  it('are one at a time, of the file that was begun, and nobody’s without a session', async () => {
    const place = desk();
    const first = await place.begin(TWO);
    const second = await place.begin(TWO, { kind: 'hl7' });
    expect((await place.imports.list()).find(({ id }) => id === first.id)?.state).toBe('stopped');
    await expect(place.imports.push(first.id, TWO)).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' });
    await expect(place.imports.push(second.id, Buffer.concat([TWO, TWO]))).rejects.toMatchObject({ code: 'IMPORT_OVERRUN' });
    expect((await place.imports.cancel(second.id)).state).toBe('cancelled');
    place.logged(null);
    await expect(place.begin(TWO)).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
    await expect(place.imports.refused(first.id)).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
  });

  it('go on with the same file, read by the same columns, and with no other', async () => {
    const place = desk();
    const cut = await place.begin(TWO);
    await place.imports.stop();
    expect((await place.begin(TWO, { columns: PHONE })).id).not.toBe(cut.id);
    await place.imports.stop();
    const other = desk();
    const begun = await other.begin(TWO);
    await other.imports.stop();
    const rest = await other.give(TWO, { fileName: 'autre-nom.csv' });
    expect([rest.id, rest.fileName, rest.created]).toEqual([begun.id, 'autre-nom.csv', 2]);
    expect((await acts(other)).filter((act) => act.startsWith('import.resumed'))).toEqual(['import.resumed Import CSV repris']);
    expect((await other.give(TWO)).id).not.toBe(begun.id);
    expect((await other.give(TWO, { dryRun: true })).id).not.toBe(begun.id);
  });

  it('give their refused lines back as a file of the same form, and the journal says it', async () => {
    const place = desk();
    const { id } = await place.give(TWO);
    const file = await place.imports.refused(id);
    expect([file?.fileName, file?.lines, Buffer.from(file?.bytes ?? []).toString()]).toEqual([
      'patients-refusees.csv',
      1,
      'csv|Nom\n|?|Le sexe n’est ni M, ni F, ni indéterminé (I). Corrigez-le à la source.',
    ]);
    expect((await place.journal()).at(-1)).toMatchObject({ act: 'import.refused-lines', objectId: id, details: { lines: 1 } });
    const none = await place.give(fileOf({ ipp: 'H1' }));
    expect(await place.imports.refused(none.id)).toBeNull();
    await expect(place.imports.refused('i9')).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' });
  });

  it('propose the columns of the import to go on with, else those kept, else those of the names', async () => {
    const place = desk();
    const look = async () => {
      const { from, resumes, fields } = await place.imports.columns({ size: TWO.byteLength, head: TWO });
      return [from, resumes, fields.phone];
    };
    expect(await look()).toEqual(['headings', null, null]);
    await place.begin(TWO, { columns: PHONE });
    await place.imports.stop();
    expect(await look()).toEqual(['resumed', 0, 0]);
    await place.give(TWO);
    expect([await look(), place.readBy]).toEqual([
      ['kept', null, 0],
      [PHONE, PHONE],
    ]);
  });

  it('propose those whom they created that look like somebody, once their lines are taken (EXI ID 17)', async () => {
    const place = desk();
    await place.records({});
    await place.give(fileOf({ ipp: 'H1', birthPlace: '75056' }));
    expect(await place.imports.idle()).toBe(1);
    expect((await place.waiting()).map((one) => one.split(' ')[0])).toEqual(['IMPORT_LOOKALIKE']);
  });
});
