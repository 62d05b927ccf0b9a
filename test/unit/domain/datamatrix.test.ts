import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildDatamatrix,
  DATAMATRIX_HEADER,
  DATAMATRIX_MAX_LENGTH,
  GS,
  parseDatamatrix,
  type DatamatrixSource,
} from '../../../shared/domain/ins/datamatrix.ts';
import { matriculeKey } from '../../../shared/domain/ins/matricule.ts';
import { insOids } from '../../../shared/domain/ins/oids.ts';
import { errorFacts, PosteError } from '../../../shared/errors.ts';

/** The example of ins/README 5. */
const EXAMPLE = `IS010000000000000000000000S1279035121518989S21.2.250.1.213.1.4.10S3DOMINIQUE MARIE-LOUISE${GS}S4PAT-TROIS${GS}S5FS628-03-1979S751215`;
const patTrois: DatamatrixSource = {
  status: 'QUAL',
  ins: { matricule: '279035121518989', oid: insOids['NIR-TEST'] },
  birthName: 'PAT-TROIS',
  birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
  sex: 'F',
  birthDate: '1979-03-28',
  birthPlace: '51215',
};
const TEST = { test: true };

const outcome = (act: () => unknown): string => {
  try {
    act();
    return 'accepted';
  } catch (thrown) {
    return thrown instanceof PosteError ? `${thrown.code}${thrown.path ?? ''}` : `not typed: ${String(thrown)}`;
  }
};
const refusal = (text: string, options = TEST): string => outcome(() => parseDatamatrix(text, options));

describe('the example of the format', () => {
  it('is read', () => {
    expect(parseDatamatrix(EXAMPLE, TEST)).toEqual({
      ins: patTrois.ins,
      kind: 'NIR-TEST',
      keyValid: true,
      traits: { birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE MARIE-LOUISE', sex: 'F', birthDate: '1979-03-28', birthPlace: '51215' },
    });
  });

  it('is written, character for character', () => {
    expect(buildDatamatrix(patTrois, TEST)).toBe(EXAMPLE);
  });

  it('gives traits and never a status', () => {
    expect(Object.keys(parseDatamatrix(EXAMPLE, TEST))).not.toContain('status');
  });

  it.each(['<GS>', '␝'])('is read with its separators as the text %s', (separator) => {
    expect(parseDatamatrix(EXAMPLE.replaceAll(GS, separator), TEST)).toEqual(parseDatamatrix(EXAMPLE, TEST));
  });

  it('is read with the place before the names, as some issuers write', () => {
    const moved = `${DATAMATRIX_HEADER}S1279035121518989S21.2.250.1.213.1.4.10S751215S3DOMINIQUE MARIE-LOUISE${GS}S5FS628-03-1979S4PAT-TROIS`;
    expect(parseDatamatrix(moved, TEST)).toEqual(parseDatamatrix(EXAMPLE, TEST));
  });

  it('is read with a separator after full and fixed fields, and a line end', () => {
    const generous = `${EXAMPLE.replace('S21.2.250.1.213.1.4.10', `${GS}S21.2.250.1.213.1.4.10${GS}`)}${GS}\r\n`;
    expect(parseDatamatrix(generous, TEST)).toEqual(parseDatamatrix(EXAMPLE, TEST));
  });
});

describe('separators', () => {
  it.each([
    [insOids.NIR, true],
    [insOids.NIA, true],
    [insOids['NIR-TEST'], false],
    [insOids['NIR-DEMO'], false],
  ])('an OID %s of 19 characters is closed, one of 20 is not', (oid, closed) => {
    const payload = buildDatamatrix({ ...patTrois, ins: { matricule: '279035121518989', oid } }, TEST);
    expect(payload).toContain(`S2${oid}${closed ? GS : ''}S3`);
  });

  it('closes neither a name of 100 characters nor the last field', () => {
    const payload = buildDatamatrix({ ...patTrois, birthName: 'A'.repeat(100), birthPlace: null }, TEST);
    expect(payload).toContain(`${'A'.repeat(100)}S5`);
    expect(payload.endsWith('S628-03-1979')).toBe(true);
    expect(parseDatamatrix(payload, TEST).traits.birthName).toBe('A'.repeat(100));
    const first = buildDatamatrix({ ...patTrois, birthFirstNames: 'A'.repeat(100) }, TEST);
    expect(first).toContain(`${'A'.repeat(100)}S4`);
    expect(parseDatamatrix(first, TEST).traits.birthFirstNames).toBe('A'.repeat(100));
  });

  it.each([
    ['in the names', EXAMPLE.replaceAll(GS, ''), 'DATAMATRIX_SEPARATOR/S3'],
    ['in the birth name alone', EXAMPLE.replace(`PAT-TROIS${GS}`, 'PAT-TROIS'), 'DATAMATRIX_SEPARATOR/S4'],
    [
      'before the place',
      `${DATAMATRIX_HEADER}S1279035121518989S21.2.250.1.213.1.4.10S3DOMINIQUE${GS}S5FS628-03-1979S4PAT-TROISS751215`,
      'DATAMATRIX_SEPARATOR/S4',
    ],
    ['after an OID of 19 characters', EXAMPLE.replace('.4.10', '.4.8'), 'DATAMATRIX_SEPARATOR/S2'],
  ])('missing %s: says how to set the scanner', (_, text, expected) => {
    expect(refusal(text)).toBe(expected);
  });

  it('a name that contains the mark of another block is read whole', () => {
    const payload = EXAMPLE.replace('PAT-TROIS', 'ISS SAINT-S');
    expect(parseDatamatrix(payload, TEST).traits.birthName).toBe('ISS SAINT-S');
  });
});

describe('what is refused when reading', () => {
  it.each([
    ['nothing', '', 'DATAMATRIX_EMPTY'],
    ['a GS1 code', '010336000000000017271231', 'DATAMATRIX_NOT_INS'],
    ['another version', EXAMPLE.replace('IS01', 'IS02'), 'DATAMATRIX_VERSION'],
    ['a header that is not all zeros', EXAMPLE.replace('IS0100', 'IS0107'), 'DATAMATRIX_VERSION'],
    ['too long a text', 'A'.repeat(DATAMATRIX_MAX_LENGTH + 1), 'DATAMATRIX_TOO_LONG'],
    ['the longest text looked at, of something else', 'A'.repeat(DATAMATRIX_MAX_LENGTH), 'DATAMATRIX_NOT_INS'],
    ['a NUL', EXAMPLE.replace('PAT', 'P\u0000T'), 'DATAMATRIX_CONTROL'],
    ['a line end inside', EXAMPLE.replace('PAT', 'P\nT'), 'DATAMATRIX_CONTROL'],
    ['a change of writing direction', EXAMPLE.replace('PAT', 'P\u202ET'), 'DATAMATRIX_CONTROL'],
    ['a delete', EXAMPLE.replace('PAT', 'P\u007FT'), 'DATAMATRIX_CONTROL'],
    ['an unknown block', `${EXAMPLE}S8X`, 'DATAMATRIX_BLOCK'],
    ['a block named like a property of objects', `${DATAMATRIX_HEADER}toString`, 'DATAMATRIX_BLOCK'],
    ['text after the last block', `${EXAMPLE}51215`, 'DATAMATRIX_BLOCK'],
    ['a block given twice', `${EXAMPLE}S5M`, 'DATAMATRIX_DUPLICATE/S5'],
    ['no block at all', DATAMATRIX_HEADER, 'DATAMATRIX_MISSING/S1'],
    ['no sex', EXAMPLE.replace('S5F', ''), 'DATAMATRIX_MISSING/S5'],
    ['a matricule cut short by a separator', EXAMPLE.replace('279035121518989', `27903512151898${GS}`), 'DATAMATRIX_LENGTH/S1'],
    ['a payload cut short', EXAMPLE.slice(0, -2), 'DATAMATRIX_LENGTH/S7'],
    ['an empty name', EXAMPLE.replace('PAT-TROIS', ''), 'DATAMATRIX_LENGTH/S4'],
    ['a boolean as matricule (ANS sample style sheet)', EXAMPLE.replace('279035121518989', 'true00000000000'), 'DATAMATRIX_VALUE/S1'],
    ['an unknown OID', EXAMPLE.replace('.4.10', '.4.12'), 'DATAMATRIX_OID/S2'],
    ['a diacritic', EXAMPLE.replace('PAT-TROIS', 'PAT-TRÔIS'), 'DATAMATRIX_VALUE/S4'],
    ['lower case', EXAMPLE.replace('PAT-TROIS', 'Pat-Trois'), 'DATAMATRIX_VALUE/S4'],
    ['a hyphen beside a space', EXAMPLE.replace('MARIE-LOUISE', 'MARIE- LOUISE'), 'DATAMATRIX_VALUE/S3'],
    ['a first name that begins with a hyphen', EXAMPLE.replace('DOMINIQUE', '-DOMINIQUE'), 'DATAMATRIX_VALUE/S3'],
    ['three hyphens in the birth name', EXAMPLE.replace('PAT-TROIS', 'PAT---TROIS'), 'DATAMATRIX_VALUE/S4'],
    ['a sex that INSi does not know', EXAMPLE.replace('S5F', 'S5I'), 'DATAMATRIX_VALUE/S5'],
    ['a date that does not exist', EXAMPLE.replace('28-03', '31-02'), 'DATAMATRIX_VALUE/S6'],
    ['a date the other way round', EXAMPLE.replace('28-03-1979', '1979-03-28'), 'DATAMATRIX_VALUE/S6'],
    ['a place that is no official code', EXAMPLE.replace('S751215', 'S75121X'), 'DATAMATRIX_VALUE/S7'],
  ])('%s', (_, text, expected) => {
    expect(refusal(text)).toBe(expected);
  });

  it('a test matricule in production', () => {
    expect(refusal(EXAMPLE, { test: false })).toBe('DATAMATRIX_OID_TEST/S2');
    expect(refusal(EXAMPLE.replace('.4.10', '.4.11'), { test: false })).toBe('DATAMATRIX_OID_TEST/S2');
    expect(refusal(EXAMPLE.replace('.4.10', '.4.11'))).toBe('accepted');
    expect(refusal(EXAMPLE.replace('.4.10', `.4.9${GS}`), { test: false })).toBe('accepted');
    expect(refusal(EXAMPLE.replace('.4.10', `.4.8${GS}`), { test: false })).toBe('accepted');
  });

  it('a wrong key is flagged, the traits stay readable (ins/README 1)', () => {
    const read = parseDatamatrix(EXAMPLE.replace('279035121518989', '279035121518988'), TEST);
    expect(read.keyValid).toBe(false);
    expect(read.traits.birthName).toBe('PAT-TROIS');
  });

  it('any text is read or refused with a code, a French sentence and an advice', () => {
    const alphabet = fc.constantFrom(..."S1234567 -'.ABF0", GS, 'é', '\u0000');
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 450 }),
      fc.array(alphabet, { maxLength: 120 }).map((parts) => DATAMATRIX_HEADER + parts.join('')),
    );
    fc.assert(
      fc.property(noise, (text) => {
        try {
          parseDatamatrix(text, TEST);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(PosteError);
          if (thrown instanceof PosteError)
            expect([
              thrown.code.startsWith('DATAMATRIX_'),
              thrown.message.endsWith('.') || thrown.message.includes(' : '),
              thrown.action !== '',
            ]).toEqual([true, true, true]);
        }
      }),
    );
  });

  it('a refusal never repeats what was scanned', () => {
    for (const broken of [EXAMPLE.replace('S5F', 'S5I'), EXAMPLE.replace('PAT-TROIS', 'PAT-TRÔIS'), EXAMPLE.replaceAll(GS, '')]) {
      expect.assertions(3);
      try {
        parseDatamatrix(broken, TEST);
      } catch (thrown) {
        expect(JSON.stringify(errorFacts(thrown))).not.toMatch(/279035121518989|TROIS|TRÔIS|DOMINIQUE|1979/);
      }
    }
  });
});

describe('what is refused when writing', () => {
  it.each([
    ['PROV', { status: 'PROV', ins: null }, 'DATAMATRIX_NOT_QUALIFIED'],
    ['VALI', { status: 'VALI', ins: null }, 'DATAMATRIX_NOT_QUALIFIED'],
    ['RECUP, although it holds a matricule', { status: 'RECUP' }, 'DATAMATRIX_NOT_QUALIFIED'],
    ['QUAL without matricule', { ins: null }, 'DATAMATRIX_NOT_QUALIFIED'],
    ['a wrong key', { ins: { matricule: '279035121518988', oid: insOids.NIR } }, 'DATAMATRIX_KEY/S1'],
    ['a matricule with spaces', { ins: { matricule: '2 79 03 51 215 189 89', oid: insOids.NIR } }, 'DATAMATRIX_KEY/S1'],
    ['an unknown OID', { ins: { matricule: '279035121518989', oid: '1.2.3' } }, 'DATAMATRIX_OID/S2'],
    ['a diacritic in the name', { birthName: 'DÉSIRÉ' }, 'DATAMATRIX_TRAIT/S4'],
    ['a separator inside a name', { birthName: `A${GS}B` }, 'DATAMATRIX_TRAIT/S4'],
    ['given names missing', { birthFirstNames: null }, 'DATAMATRIX_TRAIT/S3'],
    ['101 characters', { birthFirstNames: 'A'.repeat(101) }, 'DATAMATRIX_TRAIT/S3'],
    ['a year alone', { birthDate: '1979' }, 'DATAMATRIX_TRAIT/S6'],
    ['a place in words', { birthPlace: 'Reims' }, 'DATAMATRIX_TRAIT/S7'],
  ] as const)('%s', (_, changed, expected) => {
    expect(outcome(() => buildDatamatrix({ ...patTrois, ...changed }, TEST))).toBe(expected);
  });

  it('a test matricule in production', () => {
    expect(outcome(() => buildDatamatrix(patTrois, { test: false }))).toBe('DATAMATRIX_OID_TEST/S2');
    expect(
      outcome(() => buildDatamatrix({ ...patTrois, ins: { matricule: '279035121518989', oid: insOids['NIR-DEMO'] } }, { test: false })),
    ).toBe('DATAMATRIX_OID_TEST/S2');
  });
});

describe('round trips', () => {
  const name = () =>
    fc
      .array(fc.constantFrom(...'ABCSXYZ', ' ', '-', "'"), { minLength: 1, maxLength: 100 })
      .map((parts) => parts.join(''))
      .filter((text) => /^[A-Z]/.test(text) && /[A-Z]$/.test(text) && !/[ ']{2}|--| -|- /.test(text));
  const digits = (count: number) =>
    fc.array(fc.constantFrom(...'0123456789'), { minLength: count, maxLength: count }).map((parts) => parts.join(''));
  const source: fc.Arbitrary<DatamatrixSource> = fc
    .record({
      stem: fc.tuple(digits(5), fc.oneof(digits(2), fc.constantFrom('2A', '2B')), digits(6)).map((parts) => parts.join('')),
      oid: fc.constantFrom(...Object.values(insOids)),
      birthName: name(),
      birthFirstNames: name(),
      sex: fc.constantFrom('M' as const, 'F' as const),
      date: fc.tuple(fc.integer({ min: 1850, max: 2100 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 28 })),
      birthPlace: fc.option(
        fc.oneof(
          digits(5),
          digits(3).map((end) => `2A${end}`),
        ),
      ),
    })
    .map(({ stem, oid, date: [year, month, day], ...rest }) => ({
      ...rest,
      status: 'QUAL' as const,
      ins: { matricule: stem + matriculeKey(stem), oid },
      birthDate: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
    }));
  const traitsOf = ({ birthName, birthFirstNames, sex, birthDate, birthPlace }: DatamatrixSource) => ({
    birthName,
    birthFirstNames,
    sex,
    birthDate,
    birthPlace,
  });

  it('what is written reads back', () => {
    fc.assert(
      fc.property(source, (patient) => {
        const read = parseDatamatrix(buildDatamatrix(patient, TEST), TEST);
        expect(read.ins).toEqual(patient.ins);
        expect(read.keyValid).toBe(true);
        expect(read.traits).toEqual(traitsOf(patient));
      }),
    );
  });

  it('blocks in any order read the same', () => {
    fc.assert(
      fc.property(source, fc.shuffledSubarray(['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7'], { minLength: 7 }), (patient, order) => {
        const [year, month, day] = patient.birthDate.split('-');
        const values: Readonly<Record<string, readonly [string, number]>> = {
          S1: [patient.ins?.matricule ?? '', 15],
          S2: [patient.ins?.oid ?? '', 20],
          S3: [patient.birthFirstNames ?? '', 100],
          S4: [patient.birthName, 100],
          S5: [patient.sex, 1],
          S6: [`${day}-${month}-${year}`, 10],
          S7: [patient.birthPlace ?? '75056', 5],
        };
        const payload = order
          .map((id, index) => {
            const [value, max] = values[id] ?? ['', 0];
            return `${id}${value}${value.length < max && index < order.length - 1 ? GS : ''}`;
          })
          .join('');
        const read = parseDatamatrix(DATAMATRIX_HEADER + payload, TEST);
        expect(read.traits).toEqual({ ...traitsOf(patient), birthPlace: patient.birthPlace ?? '75056' });
        expect(read.ins).toEqual(patient.ins);
      }),
    );
  });
});
