import { describe, expect, it } from 'vitest';
import { readCsv, type CsvOptions } from '../../../electron/import/csv.ts';
import { csvLayout } from '../../../electron/import/csv-layout.ts';
import { suggestMapping } from '../../../electron/import/csv-mapping.ts';
import { decoded } from '../../../electron/import/encoding.ts';
import { pieces } from '../../../electron/import/source.ts';
import type { ImportSource } from '../../../electron/import/types.ts';
import { all, cut, errorsOf, sourceOf } from './samples.ts';

const HEADER = 'IPP;Nom de naissance;Prénoms;Nom utilisé;Sexe;Date de naissance;Code lieu de naissance;Matricule INS;OID';
const fields = suggestMapping(HEADER.split(';'));
const columns = { fields, dateOrder: 'dmy' } as const;
const options: CsvOptions = { today: '2026-11-21', test: true, columns, delimiter: ';', oid: null };
const rows = (...lines: readonly string[]): ImportSource => sourceOf([HEADER, ...lines, ''].join('\r\n'));
const read = (source: ImportSource, more: Partial<CsvOptions> = {}) => all(readCsv(source, { ...options, ...more }));

describe('a CSV file', () => {
  it('gives patients by the names of its columns', async () => {
    expect(fields).toMatchObject({ ipp: 0, birthName: 1, birthFirstNames: 2, usedName: 3, matricule: 7, oid: 8, usedFirstName: null });
    expect(await read(rows('12;PAT-TROIS;DOMINIQUE MARIE-LOUISE;Durand;F;28/03/1979;51215;279035121518989;1.2.250.1.213.1.4.10', '13;"DE VINCI";LEONARDO;;Homme;1er février 2014;;;'))).toMatchObject([
      { line: 2, kind: 'patient', event: 'row', patient: { ipp: '12', birthName: 'PAT-TROIS', firstBirthFirstName: 'DOMINIQUE', usedName: 'Durand', sex: 'F', birthDate: '1979-03-28', birthPlace: '51215', ins: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' }, reliability: [], transliterated: [] } },
      { line: 3, patient: { birthName: 'DE VINCI', usedName: null, sex: 'M', birthDate: '2014-02-01', birthPlace: null, ins: null } },
    ]);
  });

  it.each([['H', 'M'], ['2', 'F'], ['féminin', 'F'], ['I', 'I'], ['Indéterminé', 'I'], ['inconnu', 'I']])('takes the sex %s as %s', async (text, sex) => {
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
    ['1;PAT;ZOE;;F;28/03/1979;5121;;', 'TRAIT_BIRTH_PLACE'],
    ['1;PAT;ZOE;;F;28/03/1979;;27903512151898;1.2.250.1.213.1.4.8', 'IMPORT_INS_FORM'],
    ['1;PAT;ZOE;;F;28/03/1979;;2790351215189890;1.2.250.1.213.1.4.8', 'IMPORT_INS_FORM'],
    ['1;PAT;ZOE;;F;28/03/1979;;279035121518900;1.2.250.1.213.1.4.8', 'IMPORT_INS_KEY'],
    ['1;PAT;ZOE;;F;28/03/1979;;279035121518989;', 'IMPORT_INS_OID'],
    ['1;PAT;ZOE;Du\u0000rand;F;28/03/1979;;;', 'USED_NAME_CHARACTER'],
    ['1\u001B;PAT;ZOE;;F;28/03/1979;;;', 'IMPORT_CONTROL_CHARACTER'],
    [`${'1'.repeat(65)};PAT;ZOE;;F;28/03/1979;;;`, 'IMPORT_TOO_LONG'],
    ['1;PAT;ZOE;F;28/03/1979;;;', 'IMPORT_COLUMNS'],
    ['1;PAT;ZOE;;F;28/03/1979;;;;', 'IMPORT_COLUMNS'],
    ['1;PA"T;ZOE;;F;28/03/1979;;;', 'IMPORT_QUOTES'],
    ['1;"PAT"X;ZOE;;F;28/03/1979;;;', 'IMPORT_QUOTES'],
  ])('refuses the line %s: %s, and reads the next one', async (line, code) => {
    const items = await read(rows('0;AVANT;ZOE;;F;01/01/1980;;;', line, '2;APRES;ZOE;;F;01/01/1980;;;'));
    expect(errorsOf(items)).toEqual([[3, code]]);
    expect(items.map(({ line: at }) => at)).toEqual([2, 3, 4]);
    expect(JSON.stringify(items[1])).not.toMatch(/ZOE|2790351/);
  });

  it('takes the nature of the matricules from the options, and refuses test ones in production', async () => {
    const source = rows('1;PAT;ZOE;;F;28/03/1979;;279035121518989;');
    expect(await read(source, { oid: '1.2.250.1.213.1.4.8' })).toMatchObject([{ patient: { ins: { oid: '1.2.250.1.213.1.4.8' } } }]);
    expect(errorsOf(await read(source, { oid: '1.2.250.1.213.1.4.10', test: false }))).toEqual([[2, 'IMPORT_INS_OID']]);
  });

  it('says which traits it transliterated', async () => {
    expect(await read(rows('1;Dupré;ZOE;;F;28/03/1979;;;'))).toMatchObject([{ patient: { birthName: 'DUPRE', transliterated: ['birthName'] } }]);
  });

  it('loses the line of a quote that never closes, and no other one', async () => {
    const items = await read(rows('1;PAT;ZOE;;F;28/03/1979;;;', '2;"PAT;ZOE;;F;28/03/1979;;;', '3;PAT;ZOE;;F;28/03/1979;;;', '4;"PAT";ZOE;;F;28/03/1979;;;'));
    expect(items.map((item) => [item.line, 'error' in item ? item.error.code : item.kind])).toEqual([[2, 'patient'], [3, 'IMPORT_QUOTES'], [4, 'patient'], [5, 'patient']]);
  });

  it('reads a text on several lines in a column that is no trait, doubled quotes in it', async () => {
    const header = 'Nom de naissance;Prénoms;Sexe;Date de naissance;Remarque';
    const source = sourceOf(`${header}\nPAT;ZOE;F;28/03/1979;"a ""b""\nc;d"\nPAT;LEA;F;28/03/1979;x\n"PAT\nB";ZOE;F;28/03/1979;x\nPAT;EVE;F;28/03/1979;"oops\nPAT;ANA;F;28/03/1979;"fine"`);
    const items = await read(source, { columns: { fields: suggestMapping(header.split(';')), dateOrder: 'dmy' } });
    expect(items.map((item) => [item.line, 'error' in item ? item.error.code : 'patient' in item ? item.patient.birthFirstNames : ''])).toEqual([
      [2, 'ZOE'], [4, 'LEA'], [5, 'IMPORT_QUOTES'], [6, 'IMPORT_QUOTES'], [7, 'IMPORT_QUOTES'], [8, 'ANA'],
    ]);
  });

  it('does not hold a line without end', async () => {
    const items = await read(rows('1;PAT;ZOE;;F;28/03/1979;;;', `2;"${'x'.repeat(300_000)}`, '3;PAT;ZOE;;F;28/03/1979;;;'));
    expect(items.map((item) => [item.line, 'error' in item ? item.error.code : item.kind])).toEqual([[2, 'patient'], [3, 'IMPORT_RECORD_TOO_LARGE'], [4, 'patient']]);
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
    await expect(read(rows('1;PAT;ZOE;;F;28/03/1979;;;'), { columns: { fields: wrong, dateOrder: 'dmy' } })).rejects.toMatchObject({ code });
  });

  it('reads the columns it is told, whatever their names, and dates month first when told', async () => {
    const source = sourceOf('a;b;c;d;e\nZOE;F;PAT;03/28/1979;03/28/1979\nLEA;F;PAT;28/03/1979;x\n');
    const chosen = { ...suggestMapping(['a', 'b', 'c', 'd', 'e']), birthFirstNames: 0, sex: 1, birthName: 2, birthDate: 3 };
    const items = await read(source, { columns: { fields: chosen, dateOrder: 'mdy' } });
    expect(items).toMatchObject([{ patient: { birthName: 'PAT', birthFirstNames: 'ZOE', birthDate: '1979-03-28' } }, { error: { code: 'IMPORT_DATE' } }]);
  });

  it('joins a matricule and the key of the next column', async () => {
    const header = 'Nom de naissance;Prénoms;Sexe;Date de naissance;Matricule;Clé';
    const source = sourceOf(`${header}\nPAT;ZOE;F;28/03/1979;2790351215189;89\nPAT;ZOE;F;28/03/1979;2790351215189;88\nPAT;ZOE;F;28/03/1979;279035121518989;89\n`);
    const items = await read(source, { columns: { fields: suggestMapping(header.split(';')), dateOrder: 'dmy' }, oid: '1.2.250.1.213.1.4.8' });
    expect(items.map((item) => ('error' in item ? item.error.code : 'patient' in item ? item.patient.ins?.matricule : ''))).toEqual(['279035121518989', 'IMPORT_INS_KEY', '279035121518989']);
  });

  it('says which column is wrong, in words', async () => {
    const items = await read(rows('1;;ZOE;;F;28/03/1979;;;', '1;PAT;ZOE;;F;31/04/1979;;;', '1;PAT;ZOE;;F;28/03/1979;;279035121518900;1.2.250.1.213.1.4.8'));
    expect(items.map((item) => ('error' in item ? item.error.message : ''))).toEqual([
      'Colonne « Nom de naissance » : ce trait d’identité est vide.',
      'Colonne « Date de naissance » : ce jour n’existe pas dans le calendrier.',
      'Colonne « Matricule INS » : la clé du matricule INS est fausse.',
    ]);
  });

  it('stops on demand', async () => {
    const stop = new AbortController();
    const source = cut(Buffer.from(`${HEADER}\n${'1;PAT;ZOE;;F;28/03/1979;;;\n'.repeat(100)}`), 500);
    const seen: number[] = [];
    await expect(read(source, { signal: stop.signal, onProgress: (bytes) => { seen.push(bytes); stop.abort(new Error('stopped')); } })).rejects.toThrow('stopped');
    expect(seen).toEqual([500]);
  });
});

describe('the encoding of a CSV file', () => {
  const text = async (source: ImportSource): Promise<string> => {
    let all = '';
    for await (const part of decoded(pieces(source(), {}))) all += part;
    return all;
  };
  const latin = (line: string): Buffer => Buffer.from(line, 'latin1');
  const SIZES = [1, 3, 4096];

  it.each([
    ['UTF-8', Buffer.from('nom\nDupré Œuf\n')],
    ['UTF-8 with a BOM', Buffer.from('\uFEFFnom\nDupré Œuf\n')],
    ['windows-1252', Buffer.concat([latin('nom\nDupr\u00E9 '), Buffer.from([0x8c]), latin('uf\n')])],
  ])('%s is read whatever the pieces', async (_, bytes) => {
    for (const size of SIZES) expect(await text(cut(bytes, size))).toBe('nom\nDupré Œuf\n');
  });

  it('shows at the first line that is not ASCII, however far it is', async () => {
    const head = 'nom\n' + 'DUPRE\n'.repeat(20_000);
    for (const rest of [latin('Dupr\u00E9\n'), Buffer.from('Dupré\n')]) {
      expect((await text(cut(Buffer.concat([Buffer.from(head), rest]), 65_536))).slice(head.length)).toBe('Dupré\n');
    }
  });

  it('that changes midway costs the lines of the other one, never a letter', async () => {
    const HEAD = 'Nom de naissance;Prénoms;Sexe;Date de naissance';
    const line = (name: string): string => `PAT;${name};F;28/03/1979\n`;
    const layout = { columns: { fields: suggestMapping(HEAD.split(';')), dateOrder: 'dmy' } } as const;
    const utf8First = Buffer.concat([Buffer.from(`${HEAD}\n${line('ZOÉ')}`), latin(line('ZO\u00C9')), Buffer.from(line('LEA'))]);
    const latinFirst = Buffer.concat([latin(`${HEAD}\n${line('ZO\u00C9')}`), Buffer.from(line('ZOÉ')), latin(line('LEA'))]);
    for (const bytes of [utf8First, latinFirst]) {
      for (const size of SIZES) {
        const items = await read(cut(bytes, size), layout);
        expect(items.map((item) => [item.line, 'error' in item ? item.error.code : 'patient' in item ? item.patient.birthFirstNames : ''])).toEqual([[2, 'ZOE'], [3, 'IMPORT_ENCODING_LINE'], [4, 'LEA']]);
      }
    }
  });

  it('of DOS or Macintosh, met after ASCII lines, costs its lines', async () => {
    const bytes = Buffer.concat([Buffer.from('Nom de naissance;Prenoms;Sexe;Date de naissance\nPAT;ZOE;F;28/03/1979\nDUPR'), Buffer.from([0x82]), Buffer.from(';LEA;F;28/03/1979\nPAT;ANA;F;28/03/1979')]);
    const items = await read(sourceOf(bytes), { columns: { fields: suggestMapping(['Nom de naissance', 'Prenoms', 'Sexe', 'Date de naissance']), dateOrder: 'dmy' } });
    expect(errorsOf(items)).toEqual([[3, 'IMPORT_ENCODING_LINE']]);
    expect(items).toHaveLength(3);
  });

  it('of a line inside quotes costs its whole record', async () => {
    const bytes = Buffer.concat([Buffer.from('Nom de naissance;Prénoms;Sexe;Date de naissance;Note\nPAT;ZOE;F;28/03/1979;"a\n'), latin('\u00E9t\u00E9\nfin"\n'), Buffer.from('PAT;LEA;F;28/03/1979;x\n')]);
    const items = await read(sourceOf(bytes), { columns: { fields: suggestMapping(['Nom de naissance', 'Prénoms', 'Sexe', 'Date de naissance', 'Note']), dateOrder: 'dmy' } });
    expect(items.map((item) => [item.line, 'error' in item ? item.error.code : item.kind])).toEqual([[2, 'IMPORT_ENCODING_LINE'], [5, 'patient']]);
  });
});

describe('how a CSV file is written', () => {
  const text = `${HEADER}\n1;Dupré;ZOÉ;;F;28/03/1979;;;\n`;

  it.each([
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'IMPORT_ENCODING_UTF16'],
    ['UTF-16 without BOM', Buffer.from(text, 'utf16le'), 'IMPORT_ENCODING_UTF16'],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), 'IMPORT_ENCODING_UTF16'],
    // é and à of DOS (CP850) and of Macintosh.
    ['DOS', Buffer.concat([Buffer.from('nom\nDupr'), Buffer.from([0x82, 0x8a]), Buffer.from('\n')]), 'IMPORT_ENCODING_AMBIGUOUS'],
    ['Macintosh', Buffer.concat([Buffer.from('nom\nDupr'), Buffer.from([0x8e, 0x88]), Buffer.from('\n')]), 'IMPORT_ENCODING_AMBIGUOUS'],
    ['lines of the old Macintosh', Buffer.from('Nom;Sexe\rPAT;F\r'), 'IMPORT_LINE_ENDS'],
    ['empty', Buffer.from(''), 'IMPORT_EMPTY'],
    ['blank lines', Buffer.from('\r\n\r\n'), 'IMPORT_EMPTY'],
    ['no names of columns', Buffer.from('12;PAT;ZOE;F;28/03/1979\n13;PAT;LEA;F;28/03/1979\n'), 'IMPORT_NO_HEADING'],
    ['too many columns', Buffer.from(`${'a;'.repeat(500)}\n`), 'IMPORT_TOO_MANY_COLUMNS'],
    ['a quote left open', Buffer.from('Nom;"Sexe\nPAT;F\n'), 'IMPORT_QUOTES'],
  ])('is refused rather than guessed: %s', (_, bytes, code) => {
    expect(() => csvLayout(bytes, true)).toThrow(expect.objectContaining({ code }));
  });

  it('refuses a first line longer than what is looked at', () => {
    expect(() => csvLayout(Buffer.alloc(65_536, 'a'), false)).toThrow(expect.objectContaining({ code: 'IMPORT_RECORD_TOO_LARGE' }));
  });

  it.each([
    [';', HEADER],
    [',', 'Nom de naissance,"Prénoms, tous",Sexe'],
    ['\t', 'Nom\tSexe'],
    ['|', 'Nom|Sexe'],
  ])('has the delimiter %j of its first line', (delimiter, header) => {
    expect(csvLayout(Buffer.from(`\uFEFF${header}\nx\n`), true)).toMatchObject({ delimiter });
  });

  it('gives headers, and the columns that they suggest: « Nom » alone, or a name that stands twice, is nobody’s', () => {
    const layout = csvLayout(Buffer.from('\uFEFFNOM_NAISSANCE;Prénom(s) de naissance;Nom;date naissance;Sexe;sexe\n'), true);
    expect(layout.headers).toEqual(['NOM_NAISSANCE', 'Prénom(s) de naissance', 'Nom', 'date naissance', 'Sexe', 'sexe']);
    expect(layout.suggested).toMatchObject({ birthName: 0, birthFirstNames: 1, birthDate: 3, usedName: null, sex: null });
  });

  it('gives the first values of each column, and the order of its dates', () => {
    const { columns: found } = csvLayout(Buffer.from('Nom;J;M;A;ISO\nDUPRÉ;05/03/1979;05/03/1979;05/03/1979;1979-03-05\n;28.3.1979;3/28/1979;06/03/1979;\nB;;;;\nC;;;;\nD;;;;\nHALF'), false);
    expect(found).toEqual([
      { name: 'Nom', samples: ['DUPRÉ', 'B', 'C'], dates: null },
      { name: 'J', samples: ['05/03/1979', '28.3.1979'], dates: 'dmy' },
      { name: 'M', samples: ['05/03/1979', '3/28/1979'], dates: 'mdy' },
      { name: 'A', samples: ['05/03/1979', '06/03/1979'], dates: 'ambiguous' },
      { name: 'ISO', samples: ['1979-03-05'], dates: null },
    ]);
  });
});
