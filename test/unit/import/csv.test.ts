import { describe, expect, it } from 'vitest';
import { csvLayout, readCsv, type CsvOptions } from '../../../electron/import/csv.ts';
import { suggestMapping } from '../../../electron/import/csv-mapping.ts';
import { detectEncoding } from '../../../electron/import/encoding.ts';
import type { ImportSource } from '../../../electron/import/types.ts';
import { all, cut, errorsOf, sourceOf } from './samples.ts';

const HEADER = 'IPP;Nom de naissance;Prénoms;Nom utilisé;Sexe;Date de naissance;Code lieu de naissance;Matricule INS;OID';
const mapping = suggestMapping(HEADER.split(';'));
const options: CsvOptions = { today: '2026-11-21', test: true, mapping, encoding: 'utf-8', delimiter: ';', oid: null };
const rows = (...lines: readonly string[]): ImportSource => sourceOf([HEADER, ...lines, ''].join('\r\n'));
const read = (source: ImportSource, more: Partial<CsvOptions> = {}) => all(readCsv(source, { ...options, ...more }));

describe('a CSV file', () => {
  it('gives patients by the names of its columns', async () => {
    expect(mapping).toMatchObject({ ipp: 'IPP', birthName: 'Nom de naissance', birthFirstNames: 'Prénoms', usedName: 'Nom utilisé', matricule: 'Matricule INS', oid: 'OID', usedFirstName: null });
    expect(await read(rows('12;PAT-TROIS;DOMINIQUE MARIE-LOUISE;Durand;F;28/03/1979;51215;279035121518989;1.2.250.1.213.1.4.10', '13;"DE VINCI";LEONARDO;;Homme;1er février 2014;;;'))).toMatchObject([
      { line: 2, kind: 'patient', event: 'row', patient: { ipp: '12', birthName: 'PAT-TROIS', firstBirthFirstName: 'DOMINIQUE', usedName: 'Durand', sex: 'F', birthDate: '1979-03-28', birthPlace: '51215', ins: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' }, reliability: [], transliterated: [] } },
      { line: 3, patient: { birthName: 'DE VINCI', usedName: null, sex: 'M', birthDate: '2014-02-01', birthPlace: null, ins: null } },
    ]);
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
    const items = await read(source, { mapping: suggestMapping(header.split(';')) });
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
    [{ ...mapping, sex: null }, 'IMPORT_MAPPING'],
    [{ ...mapping, sex: 'Genre' }, 'IMPORT_HEADER'],
  ])('refuses a mapping that does not hold', async (wrong, code) => {
    await expect(read(rows('1;PAT;ZOE;;F;28/03/1979;;;'), { mapping: wrong })).rejects.toMatchObject({ code });
  });

  it('stops on demand', async () => {
    const stop = new AbortController();
    const source = cut(Buffer.from(`${HEADER}\n${'1;PAT;ZOE;;F;28/03/1979;;;\n'.repeat(100)}`), 500);
    const seen: number[] = [];
    await expect(read(source, { signal: stop.signal, onProgress: (bytes) => { seen.push(bytes); stop.abort(new Error('stopped')); } })).rejects.toThrow('stopped');
    expect(seen).toEqual([500]);
  });
});

describe('how a CSV file is written', () => {
  const text = `${HEADER}\n1;Dupré;ZOÉ;;F;28/03/1979;;;\n`;

  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a BOM', Buffer.from(`\uFEFF${text}`), 'utf-8'],
    ['ASCII', Buffer.from('nom;prenom\nA;B\n'), 'utf-8'],
    ['latin1', Buffer.from(text, 'latin1'), 'windows-1252'],
  ])('is found: %s', async (_, bytes, encoding) => {
    for (const size of [1, 3, 4096]) expect(await detectEncoding(cut(bytes, size))).toBe(encoding);
  });

  it.each([
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'IMPORT_ENCODING_UTF16'],
    // é and à of DOS (CP850) and of Macintosh.
    ['DOS', Buffer.concat([Buffer.from('nom\nDupr'), Buffer.from([0x82, 0x8a]), Buffer.from('\n')]), 'IMPORT_ENCODING_AMBIGUOUS'],
    ['Macintosh', Buffer.concat([Buffer.from('nom\nDupr'), Buffer.from([0x8e, 0x88]), Buffer.from('\n')]), 'IMPORT_ENCODING_AMBIGUOUS'],
    ['empty', Buffer.from(''), 'IMPORT_EMPTY'],
  ])('is refused rather than guessed: %s', async (_, bytes, code) => {
    await expect(detectEncoding(sourceOf(bytes))).rejects.toMatchObject({ code });
  });

  it('refuses a byte that is not of the encoding chosen', async () => {
    await expect(read(sourceOf(Buffer.from(text, 'latin1')))).rejects.toMatchObject({ code: 'IMPORT_ENCODING' });
    expect(await read(sourceOf(Buffer.from(text, 'latin1')), { encoding: 'windows-1252' })).toMatchObject([{ patient: { birthName: 'DUPRE' } }]);
  });

  it.each([
    [';', HEADER],
    [',', 'Nom de naissance,"Prénoms, tous",Sexe'],
    ['\t', 'Nom\tSexe'],
    ['|', 'Nom|Sexe'],
  ])('has the delimiter %j of its first line', async (delimiter, header) => {
    expect(await csvLayout(sourceOf(`\uFEFF${header}\nx\n`))).toMatchObject({ delimiter, encoding: 'utf-8' });
  });

  it('gives headers and a mapping to confirm, « Nom » alone being nobody’s', async () => {
    const layout = await csvLayout(sourceOf('\uFEFFNOM_NAISSANCE;Prénom(s) de naissance;Nom;date naissance\n'));
    expect(layout.headers).toEqual(['NOM_NAISSANCE', 'Prénom(s) de naissance', 'Nom', 'date naissance']);
    expect(layout.suggested).toMatchObject({ birthName: 'NOM_NAISSANCE', birthFirstNames: 'Prénom(s) de naissance', birthDate: 'date naissance', usedName: null, sex: null });
  });
});
