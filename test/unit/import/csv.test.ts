import { describe, expect, it } from 'vitest';
import { readCsv, type CsvOptions } from '../../../electron/import/csv.ts';
import { suggestMapping } from '../../../electron/import/csv-mapping.ts';
import type { ImportSource } from '../../../electron/import/types.ts';
import { all, cut, errorsOf, sourceOf } from './samples.ts';

const HEADER = 'IPP;Nom de naissance;Prénoms;Nom utilisé;Sexe;Date de naissance;Code lieu de naissance;Matricule INS;OID';
const fields = suggestMapping(HEADER.split(';'));
const columns = { fields, dateOrder: 'dmy' } as const;
const options: CsvOptions = { today: '2026-11-21', test: true, columns, delimiter: ';', oid: null, encoding: null, placeOf: null };
const rows = (...lines: readonly string[]): ImportSource => sourceOf([HEADER, ...lines, ''].join('\r\n'));
const read = (source: ImportSource, more: Partial<CsvOptions> = {}) => all(readCsv(source, { ...options, ...more }));

describe('a CSV file', () => {
  it('gives patients by the names of its columns', async () => {
    expect(fields).toMatchObject({ ipp: 0, birthName: 1, birthFirstNames: 2, usedName: 3, matricule: 7, oid: 8, usedFirstName: null });
    expect(
      await read(
        rows(
          '12;PAT-TROIS;DOMINIQUE MARIE-LOUISE;Durand;F;28/03/1979;51215;279035121518989;1.2.250.1.213.1.4.10',
          '13;"DE VINCI";LEONARDO;;Homme;1er février 2014;;;',
        ),
      ),
    ).toMatchObject([
      {
        line: 2,
        kind: 'patient',
        event: 'row',
        patient: {
          ipp: '12',
          birthName: 'PAT-TROIS',
          firstBirthFirstName: 'DOMINIQUE',
          usedName: 'Durand',
          sex: 'F',
          birthDate: '1979-03-28',
          birthPlace: '51215',
          matricule: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10', problem: null },
          reliability: [],
          transliterated: [],
        },
      },
      { line: 3, patient: { birthName: 'DE VINCI', usedName: null, sex: 'M', birthDate: '2014-02-01', birthPlace: null, matricule: null } },
    ]);
  });

  it.each([
    ['H', 'M'],
    ['2', 'F'],
    ['féminin', 'F'],
    ['fe\u0301minin', 'F'],
    ['I', 'I'],
    ['Indéterminé', 'I'],
    ['inconnu', 'I'],
  ])('takes the sex %s as %s', async (text, sex) => {
    expect(await read(rows(`1;PAT;ZOE;;${text};28/03/1979;;;`))).toMatchObject([{ patient: { sex } }]);
  });

  it.each([
    ['1;PAT3;ZOE;;F;28/03/1979;;;', 'TRAIT_CHARACTER'],
    ['1;;ZOE;;F;28/03/1979;;;', 'TRAIT_EMPTY'],
    ['1;PAT;ZOE-;;F;28/03/1979;;;', 'TRAIT_FORM'],
    ['1;PAT;ZOE;;F;31/04/1979;;;', 'IMPORT_DATE'],
    ['1;PAT;ZOE;;F;28/03/79;;;', 'IMPORT_DATE'],
    ['1;PAT;ZOE;;F;22/11/2026;;;', 'TRAIT_BIRTH_DATE_FUTURE'],
    ['1;PAT;ZOE;;X;28/03/1979;;;', 'IMPORT_SEX'],
    ['1;PAT;ZOE;Du\u0000rand;F;28/03/1979;;;', 'USED_NAME_CHARACTER'],
    ['1\u001B;PAT;ZOE;;F;28/03/1979;;;', 'IMPORT_CONTROL_CHARACTER'],
    [`${'1'.repeat(65)};PAT;ZOE;;F;28/03/1979;;;`, 'IMPORT_TOO_LONG'],
    ['1;PAT;ZOE;F;28/03/1979;;;', 'IMPORT_COLUMNS'],
    ['1;PAT;ZOE;;F;28/03/1979;;;;x', 'IMPORT_COLUMNS'],
    ['1;PA"T;ZOE;;F;28/03/1979;;;', 'IMPORT_QUOTES'],
    ['1;"PAT"X;ZOE;;F;28/03/1979;;;', 'IMPORT_QUOTES'],
  ])('refuses the line %s: %s, and reads the next one', async (line, code) => {
    const items = await read(rows('0;AVANT;ZOE;;F;01/01/1980;;;', line, '2;APRES;ZOE;;F;01/01/1980;;;'));
    expect(errorsOf(items)).toEqual([[3, code]]);
    expect(items.map(({ line: at }) => at)).toEqual([2, 3, 4]);
    expect(items[1]).toMatchObject({ refused: { raw: line } });
    expect(JSON.stringify(items[1], ['error', 'code', 'message', 'action', 'path', 'detail'])).not.toMatch(/ZOE|1979/);
  });

  it('takes the nature of the matricules from the options when no column gives it', async () => {
    const source = rows('1;PAT;ZOE;;F;28/03/1979;;279035121518989;', '2;PAT;ZOE;;F;28/03/1979;;279035121518989;1.2.250.1.213.1.4.9');
    expect(await read(source, { oid: '1.2.250.1.213.1.4.8' })).toMatchObject([
      { patient: { matricule: { oid: '1.2.250.1.213.1.4.8' } } },
      { patient: { matricule: { oid: '1.2.250.1.213.1.4.9' } } },
    ]);
  });

  it.each([
    ['27903512151898;1.2.250.1.213.1.4.8', true, { matricule: '27903512151898', oid: '1.2.250.1.213.1.4.8', problem: 'LENGTH' }],
    ['2790351215189890;1.2.250.1.213.1.4.8', true, { matricule: '2790351215189890', oid: '1.2.250.1.213.1.4.8', problem: 'LENGTH' }],
    ['2 79 03 51 215 189 00;1.2.250.1.213.1.4.8', true, { matricule: '279035121518900', oid: '1.2.250.1.213.1.4.8', problem: 'KEY' }],
    ['279035121518989;', true, { matricule: '279035121518989', oid: null, problem: 'OID' }],
    ['279035121518989;1.2.3', true, { matricule: '279035121518989', oid: '1.2.3', problem: 'OID' }],
    ['279035121518989;NIR', true, { matricule: '279035121518989', oid: null, problem: 'OID' }],
    ['279035121518989;1.2.250.1.213.1.4.10', false, { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10', problem: 'OID' }],
    ['279035121518989;1.2.250.1.213.1.4.10', true, { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10', problem: null }],
    ['néant?;', true, { matricule: 'NANT', oid: null, problem: 'CHARACTER' }],
    ['?;', true, null],
  ])('keeps the matricule %s apart, with what is wrong with it, and takes the patient', async (cells, test, matricule) => {
    expect(await read(rows(`1;PAT;ZOE;;F;28/03/1979;;${cells}`), { test })).toMatchObject([
      { kind: 'patient', patient: { birthName: 'PAT', matricule, notices: [] } },
    ]);
  });

  it('says that an INS-C of 22 digits is no matricule', async () => {
    expect(
      await read(
        rows('1;PAT;ZOE;;F;28/03/1979;;0123456789 0123456789 01;1.2.250.1.213.1.4.2', '1;PAT;ZOE;;F;28/03/1979;;012345678901234567890;'),
      ),
    ).toMatchObject([
      { patient: { matricule: null, notices: [{ code: 'IMPORT_INS_C' }] } },
      { patient: { matricule: { problem: 'LENGTH' }, notices: [] } },
    ]);
  });

  it('says which traits it transliterated', async () => {
    expect(await read(rows('1;Dupré;ZOE;;F;28/03/1979;;;'))).toMatchObject([
      { patient: { birthName: 'DUPRE', transliterated: ['birthName'] } },
    ]);
  });

  it('loses the line of a quote that never closes, and no other one', async () => {
    const items = await read(
      rows('1;PAT;ZOE;;F;28/03/1979;;;', '2;"PAT;ZOE;;F;28/03/1979;;;', '3;PAT;ZOE;;F;28/03/1979;;;', '4;"PAT";ZOE;;F;28/03/1979;;;'),
    );
    expect(items.map((item) => [item.line, 'error' in item ? item.error.code : item.kind])).toEqual([
      [2, 'patient'],
      [3, 'IMPORT_QUOTES'],
      [4, 'patient'],
      [5, 'patient'],
    ]);
  });

  it('reads a text on several lines in a column that is no trait, doubled quotes in it', async () => {
    const header = 'Nom de naissance;Prénoms;Sexe;Date de naissance;Remarque';
    const source = sourceOf(
      `${header}\nPAT;ZOE;F;28/03/1979;"a ""b""\nc;d"\nPAT;LEA;F;28/03/1979;x\n"PAT\nB";ZOE;F;28/03/1979;x\nPAT;EVE;F;28/03/1979;"oops\nPAT;ANA;F;28/03/1979;"fine"`,
    );
    const items = await read(source, { columns: { fields: suggestMapping(header.split(';')), dateOrder: 'dmy' } });
    expect(
      items.map((item) => [item.line, 'error' in item ? item.error.code : 'patient' in item ? item.patient.birthFirstNames : '']),
    ).toEqual([
      [2, 'ZOE'],
      [4, 'LEA'],
      [5, 'IMPORT_QUOTES'],
      [6, 'IMPORT_QUOTES'],
      [7, 'IMPORT_QUOTES'],
      [8, 'ANA'],
    ]);
  });

  it('does not hold a line without end', async () => {
    const items = await read(rows('1;PAT;ZOE;;F;28/03/1979;;;', `2;"${'x'.repeat(300_000)}`, '3;PAT;ZOE;;F;28/03/1979;;;'));
    expect(items.map((item) => [item.line, 'error' in item ? item.error.code : item.kind])).toEqual([
      [2, 'patient'],
      [3, 'IMPORT_RECORD_TOO_LARGE'],
      [4, 'patient'],
    ]);
  });

  it('reads the same whatever the pieces', async () => {
    const bytes = Buffer.from(`${HEADER}\n1;Dupré;ZOÉ;;F;28/03/1979;;;\n2;PAT3;ZOE;;F;28/03/1979;;;\n`);
    const whole = await read(sourceOf(bytes));
    expect(whole).toHaveLength(2);
    for (const size of [1, 5, 50]) expect(await read(cut(bytes, size))).toEqual(whole);
  });

  it.each([
    [{ ...fields, sex: null }, 'IMPORT_MAPPING'],
    [{ ...fields, sex: 9 }, 'IMPORT_HEADER'],
    [{ ...fields, usedName: 1 }, 'IMPORT_COLUMN_TWICE'],
  ])('refuses a mapping that does not hold', async (wrong, code) => {
    await expect(read(rows('1;PAT;ZOE;;F;28/03/1979;;;'), { columns: { fields: wrong, dateOrder: 'dmy' } })).rejects.toMatchObject({
      code,
    });
  });

  it('reads the columns it is told, whatever their names, and dates month first when told', async () => {
    const source = sourceOf('a;b;c;d;e\nZOE;F;PAT;03/28/1979;03/28/1979\nLEA;F;PAT;28/03/1979;x\n');
    const chosen = { ...suggestMapping(['a', 'b', 'c', 'd', 'e']), birthFirstNames: 0, sex: 1, birthName: 2, birthDate: 3 };
    const items = await read(source, { columns: { fields: chosen, dateOrder: 'mdy' } });
    expect(items).toMatchObject([
      { patient: { birthName: 'PAT', birthFirstNames: 'ZOE', birthDate: '1979-03-28' } },
      { error: { code: 'IMPORT_DATE' } },
    ]);
  });

  it.each([
    ['2790351215189;89', '279035121518989', null],
    ['2 79 03 51 215 189;89', '279035121518989', null],
    ['2790351215189;88', '279035121518988', 'KEY'],
    ['279035121518989;89', '279035121518989', null],
    // The key 09 of which a spreadsheet made a number.
    ['2790351215075;9', '279035121507509', null],
    ['27903512151;89', '27903512151', 'LENGTH'],
    ['2790351215189;', '2790351215189', 'LENGTH'],
  ])('joins the matricule and the key %s', async (cells, matricule, problem) => {
    const header = 'Nom de naissance;Prénoms;Sexe;Date de naissance;Matricule;Clé';
    const items = await read(sourceOf(`${header}\nPAT;ZOE;F;28/03/1979;${cells}\n`), {
      columns: { fields: suggestMapping(header.split(';')), dateOrder: 'dmy' },
      oid: '1.2.250.1.213.1.4.8',
    });
    expect(items).toMatchObject([{ patient: { matricule: { matricule, problem } } }]);
  });

  it('says which column is wrong, in words', async () => {
    const items = await read(rows('1;;ZOE;;F;28/03/1979;;;', '1;PAT;ZOE;;F;31/04/1979;;;'));
    expect(items.map((item) => ('error' in item ? item.error.message : ''))).toEqual([
      'Colonne « Nom de naissance » : ce trait d’identité est vide.',
      'Colonne « Date de naissance » : ce jour n’existe pas dans le calendrier.',
    ]);
  });

  it('names a column by 40 characters of its name, and says nothing of one that has none', async () => {
    const said = async (name: string) => {
      const items = await read(sourceOf(`${name};Prénoms;Sexe;Date de naissance\n;ZOE;F;28/03/1979\n`), {
        columns: { fields: { ...suggestMapping(['', 'Prénoms', 'Sexe', 'Date de naissance']), birthName: 0 }, dateOrder: 'dmy' },
      });
      return items.map((item) => ('error' in item ? item.error.message : ''));
    };
    expect(await said('N'.repeat(41))).toEqual([`Colonne « ${'N'.repeat(40)} » : ce trait d’identité est vide.`]);
    expect(await said('')).toEqual(['Ce trait d’identité est vide.']);
  });

  it('without a line is refused', async () => {
    for (const text of ['', '\r\n']) await expect(read(sourceOf(text))).rejects.toMatchObject({ code: 'IMPORT_EMPTY' });
  });

  it('keeps 40 characters of what is no matricule', async () => {
    expect(await read(rows(`1;PAT;ZOE;;F;28/03/1979;;${'x'.repeat(41)};`))).toMatchObject([
      { patient: { matricule: { matricule: 'X'.repeat(40), problem: 'CHARACTER' } } },
    ]);
  });

  it('refuses a premier prénom that does not begin the list, and takes the one that does', async () => {
    const header = 'Nom de naissance;Prénoms;Premier prénom;Sexe;Date de naissance';
    const items = await read(
      sourceOf(`${header}\nPAT;ANNE MARIE;MARIE;F;28/03/1979\nPAT;ANNE MARIE;Anne-Marie;F;28/03/1979\nPAT;ANNE MARIE;;F;28/03/1979\n`),
      { columns: { fields: suggestMapping(header.split(';')), dateOrder: 'dmy' } },
    );
    expect(items).toMatchObject([
      { error: { code: 'TRAIT_FIRST_NAME', path: '/firstBirthFirstName' }, refused: { value: 'MARIE' } },
      { patient: { firstBirthFirstName: 'ANNE-MARIE' } },
      { patient: { firstBirthFirstName: 'ANNE' } },
    ]);
  });

  it('stops on demand', async () => {
    const stop = new AbortController();
    const source = cut(Buffer.from(`${HEADER}\n${'1;PAT;ZOE;;F;28/03/1979;;;\n'.repeat(100)}`), 500);
    const seen: number[] = [];
    await expect(
      read(source, {
        signal: stop.signal,
        onProgress: (bytes) => {
          seen.push(bytes);
          stop.abort(new Error('stopped'));
        },
      }),
    ).rejects.toThrow('stopped');
    expect(seen).toEqual([500]);
  });
});
