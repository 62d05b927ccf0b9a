import { describe, expect, it } from 'vitest';
import { csvLayout } from '../../../electron/import/csv-layout.ts';

const HEADER = 'IPP;Nom de naissance;Prénoms;Nom utilisé;Sexe;Date de naissance;Code lieu de naissance;Matricule INS;OID';

describe('how a CSV file is written', () => {
  it.each([
    [
      'letters of no encoding',
      Buffer.concat([Buffer.from('nom\nA'), Buffer.from([0xff, 0xfe, 0xff]), Buffer.from('B\n')]),
      'IMPORT_ENCODING_UNKNOWN',
    ],
    [
      'names of columns of another encoding',
      Buffer.concat([Buffer.from('\uFEFFnom'), Buffer.from([0xe9, 0x0a])]),
      'IMPORT_ENCODING_UNKNOWN',
    ],
    ['lines of the old Macintosh', Buffer.from('Nom;Sexe\rPAT;F\r'), 'IMPORT_LINE_ENDS'],
    ['empty', Buffer.from(''), 'IMPORT_EMPTY'],
    ['blank lines', Buffer.from('\r\n\r\n'), 'IMPORT_EMPTY'],
    ['no names of columns', Buffer.from('12;PAT;ZOE;F;28/03/1979\n13;PAT;LEA;F;28/03/1979\n'), 'IMPORT_NO_HEADING'],
    ['too many columns', Buffer.from(`${'a;'.repeat(500)}\n`), 'IMPORT_TOO_MANY_COLUMNS'],
    ['no names of columns, midnight after the date', Buffer.from('12;PAT;ZOE;F;1979-03-28 00:00:00\n'), 'IMPORT_NO_HEADING'],
    ['nothing after the line of the delimiter', Buffer.from('sep=;\n'), 'IMPORT_EMPTY'],
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
    const { columns: found } = csvLayout(
      Buffer.from(
        'Nom;J;M;A;ISO\nDUPRÉ;05/03/1979;05/03/1979;05/03/1979;1979-03-05\n;28.3.1979;3/28/1979;06/03/1979;\nB;;;;\nC;;;;\nD;;;;\nHALF',
      ),
      false,
    );
    expect(found).toEqual([
      { name: 'Nom', samples: ['DUPRÉ', 'B', 'C'], dates: null },
      { name: 'J', samples: ['05/03/1979', '28.3.1979'], dates: 'dmy' },
      { name: 'M', samples: ['05/03/1979', '3/28/1979'], dates: 'mdy' },
      { name: 'A', samples: ['05/03/1979', '06/03/1979'], dates: 'ambiguous' },
      { name: 'ISO', samples: ['1979-03-05'], dates: null },
    ]);
  });

  it.each([
    [['12/03/1979'], 'ambiguous'],
    [['03/12/1979'], 'ambiguous'],
    [['12/03/1979', '13/03/1979'], 'dmy'],
    [['12/03/1979', '03/13/1979'], 'mdy'],
    // Days beyond 12 on both sides: French files are the rule here.
    [['03/13/1979', '13/03/1979'], 'dmy'],
    [['13/03/1979', '03/13/1979'], 'dmy'],
    [['28/03/1979 00:00'], 'dmy'],
    [['28/03/1979 08:00', '12 mars 1979'], null],
  ] as const)('reads %j in the order %s', (dates, order) => {
    expect(csvLayout(Buffer.from(`Nom;DDN\n${dates.map((date) => `PAT;${date}\n`).join('')}`), true).columns[1]?.dates).toBe(order);
  });

  it.each([';', ',', '\t', '|'])('has the delimiter %j that a first line tells, were it not the likeliest', (delimiter) => {
    const heading = `Nom${delimiter}Sexe`;
    for (const line of [`sep=${delimiter}`, `SEP=${delimiter}`, `"sep=${delimiter}"`]) {
      const layout = csvLayout(Buffer.from(`${line}\r\n${heading}\r\nPAT${delimiter}F,;|\r\n`), true);
      expect(layout).toMatchObject({ delimiter, headers: ['Nom', 'Sexe'], heading: `${line}\r\n${heading}` });
    }
  });

  it('has no delimiter by a line that is no such one', () => {
    expect(csvLayout(Buffer.from('sep=:\nA;B\n'), true)).toMatchObject({ headers: ['sep=:'], heading: 'sep=:' });
    expect(csvLayout(Buffer.from('xsep=;;\nA;B\n'), true)).toMatchObject({ headers: ['xsep=', '', ''] });
  });

  it('has names of columns that hold a year, or a month of one', () => {
    expect(csvLayout(Buffer.from('Nom;Code 2024;2024;03/2024\nA;B;C;D\n'), true).headers).toEqual(['Nom', 'Code 2024', '2024', '03/2024']);
  });

  it('gives the heading as it is written, to be written again', () => {
    expect(csvLayout(Buffer.from('\uFEFF"Nom";Sexe ;\r\nPAT;F;\r\n'), true).heading).toBe('"Nom";Sexe ;');
  });

  it.each([';', ',', '\t', '|'])('reads names of columns that go on over a line, delimiter %j', (delimiter) => {
    const heading = `"Nom\nde naissance"${delimiter}"Date  de\r\nnaissance"${delimiter}Sexe`;
    expect(csvLayout(Buffer.from(`${heading}\r\nPAT${delimiter}28/03/1979${delimiter}F\r\n`), true)).toMatchObject({
      delimiter,
      headers: ['Nom de naissance', 'Date de naissance', 'Sexe'],
      suggested: { birthName: 0, birthDate: 1, sex: 2 },
      heading,
      lines: [['PAT', '28/03/1979', 'F']],
    });
  });

  it('reads names of four lines at most', () => {
    expect(csvLayout(Buffer.from('"Nom\nde\nla\nnaissance";Sexe\nPAT;F\n'), true).headers).toEqual(['Nom de la naissance', 'Sexe']);
  });

  it.each(['Nom;"Sexe\nPAT;F\nLEA;"\n', `"Nom${'\nx'.repeat(4)}";Sexe\nPAT;F\n`])(
    'takes no people for names of columns: a quote was left open',
    (text) => {
      expect(() => csvLayout(Buffer.from(text), true)).toThrow(expect.objectContaining({ code: 'IMPORT_QUOTES' }));
    },
  );

  it('shows 60 characters of a value, of lines that have all their cells', () => {
    const layout = csvLayout(Buffer.from(`Nom;Sexe\nHALF\n${'A'.repeat(61)};F\n`), true);
    expect([layout.columns[0]?.samples, layout.lines]).toEqual([['A'.repeat(60)], [['A'.repeat(60), 'F']]]);
  });

  it('takes 500 columns', () => {
    expect(csvLayout(Buffer.from(`${'a;'.repeat(499)}a\n`), true).headers).toHaveLength(500);
  });

  it('reads the last line of a whole file that nothing ends, be it its only one', () => {
    expect(csvLayout(Buffer.from('Nom;Sexe\nPAT;F'), true).lines).toEqual([['PAT', 'F']]);
    expect(csvLayout(Buffer.from('Nom,Sexe'), true)).toMatchObject({ delimiter: ',', headers: ['Nom', 'Sexe'] });
    expect(csvLayout(Buffer.from('Nom;Sexe\nPAT;F'), false).lines).toEqual([]);
  });

  it('shows the lines that have one empty cell more than the heading', () => {
    expect(csvLayout(Buffer.from('Nom;Sexe\nPAT;F;\nLEA;M\n'), true).lines).toEqual([
      ['PAT', 'F'],
      ['LEA', 'M'],
    ]);
  });

  it.each([
    ['Téléphone', 'phone'],
    ['Portable', 'phone'],
    ['Tél.', 'phone'],
    ['Tél', 'phone'],
    ['N° de téléphone', 'phone'],
    ['N° SS', 'billingNss'],
    ['N°SS', 'billingNss'],
    ['NIR', 'billingNss'],
    ['Numéro de sécurité sociale', 'billingNss'],
    ['NSS', 'billingNss'],
    ['Médecin traitant', 'medecinTraitant'],
    ['MT', 'medecinTraitant'],
    ['Lieu de naissance', 'birthPlaceName'],
    ['Lieu/naissance', 'birthPlaceName'],
    ['Ville de naissance', 'birthPlaceName'],
    ['Commune de naissance', 'birthPlaceName'],
    ['Né(e) à', 'birthPlaceName'],
    ['Nom utilisé', 'usedName'],
    ['Nom d’usage', 'usedName'],
    ['Nom marital', 'usedName'],
    ['Prénom utilisé', 'usedFirstName'],
    ['Adresse', 'address'],
    ['Adresse postale', 'address'],
    ['Matricule INS', 'matricule'],
    ['Civilité', 'sex'],
  ])('knows the column « %s » by its name', (name, field) => {
    const layout = csvLayout(Buffer.from(`x;${name}\nA;B\n`), true);
    expect(layout.suggested).toMatchObject({ [field]: 1 });
    expect(layout.unrecognised).toEqual(['x']);
  });

  it('takes the mobile phone rather than the other one, which it says it does not read', () => {
    expect(csvLayout(Buffer.from('Téléphone;Portable;;Ville\nA;B;C;D\n'), true)).toMatchObject({
      suggested: { phone: 1 },
      unrecognised: ['Téléphone', 'Ville'],
    });
  });

  it.each([
    ['51215;2A004;1053;99999', 0, null],
    ['Reims;51215', null, 0],
    ['', null, 0],
  ])('takes « Lieu de naissance » for codes when its values are: %s', (values, birthPlace, birthPlaceName) => {
    expect(
      csvLayout(
        Buffer.from(
          `Lieu de naissance,x\n${values
            .split(';')
            .map((value) => `${value},y\n`)
            .join('')}`,
        ),
        true,
      ).suggested,
    ).toMatchObject({ birthPlace, birthPlaceName });
  });

  it('keeps the column of codes beside one of names that holds codes too', () => {
    expect(csvLayout(Buffer.from('Lieu de naissance;COG\n51215;51215\n'), true).suggested).toMatchObject({
      birthPlace: 1,
      birthPlaceName: 0,
    });
  });
});
