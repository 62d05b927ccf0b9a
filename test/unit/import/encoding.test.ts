import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../electron/import/csv.ts';
import { csvLayout } from '../../../electron/import/csv-layout.ts';
import { suggestMapping } from '../../../electron/import/csv-mapping.ts';
import { decoded, LineDecoder, UNREADABLE } from '../../../electron/import/encoding.ts';
import { pieces } from '../../../electron/import/source.ts';
import type { ImportItem, ImportSource } from '../../../electron/import/types.ts';
import { csvEncodings, type CsvEncoding } from '../../../shared/domain/csv-columns.ts';
import { all, cut, errorsOf, sourceOf } from './samples.ts';

/** Bytes of the letters that these tests write, beside ASCII. */
const BYTES: Readonly<Record<Exclude<CsvEncoding, 'utf-8'>, Readonly<Record<string, number>>>> = {
  'windows-1252': {
    É: 0xc9,
    é: 0xe9,
    È: 0xc8,
    è: 0xe8,
    Ê: 0xca,
    ê: 0xea,
    Ë: 0xcb,
    ë: 0xeb,
    À: 0xc0,
    à: 0xe0,
    Â: 0xc2,
    â: 0xe2,
    Ç: 0xc7,
    ç: 0xe7,
    Î: 0xce,
    î: 0xee,
    Ï: 0xcf,
    ï: 0xef,
    Ô: 0xd4,
    ô: 0xf4,
    Ö: 0xd6,
    ö: 0xf6,
    ä: 0xe4,
    Û: 0xdb,
    û: 0xfb,
    Ü: 0xdc,
    ü: 0xfc,
    Ñ: 0xd1,
    ñ: 0xf1,
    Í: 0xcd,
    í: 0xed,
    Ó: 0xd3,
    ó: 0xf3,
    Ã: 0xc3,
    ã: 0xe3,
    Œ: 0x8c,
    œ: 0x9c,
    '’': 0x92,
    '°': 0xb0,
    '\u00A0': 0xa0,
    '…': 0x85,
    á: 0xe1,
    Š: 0x8a,
    '€': 0x80,
    '–': 0x96,
    '«': 0xab,
    '»': 0xbb,
    '§': 0xa7,
  },
  cp850: {
    É: 0x90,
    é: 0x82,
    È: 0xd4,
    è: 0x8a,
    Ê: 0xd2,
    ê: 0x88,
    Ë: 0xd3,
    ë: 0x89,
    À: 0xb7,
    à: 0x85,
    Â: 0xb6,
    â: 0x83,
    Ç: 0x80,
    ç: 0x87,
    Î: 0xd7,
    î: 0x8c,
    Ï: 0xd8,
    ï: 0x8b,
    Ô: 0xe2,
    ô: 0x93,
    Ö: 0x99,
    ö: 0x94,
    ä: 0x84,
    Û: 0xea,
    û: 0x96,
    Ü: 0x9a,
    ü: 0x81,
    Ñ: 0xa5,
    ñ: 0xa4,
    Í: 0xd6,
    í: 0xa1,
    Ó: 0xe0,
    ó: 0xa2,
    Ã: 0xc7,
    ã: 0xc6,
    '°': 0xf8,
    á: 0xa0,
  },
  macintosh: {
    É: 0x83,
    é: 0x8e,
    È: 0xe9,
    è: 0x8f,
    Ê: 0xe6,
    ê: 0x90,
    Ë: 0xe8,
    ë: 0x91,
    À: 0xcb,
    à: 0x88,
    Â: 0xe5,
    â: 0x89,
    Ç: 0x82,
    ç: 0x8d,
    Î: 0xeb,
    î: 0x94,
    Ï: 0xec,
    ï: 0x95,
    Ô: 0xef,
    ô: 0x99,
    Ö: 0x85,
    ö: 0x9a,
    ä: 0x8a,
    Û: 0xf3,
    û: 0x9e,
    Ü: 0x86,
    ü: 0x9f,
    Ñ: 0x84,
    ñ: 0x96,
    Í: 0xea,
    í: 0x92,
    Ó: 0xee,
    ó: 0x97,
    Ã: 0xcc,
    ã: 0x8b,
    Œ: 0xce,
    œ: 0xcf,
    '’': 0xd5,
    '°': 0xa1,
    á: 0x87,
  },
};

function written(text: string, encoding: CsvEncoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  return Buffer.from(
    [...text].map((character) => {
      const byte = character < '\x80' ? character.charCodeAt(0) : BYTES[encoding][character];
      if (byte === undefined) throw new Error(`${character} is not in ${encoding}`);
      return byte;
    }),
  );
}

async function read(source: ImportSource, said: CsvEncoding | null = null): Promise<string> {
  let text = '';
  for await (const part of decoded(pieces(source(), {}), said)) text += part;
  return text;
}

const lines = (...names: readonly string[]): string => names.map((name) => `${name}\n`).join('');
const SIZES = [1, 3, 4096];
const AMBIGUOUS: unknown = expect.objectContaining({ code: 'IMPORT_ENCODING_AMBIGUOUS' });

describe('the encoding of a file', () => {
  it.each(csvEncodings)('%s is read whatever the pieces', async (encoding) => {
    const text = lines('nom', 'CÔME', 'GENEVIÈVE', 'Müller', 'ÉLODIE', 'François', "N° 12 rue de l'Église");
    for (const size of SIZES) expect(await read(cut(written(text, encoding), size))).toBe(text);
    const decoder = new LineDecoder();
    decoder.feed(written(text, encoding));
    decoder.end();
    expect(decoder.encoding).toBe(encoding);
  });

  it.each([
    ['utf-8', 'DUPRÉ'],
    ['utf-8', 'Łukasz'],
    ['utf-8', 'JOÃO'],
    ['windows-1252', 'DUPRÉ'],
    ['windows-1252', 'Dupré'],
    ['windows-1252', 'FRANÇOIS'],
    ['windows-1252', 'MUÑOZ'],
    ['windows-1252', 'JOÃO'],
    ['windows-1252', 'CÔME'],
    ['windows-1252', 'L’HERMITE'],
    ['windows-1252', 'N° 12'],
    ['windows-1252', 'sœur'],
    ['windows-1252', 'BADRÉ'],
    ['windows-1252', 'Badré'],
    ['windows-1252', 'GARÇEL'],
    ['windows-1252', 'Schäfer'],
    ['windows-1252', 'Sánchez'],
    ['windows-1252', 'BÉRéNICE'],
    ['cp850', 'BADRÉ'],
    ['cp850', 'Badré'],
    ['macintosh', 'BADRÉ'],
    ['macintosh', 'Badré'],
    ['macintosh', 'BUÎSE'],
    ['cp850', 'CÔME'],
    ['cp850', 'GENEVIÈVE'],
    ['cp850', 'DUPRÉ'],
    ['cp850', 'Dupré'],
    ['cp850', 'MÜLLER'],
    ['cp850', 'N° 12'],
    ['macintosh', 'Müller'],
    ['macintosh', 'DUPRÉ'],
    ['macintosh', 'Dupré'],
    ['macintosh', 'BENOÎT'],
    ['macintosh', 'N° 12'],
  ] as const)('is %s when « %s » alone is not ASCII: no other one makes it a name', async (encoding, name) => {
    expect(await read(sourceOf(written(lines('nom', name), encoding)))).toBe(lines('nom', name));
  });

  it.each([
    // Letters of the same case in both, and no name that is known.
    [
      'MARLÔE',
      'windows-1252',
      'L’encodage du fichier n’est pas certain : en Windows (windows-1252), on lirait « MARLÔE » ; en DOS (cp850), on lirait « MARLÈE ».',
      'windows-1252,cp850',
    ],
    [
      'GRÈS',
      'cp850',
      'L’encodage du fichier n’est pas certain : en Windows (windows-1252), on lirait « GRÔS » ; en DOS (cp850), on lirait « GRÈS ».',
      'windows-1252,cp850',
    ],
    [
      'LÓPEZ',
      'windows-1252',
      'L’encodage du fichier n’est pas certain : en Windows (windows-1252), on lirait « LÓPEZ » ; en DOS (cp850), on lirait « LËPEZ ».',
      'windows-1252,cp850',
    ],
    [
      'sánchez',
      'macintosh',
      'L’encodage du fichier n’est pas certain : en DOS (cp850), on lirait « sçnchez » ; en Macintosh (MacRoman), on lirait « sánchez ».',
      'cp850,macintosh',
    ],
    [
      'sánchez',
      'cp850',
      'L’encodage du fichier n’est pas certain : en Windows (windows-1252), on lirait « s\u00A0nchez » ; en DOS (cp850), on lirait « sánchez ».',
      'windows-1252,cp850',
    ],
    [
      'ôdet',
      'cp850',
      'L’encodage du fichier n’est pas certain : en Windows (windows-1252), on lirait « “det » ; en DOS (cp850), on lirait « ôdet ».',
      'windows-1252,cp850',
    ],
    [
      'émeric',
      'windows-1252',
      'L’encodage du fichier n’est pas certain : en Windows (windows-1252), on lirait « émeric » ; en DOS (cp850), on lirait « Úmeric ».',
      'windows-1252,cp850',
    ],
    // The second word is one in any of the three; the first is none in Macintosh.
    [
      'MARLÔE …',
      'windows-1252',
      'L’encodage du fichier n’est pas certain : en Windows (windows-1252), on lirait « MARLÔE », « … » ; en DOS (cp850), on lirait « MARLÈE », « à ».',
      'windows-1252,cp850',
    ],
  ] as const)('is refused when « %s » in %s could be another name, both said', async (name, encoding, message, detail) => {
    const bytes = Buffer.concat([Buffer.from('nom\nDUPRE\n'), written(lines(name), encoding)]);
    for (const size of SIZES)
      await expect(read(cut(bytes, size))).rejects.toMatchObject({ code: 'IMPORT_ENCODING_AMBIGUOUS', message, detail });
  });

  it('is refused, none proposed, when no reading gives a word', async () => {
    await expect(
      read(sourceOf(Buffer.concat([Buffer.from('nom\nA'), Buffer.from([0xff, 0xfe, 0xff]), Buffer.from('B\n')]))),
    ).rejects.toMatchObject({ code: 'IMPORT_ENCODING_UNKNOWN', detail: null });
  });

  it('never makes another name of a name, however few of them there are', async () => {
    const names = [
      'DUPRÉ',
      'PRÊLE',
      'MARLÔE',
      'CÔME',
      'GENEVIÈVE',
      'BENOÎT',
      'FRANÇOIS',
      'MÜLLER',
      'LÓPEZ',
      'GARCÍA',
      'MUÑOZ',
      'CHÂTEAU',
      'NOËL',
      'MOÏSE',
      'ÇELIK',
      'SCHRÖDER',
      'BRÛLÉ',
      'GRÈS',
      'DÛ',
      'SÃO',
      'ISAÏE',
      'GÎTE',
      'À',
      "D'ÉTAMPES",
    ];
    const title = (name: string): string => name.slice(0, 1) + name.slice(1).toLowerCase();
    const styles = [(name: string) => name, title, (name: string) => name.toLowerCase()];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...styles),
        fc.constantFrom(...csvEncodings),
        async (chosen, style, encoding) => {
          const expected = chosen.map(style);
          const found = await read(sourceOf(written(lines(...expected), encoding))).catch((thrown: unknown) => {
            expect(thrown).toMatchObject({ code: 'IMPORT_ENCODING_AMBIGUOUS' });
            return null;
          });
          for (const [i, line] of (found ?? '').split('\n').slice(0, -1).entries()) expect([expected[i], UNREADABLE]).toContain(line);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is that of ten words against one, and of no fewer', async () => {
    const words = ['DUPRÉ', 'BENOÎT', 'FRANÇOIS', 'NOËL', 'HÉLÈNE', 'JÉRÔME', 'CÔME', 'ANDRÉ', 'RENÉ', 'ÉLODIE'];
    const file = (count: number): Buffer =>
      Buffer.concat([written(lines('nom', ...words.slice(0, count)), 'windows-1252'), written(lines('GENEVIÈVE'), 'cp850')]);
    await expect(read(sourceOf(file(9)))).rejects.toMatchObject({ code: 'IMPORT_ENCODING_AMBIGUOUS' });
    expect(await read(sourceOf(file(10)))).toBe(`${lines('nom', ...words)}${UNREADABLE}\n`);
  });

  it('is not told by two of the three bytes of a mark', async () => {
    const text = Buffer.concat([Buffer.from([0xef, 0xbb]), Buffer.from('NOM\nDUPR'), Buffer.from([0xc9]), Buffer.from('\n')]);
    expect(await read(sourceOf(text), 'windows-1252')).toBe('ï»NOM\nDUPRÉ\n');
  });

  it('is told by more words where the first one leaves a doubt, within a MiB', async () => {
    const filler = 'DUPRE\n'.repeat(10_000);
    for (const [encoding, first] of [
      ['cp850', 'GRÈS'],
      ['windows-1252', 'MARLÔE'],
    ] as const) {
      const text = `nom\n${first}\n${filler}DUPRÉ\n`;
      for (const size of [1000, 65_536]) expect(await read(cut(written(text, encoding), size))).toBe(text);
    }
  });

  it('is judged on one MiB from the first doubt, whatever the pieces: ASCII lines before it go, nothing after does', async () => {
    const filler = 'DUPRE\n'.repeat(175_000);
    const bytes = Buffer.concat([Buffer.from('nom\nMARTIN\n'), written(`MARLÔE\n${filler}DUPRÉ\n`, 'windows-1252')]);
    for (const size of [1000, 65_536, bytes.length]) {
      const decoder = new LineDecoder();
      let text = '';
      expect(() => {
        for (let at = 0; at < bytes.length; at += size) text += decoder.feed(bytes.subarray(at, at + size));
      }).toThrow(AMBIGUOUS);
      expect(size === bytes.length ? 'nom\nMARTIN\n' : text).toBe('nom\nMARTIN\n');
    }
  });

  it('shows at the first line that is not ASCII, however far it is', async () => {
    const head = 'nom\n' + 'DUPRE\n'.repeat(20_000);
    for (const encoding of csvEncodings) {
      expect((await read(cut(Buffer.concat([Buffer.from(head), written('Dupré\n', encoding)]), 65_536))).slice(head.length)).toBe(
        'Dupré\n',
      );
    }
  });

  it('costs the lines that are of another one, never a letter', async () => {
    const sure = lines('DUPRÉ', 'HÉLÈNE', 'FRANÇOIS', 'NOËL', 'CÔME', 'Élodie', 'Jérôme', 'Benoît', 'Anaïs', 'Müller', 'Zoé');
    for (const encoding of csvEncodings) {
      for (const other of csvEncodings.filter((one) => one !== encoding)) {
        const bytes = Buffer.concat([written(sure, encoding), written(lines('Dupré'), other), written(lines('LEA', 'Zoé'), encoding)]);
        expect(await read(sourceOf(bytes)), `${other} in ${encoding}`).toBe(`${sure}${UNREADABLE}\nLEA\nZoé\n`);
      }
    }
  });

  it('is not settled by the majority when too many lines speak for another one', async () => {
    const few = lines('DUPRÉ', 'HÉLÈNE', 'FRANÇOIS', 'NOËL');
    await expect(read(sourceOf(Buffer.concat([written(few, 'windows-1252'), written(lines('GENEVIÈVE'), 'cp850')])))).rejects.toMatchObject(
      { code: 'IMPORT_ENCODING_AMBIGUOUS' },
    );
  });

  it('is proposed in the order of the words that each one reads, by the longest of them', async () => {
    const bytes = Buffer.concat([written(lines('ZOÉ', 'BADRÉ'), 'cp850'), written(lines('HÉLÈNE'), 'windows-1252')]);
    await expect(read(sourceOf(bytes))).rejects.toMatchObject({
      detail: 'cp850,windows-1252',
      message: expect.stringContaining('en DOS (cp850), on lirait « H╔L╚NE », « BADRÉ » ; en Windows'),
    });
  });

  it('lets the signs of a text through', async () => {
    const text = lines('DUPRÉ', '12 € – « mot » § 3', '«mot» etc…', 'de\u00A0la\u00A0TOUR', 'JEAN–PAUL');
    expect(await read(sourceOf(written(text, 'windows-1252')))).toBe(text);
  });

  it('refuses a line of UTF-8 that it could read as letters', async () => {
    expect(await read(sourceOf(Buffer.concat([written(lines('DUPRÉ'), 'windows-1252'), Buffer.from(lines('ŠIMON', 'LEA'))])))).toBe(
      `DUPRÉ\n${UNREADABLE}\nLEA\n`,
    );
  });

  it('is judged before a line without end, which keeps its place', async () => {
    const bytes = written(`DUPRÉ\n${'x'.repeat(300_000)}\nLEA\n`, 'windows-1252');
    for (const size of [10_000, bytes.length]) expect(await read(cut(bytes, size))).toBe(bytes.toString('latin1'));
  });

  it('refuses a line that another encoding makes a known name', async () => {
    const sure = lines('DUPRÉ', 'FRANÇOIS');
    // Judged before: this line comes after the MiB.
    const bytes = Buffer.concat([
      written(sure, 'windows-1252'),
      Buffer.from('MARTIN\n'.repeat(160_000)),
      written(lines('GENEVIÈVE'), 'cp850'),
      written(lines('MARLÔE'), 'windows-1252'),
    ]);
    expect((await read(cut(bytes, 65_536))).split('\n').slice(-3)).toEqual([UNREADABLE, 'MARLÔE', '']);
  });

  it('is that of UTF-8 lines when they come first, or of the others when these do', async () => {
    const utf8First = Buffer.concat([Buffer.from(lines('ZOÉ')), written(lines('ZOÉ'), 'windows-1252'), Buffer.from(lines('LEA'))]);
    const latinFirst = Buffer.concat([
      written(lines('ZOÉ'), 'windows-1252'),
      Buffer.from(lines('ZOÉ', 'PRÊLE', 'BENOÎT')),
      written(lines('LEA'), 'windows-1252'),
    ]);
    for (const size of SIZES) {
      expect(await read(cut(utf8First, size))).toBe(`ZOÉ\n${UNREADABLE}\nLEA\n`);
      expect(await read(cut(latinFirst, size))).toBe(`ZOÉ\n${UNREADABLE}\n${UNREADABLE}\n${UNREADABLE}\nLEA\n`);
    }
  });

  it('is not UTF-8 because two letters of another one make a valid sequence', async () => {
    // « ANDRÉ » and a no-break space of windows-1252, « L’É » of Macintosh, are letters of Africa and Armenia in UTF-8.
    expect(await read(sourceOf(written(lines('ANDRÉ\u00A0: DUPRÉ'), 'windows-1252')))).toBe(lines('ANDRÉ\u00A0: DUPRÉ'));
    expect(await read(sourceOf(written(lines('L’ÉTANG'), 'macintosh')))).toBe(lines('L’ÉTANG'));
    await expect(read(sourceOf(written(lines('L’ÉPAULT'), 'macintosh')))).rejects.toMatchObject({ code: 'IMPORT_ENCODING_AMBIGUOUS' });
    expect(await read(sourceOf(written(lines('L’ÉPAULT', 'Hélène'), 'macintosh')))).toBe(lines('L’ÉPAULT', 'Hélène'));
  });

  it('is judged in no time, however long a word is', async () => {
    const text = `DUPRÉ\n${'x'.repeat(200_000)}\n${'É'.repeat(1000)}\n`;
    const from = performance.now();
    expect(await read(sourceOf(written(text, 'windows-1252')))).toBe(text);
    expect(await read(sourceOf(written(`DUPRÉ\n${'\u00A0'.repeat(200_000)}x\n${'É'.repeat(1001)}\nA\n`, 'windows-1252')))).toBe(
      `DUPRÉ\n${UNREADABLE}\n${UNREADABLE}\nA\n`,
    );
    expect(performance.now() - from).toBeLessThan(2000);
  });

  it('is UTF-8 in any script when every line is', async () => {
    expect(await read(sourceOf(lines('نعيمة', 'Ольга', 'ZOÉ')))).toBe(lines('نعيمة', 'Ольга', 'ZOÉ'));
  });

  it.each([
    ['a BOM', 'utf16le', true],
    ['no BOM', 'utf16le', false],
    ['a BOM, big end first', 'be', true],
    ['no BOM, big end first', 'be', false],
  ])('is read in UTF-16 with %s, whatever the pieces', async (_, order, bom) => {
    const text = lines('nom', 'CÔME', 'Łukasz 𝒜');
    const little = Buffer.from(`${bom ? '\uFEFF' : ''}${text}`, 'utf16le');
    const bytes = order === 'be' ? little.swap16() : little;
    for (const size of SIZES) expect(await read(cut(bytes, size))).toBe(text);
    expect(csvLayout(bytes, true)).toMatchObject({ headers: ['nom'], encoding: order === 'be' ? 'utf-16be' : 'utf-16le' });
  });

  it('makes unreadable a line of UTF-16 that holds half a letter', async () => {
    expect(await read(sourceOf(Buffer.from('\uFEFFnom\nA\uD800B\nLEA\nZ', 'utf16le')))).toBe(`nom\n${UNREADABLE}\nLEA\nZ`);
  });

  it('holds no more of a UTF-16 line without end than a record may be long', () => {
    const decoder = new LineDecoder();
    expect(decoder.feed(Buffer.from(`\uFEFF${'x'.repeat(200_000)}`, 'utf16le'))).toBe('');
    expect(decoder.feed(Buffer.from('x'.repeat(100_000), 'utf16le'))).toHaveLength(300_000);
  });

  it.each([
    ['UTF-8', '\uFEFFnom\nDupré\n'],
    ['nothing but a BOM', '\uFEFF'],
    ['one letter', 'n'],
    ['nothing', ''],
  ])('drops the BOM of %s', async (_, text) => {
    for (const size of SIZES) expect(await read(cut(Buffer.from(text), size))).toBe(text.replace('\uFEFF', ''));
  });

  describe('chosen by the person', () => {
    it('is followed without judging', async () => {
      for (const encoding of csvEncodings)
        expect(await read(sourceOf(written(lines('MARLÔE', 'PRéVERT', 'GRÈS'), encoding)), encoding)).toBe(
          lines('MARLÔE', 'PRéVERT', 'GRÈS'),
        );
    });

    it('costs the lines that it has no letters for', async () => {
      expect(await read(sourceOf(Buffer.from([0x41, 0x81, 0x0a, 0x42, 0xc9, 0x0a])), 'windows-1252')).toBe(`${UNREADABLE}\nBÉ\n`);
      expect(await read(sourceOf(Buffer.from([0x41, 0x81, 0x0a, 0xc3, 0x89, 0x0a])), 'utf-8')).toBe(`${UNREADABLE}\nÉ\n`);
    });

    it('gives way to a BOM', async () => {
      expect(await read(sourceOf('\uFEFFDupré\n'), 'windows-1252')).toBe('Dupré\n');
      expect(await read(sourceOf(Buffer.from('\uFEFFDupré\n', 'utf16le')), 'windows-1252')).toBe('Dupré\n');
    });
  });
});

describe('a CSV file', () => {
  const HEAD = 'Nom de naissance;Prenoms;Sexe;Date de naissance;Note';
  const patients = (source: ImportSource, encoding: CsvEncoding | null = null): Promise<readonly ImportItem[]> =>
    all(
      readCsv(source, {
        today: '2026-11-21',
        test: true,
        columns: { fields: suggestMapping(HEAD.split(';')), dateOrder: 'dmy' },
        delimiter: ';',
        oid: null,
        encoding,
        placeOf: null,
      }),
    );
  const namesOf = (items: readonly ImportItem[]): readonly unknown[] =>
    items.map((item) => ('error' in item ? item.error.code : 'patient' in item ? item.patient.birthName : ''));

  it('in the encoding of DOS or Macintosh, met after ASCII lines, is read', async () => {
    for (const encoding of ['cp850', 'macintosh'] as const) {
      const text = `${HEAD}\nPAT;ZOE;F;28/03/1979;\nCÔME;LEA;F;28/03/1979;Élodie\nGENEVIÈVE;LEA;F;28/03/1979;\nMüller;LEA;F;28/03/1979;\n`;
      expect(namesOf(await patients(sourceOf(written(text, encoding))))).toEqual(['PAT', 'COME', 'GENEVIEVE', 'MULLER']);
    }
  });

  it('is stopped where a doubt begins: the people before were read without it', async () => {
    const text = `${HEAD}\nPAT;ZOE;F;28/03/1979;\nMARLÔE;LEA;F;28/03/1979;\nMARTIN;LEA;F;28/03/1979;\n`;
    const seen: ImportItem[] = [];
    const reading = async (encoding: CsvEncoding | null): Promise<void> => {
      for await (const item of readCsv(sourceOf(written(text, 'windows-1252')), {
        today: '2026-11-21',
        test: true,
        columns: { fields: suggestMapping(HEAD.split(';')), dateOrder: 'dmy' },
        delimiter: ';',
        oid: null,
        encoding,
        placeOf: null,
      }))
        seen.push(item);
    };
    await expect(reading(null)).rejects.toMatchObject({ code: 'IMPORT_ENCODING_AMBIGUOUS' });
    expect(namesOf(seen.splice(0))).toEqual(['PAT']);
    await reading('windows-1252');
    expect(namesOf(seen)).toEqual(['PAT', 'MARLOE', 'MARTIN']);
  });

  it('in two encodings loses the lines of the second one, which say so', async () => {
    const bytes = Buffer.concat([
      written(`${HEAD}\nDUPRÉ;LEA;F;28/03/1979;\n`, 'utf-8'),
      written('DUPRÉ;ANA;F;28/03/1979;\n', 'windows-1252'),
      Buffer.from('PAT;LEA;F;28/03/1979;\n'),
    ]);
    const items = await patients(sourceOf(bytes));
    expect(errorsOf(items)).toEqual([[3, 'IMPORT_ENCODING_LINE']]);
    expect(items[1]).toMatchObject({ refused: { name: null, value: null, raw: null } });
    expect(items).toHaveLength(3);
  });

  it('loses the whole record whose second line is of another encoding', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${HEAD}é\nPAT;ZOE;F;28/03/1979;"a\n`),
      written('été\nfin"\n', 'windows-1252'),
      Buffer.from('PAT;LEA;F;28/03/1979;x\n'),
    ]);
    const items = await patients(sourceOf(bytes));
    expect(items.map((item) => [item.line, 'error' in item ? item.error.code : item.kind])).toEqual([
      [2, 'IMPORT_ENCODING_LINE'],
      [5, 'patient'],
    ]);
  });

  it('is shown as it will be read, from its first bytes, or refused with what may be chosen', () => {
    const bytes = written('Nom;Prénoms\nMARLÔE;Zoé\n', 'cp850');
    expect(csvLayout(bytes, true)).toMatchObject({ encoding: 'cp850', headers: ['Nom', 'Prénoms'], lines: [['MARLÔE', 'Zoé']] });
    // Not whole: the last line is cut, and said by nobody.
    expect(csvLayout(bytes.subarray(0, bytes.length - 2), false)).toMatchObject({ encoding: 'cp850', headers: ['Nom', 'Prénoms'] });
    const undecided = written('Nom;Prenoms\nGRÈS;Zoe\n', 'cp850');
    expect(() => csvLayout(undecided, true)).toThrow(AMBIGUOUS);
    expect(() => csvLayout(undecided, false)).toThrow(AMBIGUOUS);
    expect(csvLayout(undecided, true, 'cp850')).toMatchObject({ encoding: 'cp850', lines: [['GRÈS', 'Zoe']] });
    expect(csvLayout(Buffer.from('Nom;Prenoms\nA;B\n'), true).encoding).toBeNull();
  });
});
