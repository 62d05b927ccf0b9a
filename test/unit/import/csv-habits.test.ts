import { describe, expect, it } from 'vitest';
import { readCsv, type CsvOptions } from '../../../electron/import/csv.ts';
import { csvLayout } from '../../../electron/import/csv-layout.ts';
import { csvRefused } from '../../../electron/import/csv-refused.ts';
import type { ImportItem } from '../../../electron/import/types.ts';
import type { DateOrder } from '../../../shared/domain/csv-columns.ts';
import { all, errorsOf, sourceOf } from './samples.ts';

/** A file read as it proposes itself. */
async function read(text: string, more: Partial<CsvOptions> & { readonly dateOrder?: DateOrder } = {}): Promise<readonly ImportItem[]> {
  const { delimiter, suggested } = csvLayout(Buffer.from(text), true);
  const { dateOrder = 'dmy', ...options } = more;
  return await all(
    readCsv(sourceOf(text), {
      today: '2026-11-21',
      test: true,
      columns: { fields: suggested, dateOrder },
      delimiter,
      oid: null,
      encoding: null,
      placeOf: null,
      ...options,
    }),
  );
}

const HEADER = 'IPP;Nom de naissance;Prénoms;Sexe;Date de naissance;COG';
const patientOf = (items: readonly ImportItem[]): unknown => items.map((item) => ('patient' in item ? item.patient : item));
const codesOf = (items: readonly ImportItem[]): unknown =>
  items.map((item) => ('patient' in item ? item.patient.notices.map(({ code }) => code) : 'error' in item ? item.error.code : ''));

describe('what spreadsheets write', () => {
  it('« sep=; » before the heading is no line of names: lines keep their numbers', async () => {
    const items = await read(`sep=;\n${HEADER}\n12;PAT-TROIS;DOMINIQUE;F;28/03/1979;63220\n12;;DOMINIQUE;F;28/03/1979;63220\n`);
    expect(items).toMatchObject([
      { line: 3, patient: { ipp: '12', birthName: 'PAT-TROIS', birthPlace: '63220' } },
      { line: 4, error: { code: 'TRAIT_EMPTY' } },
    ]);
  });

  it('« sep=; » is known after a blank line', async () => {
    expect(await read(`\nsep=;\n${HEADER}\n12;PAT-TROIS;DOMINIQUE;F;28/03/1979;63220\n`)).toMatchObject([{ line: 4, kind: 'patient' }]);
  });

  it('« sep=; » after the heading is a line like another', async () => {
    expect(errorsOf(await read(`${HEADER}\nsep=;\n`))).toEqual([[2, 'IMPORT_COLUMNS']]);
  });

  it('empty cells beyond the heading are no cells', async () => {
    const line = '12;PAT-TROIS;DOMINIQUE;F;28/03/1979;63220';
    expect(codesOf(await read(`${HEADER}\n${line};\n${line};;  ;\n${line};x\n${line.slice(0, -6)}\n`))).toEqual([
      [],
      [],
      'IMPORT_COLUMNS',
      'IMPORT_COLUMNS',
    ]);
  });

  it('empty names at the end of the heading need no cells', async () => {
    const line = '12;PAT-TROIS;DOMINIQUE;F;28/03/1979;63220';
    expect(codesOf(await read(`${HEADER};;\n${line}\n${line};\n${line};;x\n${line};;;\n${line.slice(0, -6)}\n`))).toEqual([
      [],
      [],
      [],
      [],
      'IMPORT_COLUMNS',
    ]);
  });

  it('a remark on several lines is read with an empty cell more than the heading', async () => {
    const items = await read(`${HEADER};Note\n12;PAT-TROIS;DOMINIQUE;F;28/03/1979;63220;"a\nb";\n13;PAT-CINQ;ANNE;F;28/03/1979;63220;;\n`);
    expect(items.map(({ line }) => line)).toEqual([2, 4]);
  });

  it.each([
    '28/03/1979 00:00',
    '28/03/1979 0:00',
    '28/03/1979 00:00:00',
    '1979-03-28T00:00:00',
    '1979-03-28T00:00',
    '1979-03-28T00:00:00Z',
    '1979-03-28 00:00:00.000',
    '1979-03-28T00:00:00.000Z',
    '28 mars 1979 00:00',
  ])('midnight after a whole date is dropped: %s', async (date) => {
    expect(await read(`${HEADER}\n12;PAT-TROIS;DOMINIQUE;F;${date};63220\n`)).toMatchObject([
      { patient: { birthDate: '1979-03-28', notices: [] } },
    ]);
  });

  it('midnight is dropped of a date whose month comes first', async () => {
    expect(await read(`${HEADER}\n12;PAT-TROIS;DOMINIQUE;F;03/28/1979 00:00;63220\n`, { dateOrder: 'mdy' })).toMatchObject([
      { patient: { birthDate: '1979-03-28' } },
    ]);
  });

  it.each([
    '28/03/1979 08:00',
    '28/03/1979 00:01',
    '28/03/1979 00:00:01',
    '1979-03-28T00:00:00.001',
    '28/03/1979 12:00 AM',
    '1979 00:00',
    '03/1979 00:00',
    '00/03/1979 00:00',
    '00:00',
    `28/03/1979${' '.repeat(60_000)}00:00`,
  ])('another hour, or an unknown day, is refused: %s', async (date) => {
    expect(await read(`${HEADER}\n12;PAT-TROIS;DOMINIQUE;F;${date};63220\n`)).toMatchObject([
      { error: { code: 'IMPORT_DATE' }, refused: { value: date.slice(0, 200) } },
    ]);
  });

  it.each([
    ['1979', '1979-00-00'],
    ['03/1979', '1979-03-00'],
    ['00/03/1979', '1979-03-00'],
  ])('an unknown day without hour is taken: %s', async (date, birthDate) => {
    expect(await read(`${HEADER}\n12;PAT-TROIS;DOMINIQUE;F;${date};63220\n`)).toMatchObject([{ patient: { birthDate } }]);
  });

  it('a text on several lines in a cell too many is a quote left open', async () => {
    expect(errorsOf(await read(`${HEADER};Note\n12;PAT;ZOE;F;28/03/1979;63220;x;"a\nb"\n`))).toEqual([
      [2, 'IMPORT_QUOTES'],
      [3, 'IMPORT_QUOTES'],
    ]);
  });

  it('a heading whose names go on over a line is read', async () => {
    const items = await read('"Nom\nde naissance";Prénoms;Sexe;"Date de\nnaissance"\nPAT;ZOE;F;28/03/1979\nPAT;;F;28/03/1979\n');
    expect(items).toMatchObject([
      { line: 4, patient: { birthName: 'PAT' } },
      { line: 5, error: { message: 'Colonne « Prénoms » : ce trait d’identité est vide.' } },
    ]);
  });

  it.each([
    ['1053', '01053', ['IMPORT_PLACE_ZERO']],
    ['01053', '01053', []],
    ['2a004', '2A004', []],
    ['99999', '99999', []],
    ['Paris (75)', null, ['IMPORT_PLACE_DROPPED']],
    ['75', null, ['IMPORT_PLACE_DROPPED']],
    ['750056', null, ['IMPORT_PLACE_DROPPED']],
    ['2A04', null, ['IMPORT_PLACE_DROPPED']],
    ['', null, []],
  ])('the place « %s » of a column of codes is %s, said %j', async (written, birthPlace, codes) => {
    const placeOf = (): string => '75056';
    expect(await read(`${HEADER}\n12;PAT-TROIS;DOMINIQUE;F;28/03/1979;${written}\n`, { placeOf })).toMatchObject([
      { patient: { birthPlace, notices: codes.map((code) => ({ code })) } },
    ]);
  });

  it.each([
    ['Mme', 'F', true],
    ['MME.', 'F', true],
    ['Mlle', 'F', true],
    ['Madame', 'F', true],
    ['mademoiselle', 'F', true],
    ['M.', 'M', true],
    ['Mr', 'M', true],
    ['Monsieur', 'M', true],
    ['M', 'M', false],
    ['F', 'F', false],
    ['1', 'M', false],
  ])('« %s » is a %s, said when it is a title: %s', async (written, sex, said) => {
    expect(await read(`${HEADER}\n12;PAT-TROIS;DOMINIQUE;${written};28/03/1979;\n`)).toMatchObject([
      { patient: { sex, notices: said ? [{ code: 'IMPORT_SEX_TITLE', message: 'Le sexe est lu d’après la civilité.' }] : [] } },
    ]);
  });

  it.each(['Dr', 'M./Mme', 'Me', ''])('« %s » is no sex', async (written) => {
    expect(errorsOf(await read(`${HEADER}\n12;PAT-TROIS;DOMINIQUE;${written};28/03/1979;\n`))).toEqual([[2, 'IMPORT_SEX']]);
  });

  it('says everything that a line is read as, together', async () => {
    expect(codesOf(await read(`${HEADER};NIR\n12;PAT-TROIS;DOMINIQUE;Mme;28/03/1979;Paris;1\n`))).toEqual([
      ['IMPORT_SEX_TITLE', 'IMPORT_PLACE_DROPPED', 'IMPORT_NSS_DROPPED'],
    ]);
  });
});

describe('the birth place by its name', () => {
  const NAMED = 'Nom de naissance;Prénoms;Sexe;Date de naissance;Lieu de naissance';
  const asked: unknown[] = [];
  const placeOf = (name: string, on: string): string | null => {
    asked.push([name, on]);
    return name === 'Reims' ? '51454' : null;
  };
  const place = async (written: string, directory: CsvOptions['placeOf'] = placeOf): Promise<unknown> =>
    patientOf(await read(`${NAMED}\nPAT;ZOE;F;28/03/1979;${written}\nPAT;ZOE;F;28/03/1979;Reims\n`, { placeOf: directory }));

  it('is the one of the directory, on the day of birth', async () => {
    expect(await place('Reims')).toMatchObject([{ birthPlace: '51454', notices: [] }, {}]);
    expect(asked[0]).toEqual(['Reims', '1979-03-28']);
  });

  it('is none, said, when the directory knows none or several of that name, or there is none', async () => {
    expect(await place('Saint-Denis')).toMatchObject([{ birthPlace: null, notices: [{ code: 'IMPORT_PLACE_DROPPED' }] }, {}]);
    expect(await place('Reims', null)).toMatchObject([{ birthPlace: null, notices: [{ code: 'IMPORT_PLACE_DROPPED' }] }, {}]);
  });

  it('is a code when it is one', async () => {
    expect(await place('51454', null)).toMatchObject([{ birthPlace: '51454', notices: [] }, {}]);
    expect(await place('1053', null)).toMatchObject([{ birthPlace: '01053', notices: [{ code: 'IMPORT_PLACE_ZERO' }] }, {}]);
  });

  it.each([
    ['51215;Reims', '51215', []],
    ['51215;51454', '51215', []],
    [';Reims', '51454', []],
    ['x;Reims', '51454', []],
    ['x;', null, ['IMPORT_PLACE_DROPPED']],
    ['Reims;', null, ['IMPORT_PLACE_DROPPED']],
    [';Saint-Denis', null, ['IMPORT_PLACE_DROPPED']],
    [';', null, []],
  ])('comes after the code of another column: %s', async (cells, birthPlace, codes) => {
    const items = await read(
      `COG;Lieu de naissance;Nom de naissance;Prénoms;Sexe;Date de naissance\n${cells};PAT;ZOE;F;28/03/1979\n;Paris;PAT;ZOE;F;28/03/1979\n`,
      { placeOf },
    );
    expect(items).toMatchObject([{ patient: { birthPlace, notices: codes.map((code) => ({ code })) } }, {}]);
  });
});

describe('complementary columns', () => {
  const FULL = 'Nom de naissance;Prénoms;Sexe;Date de naissance;Nom utilisé;Prénom utilisé;Téléphone;Adresse;N° SS;Médecin traitant';
  const line = (cells: string): string => `${FULL}\nPAT;ZOE;F;28/03/1979;${cells}\n`;

  it('are read by their usual names; the number of social security is no matricule', async () => {
    expect(await read(line('Durand;Zozo;06 12 34 56 78;"12, rue de l’Église, 51100 Reims";2 79 03 51 215 189 89;Dr MARTIN'))).toMatchObject(
      [
        {
          patient: {
            usedName: 'Durand',
            usedFirstName: 'Zozo',
            phone: '06 12 34 56 78',
            address: '12, rue de l’Église, 51100 Reims',
            billingNss: '279035121518989',
            medecinTraitant: 'Dr MARTIN',
            matricule: null,
            notices: [],
          },
        },
      ],
    );
    expect(await read(line(';;;;;'))).toMatchObject([
      {
        patient: { usedName: null, usedFirstName: null, phone: null, address: null, billingNss: null, medecinTraitant: null, notices: [] },
      },
    ]);
  });

  it.each(['279035121518988', '2790351215189', '27903512151898A', 'inconnu'])(
    'the number of social security %s is not kept, and that is said',
    async (number) => {
      expect(await read(line(`;;;;${number};`))).toMatchObject([
        { patient: { billingNss: null, notices: [{ code: 'IMPORT_NSS_DROPPED' }] } },
      ]);
    },
  );

  it.each([
    ['phone', ';;06\u202E12;;;', 'IMPORT_PHONE_DROPPED'],
    ['phone', `;;${'0'.repeat(31)};;;`, 'IMPORT_PHONE_DROPPED'],
    ['address', ';;;rue\u0007;;', 'IMPORT_ADDRESS_DROPPED'],
    ['address', ';;;rue de lâ€™Ã‰glise;;', 'IMPORT_ADDRESS_DROPPED'],
    ['address', `;;;${'x'.repeat(200)};;`, 'IMPORT_ADDRESS_DROPPED'],
    ['medecinTraitant', ';;;;;Dr\u2028MARTIN', 'IMPORT_DOCTOR_DROPPED'],
    ['medecinTraitant', ';;;;;Dr\u200BMARTIN', 'IMPORT_DOCTOR_DROPPED'],
  ])('what cannot be shown of %s costs it alone, and is said', async (field, cells, code) => {
    expect(await read(line(cells))).toMatchObject([{ patient: { [field]: null, birthName: 'PAT', notices: [{ code }] } }]);
  });

  it.each([
    ['phone', `;;${'0'.repeat(30)};;;`],
    ['address', `;;;${'x'.repeat(199)};;`],
  ])('the longest %s is kept', async (field, cells) => {
    expect(await read(line(cells))).toMatchObject([{ patient: { [field]: expect.any(String), notices: [] } }]);
  });

  it.each([
    ['\u202EPAT;ZOE;F;28/03/1979;;;;;;', 'TRAIT_CHARACTER', '‹U+202E›PAT'],
    ['PAT;ZOE;F;28/03/1979;Du\u2066rand;;;;;', 'USED_NAME_CHARACTER', 'Du‹U+2066›rand'],
    ['PAT;ZOE;F;28/03/1979;;Zo\u200De;;;;', 'USED_NAME_CHARACTER', 'Zo‹U+200D›e'],
  ])('what cannot be shown of a name refuses the line', async (cells, code, value) => {
    expect(await read(`${FULL}\n${cells}\n`)).toMatchObject([{ error: { code }, refused: { value } }]);
  });
});

describe('a name that another program spoilt', () => {
  it.each([
    ['BENOÃŽT', 'BENOÎT'],
    ['PRÃŠLE', 'PRÊLE'],
    ['BenoÃ®t', 'Benoît'],
    ['Ã‰ric', 'Éric'],
    ['Å’UVRARD', 'ŒUVRARD'],
    ['Lâ€™Hermite', 'L’Hermite'],
    ['HÃ©lÃ¨ne', 'Hélène'],
    ['GARCÃ\u008DA', 'GARCÍA'],
    ['NÂ°', 'N°'],
  ])('%s is refused, named as it would be: %s', async (name, before) => {
    for (const [at, path] of ['/birthName', '/birthFirstNames', '/usedName', '/usedFirstName', '/firstBirthFirstName'].entries()) {
      const cells = ['PAT', 'ZOE', '', '', 'ZOE'];
      cells[at] = name;
      const items = await read(
        `Nom de naissance;Prénoms;Nom utilisé;Prénom utilisé;Premier prénom;Sexe;Date de naissance\n${cells.join(';')};F;28/03/1979\n`,
      );
      expect(items).toMatchObject([{ error: { code: 'IMPORT_NAME_GARBLED', path }, refused: { raw: `${cells.join(';')};F;28/03/1979` } }]);
      expect(items[0]).toHaveProperty(
        'error.message',
        expect.stringContaining(`un logiciel a mal lu ce nom avant d’écrire le fichier : « ${before} ? »`),
      );
    }
  });

  it.each(['JOÃO', 'CONCEIÇÃO', 'GUIMARÃES', 'ÂGE', 'ÅSA', 'D’ÂGE', 'CHÂTEAU', 'Â-B'])('%s is a name', async (name) => {
    expect(await read(`${HEADER}\n12;${name};ZOE;F;28/03/1979;\n`)).toMatchObject([{ kind: 'patient' }]);
  });

  it('that lost a letter is refused', async () => {
    expect(codesOf(await read(`${HEADER};Nom utilisé\n12;PAT;ZOE;F;28/03/1979;;Dupr\uFFFD\n12;PAT;ZO\uFFFD;F;28/03/1979;;\n`))).toEqual([
      'IMPORT_NAME_LOST_LETTER',
      'IMPORT_NAME_LOST_LETTER',
    ]);
  });
});

describe('a line', () => {
  it('is kept as the file has it, taken or refused', async () => {
    const items = await read(
      `${HEADER};Note\r\n12;"PAT";ZOE;F;28/03/1979;63220;"a\r\n""b"""\r\n13;PAT;ZOE;X;28/03/1979;;\r\n14;"PAT;ZOE\r\n15;PAT;ZOE;F\r\n16;PAT;ZOE;F;28/03/1979;;"é"`,
    );
    expect(items.map((item) => ('error' in item ? item.refused.raw : item.raw))).toEqual([
      '12;"PAT";ZOE;F;28/03/1979;63220;"a\r\n""b"""',
      '13;PAT;ZOE;X;28/03/1979;;',
      '14;"PAT;ZOE',
      '15;PAT;ZOE;F',
      '16;PAT;ZOE;F;28/03/1979;;"é"',
    ]);
  });

  it('is not kept beyond 16 KiB', async () => {
    const long = (length: number): string => `12;PAT;ZOE;F;28/03/1979;;${'x'.repeat(length - 25)}`;
    const items = await read(`${HEADER};Note\n${long(16_384)}\n${long(16_385)}\n${long(70_000)}\n`);
    expect(items.map((item) => ('error' in item ? item.refused.raw : item.raw)?.length ?? null)).toEqual([16_384, null, null]);
  });

  it.each([
    ['12;Zoland;Marc;X;01/02/1950;', 'Zoland Marc, 01/02/1950', 'X'],
    ['12;ZOLAND;MARC;M;01/02/50;', 'ZOLAND MARC, 01/02/50', '01/02/50'],
    ['12;;MARC;M;01/02/1950;', 'MARC, 01/02/1950', null],
    ['12;ZOLAND;;M;01/02/1950;', 'ZOLAND, 01/02/1950', null],
    [';;;X;01/02/1950;', '01/02/1950', 'X'],
    [';;;M;;', null, null],
    ['12;ZOLAND;MARC', null, null],
    ['1\u00072;ZOLAND;MARC;M;01/02/1950;', 'ZOLAND MARC, 01/02/1950', '1‹U+0007›2'],
    [`12;${'Z'.repeat(300)};MARC;M;01/02/1950;`, 'Z'.repeat(200), 'Z'.repeat(200)],
  ])('that is refused says whose it is and what is wrong: %s', async (line, name, value) => {
    expect(await read(`${HEADER}\n${line}\n`)).toMatchObject([{ error: {}, refused: { name, value, raw: line } }]);
  });

  it('that is refused goes into a file in the form of the first one, its reason before it', async () => {
    const text = `sep=,\r\nNom de naissance,Prénoms,Sexe,Date de naissance\r\nPAT,ZOÉ,X,28/03/1979\r\nPAT,LEA,F,28/03/1979\r\n"PAT, B",ANA,F,28/03/1979\r\n`;
    const raws = (await read(text)).flatMap((item) => ('error' in item && item.refused.raw !== null ? [item.refused.raw] : []));
    const refused = csvRefused(csvLayout(Buffer.from(text), true).heading, [
      { raw: raws[0] ?? '', reason: 'Le sexe « X » est inconnu.\nÉcrivez F, M ou I.' },
      { raw: raws[1] ?? '', reason: 'Le caractère "," n’est pas admis.' },
    ]);
    expect(refused).toBe(
      `\uFEFFsep=,\r\nMotif du refus,Nom de naissance,Prénoms,Sexe,Date de naissance\r\n"Le sexe « X » est inconnu. Écrivez F, M ou I.",PAT,ZOÉ,X,28/03/1979\r\n"Le caractère "","" n’est pas admis.","PAT, B",ANA,F,28/03/1979\r\n`,
    );
    expect(errorsOf(await read(refused))).toEqual([
      [3, 'IMPORT_SEX'],
      [4, 'TRAIT_CHARACTER'],
    ]);
  });

  const AGAIN = `Motif du refus;${HEADER}`;

  it('that is given again with its reason is the line alone: in what it holds, in its heading, in what is kept of it', async () => {
    const text = `${AGAIN}\n"Non ; ""non"".";12;PAT;ZOE;F;28/03/1979;63220\nNon.;13;PAT;ZOE;X;28/03/1979;\n"Non.";14;"PAT;ZOE\n;15;PAT\n`;
    const { headers, heading, unrecognised, lines, suggested } = csvLayout(Buffer.from(text), true);
    expect({ headers, heading, unrecognised, birthName: suggested.birthName, first: lines[0] }).toEqual({
      headers: HEADER.split(';'),
      heading: HEADER,
      unrecognised: [],
      birthName: 1,
      first: ['12', 'PAT', 'ZOE', 'F', '28/03/1979', '63220'],
    });
    const items = await read(text);
    expect(patientOf(items)).toMatchObject([{ birthName: 'PAT' }, {}, {}, {}]);
    expect(items.map((item) => ('error' in item ? item.refused.raw : item.raw))).toEqual([
      '12;PAT;ZOE;F;28/03/1979;63220',
      '13;PAT;ZOE;X;28/03/1979;',
      '14;"PAT;ZOE',
      '15;PAT',
    ]);
  });

  it.each([
    ['a name elsewhere in the heading', `${HEADER};Motif du refus`, '12;PAT;ZOE;F;28/03/1979;63220;Non.'],
    ['another first name', `Motif;${HEADER}`, 'Non.;12;PAT;ZOE;F;28/03/1979;63220'],
  ])('is a column as any other under %s', async (_name, heading, line) => {
    expect(csvLayout(Buffer.from(`${heading}\n${line}\n`), true).headers).toHaveLength(7);
    expect(await read(`${heading}\n${line}\n`)).toMatchObject([{ patient: { birthName: 'PAT' }, raw: line }]);
  });
});
