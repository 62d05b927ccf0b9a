import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { needs } from '../../setup/needs.ts';
import { one, poste } from './poste.ts';

/**
 * Files that hospitals, spreadsheets and interface engines really send, taken by the real command in a fresh profile:
 * each is read right, or refused and said; never half, never for somebody else.
 */
const folder = mkdtempSync(join(tmpdir(), 'poste-cases-'));
afterAll(() => rmSync(folder, { recursive: true }));
// Each command is a process of its own, and opens the store.
vi.setConfig({ testTimeout: 60_000 });

const HOSPITAL = '1.2.250.1.999.7.1';
const FULL_DATE = '20261129101112';

interface Message {
  readonly event: string;
  /** MSH-10. */
  readonly id: string;
  readonly ipp: string;
  /** PID-5. */
  readonly name: string;
  readonly date?: string;
  readonly sex?: string;
  /** Beside the number in PID-3. */
  readonly ids?: string;
  /** PID-11. */
  readonly addresses?: string;
  /** PID-32. */
  readonly reliability?: string;
  readonly charset?: string;
  /** Segments after PID. */
  readonly more?: readonly string[];
  /** End of the last segment. */
  readonly end?: string;
}

const number = (ipp: string): string => `${ipp}^^^HOPITAL&${HOSPITAL}&ISO^PI`;
const named = (name: string, first: string): string => `${name}^${first}^${first}^^^^L`;
const pid = ({
  ipp,
  ids = '',
  name,
  date = '19790312',
  sex = 'F',
  addresses = '^^^^^^BDL^^51215',
  reliability = '',
}: Omit<Message, 'event' | 'id'>): string =>
  `PID|1||${number(ipp)}${ids}||${name}||${date}|${sex}|||${addresses}${'|'.repeat(21)}${reliability}`;

function message(given: Message): string {
  const { event, id, charset = 'UNICODE UTF-8', more = ['PV1||N'], end = '\r' } = given;
  const header = [
    `MSH|^~\\&|GAM|HOPITAL|POSTE|POSTE|${FULL_DATE}||ADT^${event}|${id}|P|2.5^FRA^2.11|||||FRA|${charset}|FR`,
    `EVN||${FULL_DATE}`,
  ];
  return [...header, pid(given), ...more].join('\r') + end;
}

const ANNE = named('GAMMAND', 'ANNE');
const PAUL = { name: named('DELTAND', 'PAUL'), date: '19500102', sex: 'M' } as const;
const THREE = named('PAT-TROIS', 'DOMINIQUE');
const merge = (kept: string, name: string, removed: string): readonly string[] => [pid({ ipp: kept, name }), `MRG|${number(removed)}`];
const HEADING = 'IPP;Nom de naissance;Prénoms;Sexe;Date de naissance;COG\r\n';

/** As they are in the folder of cases, when it is there. */
const FILES = {
  'csv-spreadsheet-habits/sep-line.csv': `sep=;\r\n${HEADING}12;PAT-TROIS;DOMINIQUE;F;28/03/1979;63220\r\n`,
  'csv-spreadsheet-habits/trailing-delimiter.csv': `${HEADING}12;PAT-TROIS;DOMINIQUE;F;28/03/1979;63220;\r\n`,
  'csv-spreadsheet-habits/date-time.csv': `${HEADING}12;PAT-TROIS;DOMINIQUE;F;28/03/1979 00:00;63220\r\n13;PAT-CINQ;ANNE;F;1979-03-28T00:00:00;63220\r\n`,
  'hl7-a40-several-groups/a40x2.hl7': [
    `MSH|^~\\&|GAM|HOPITAL|POSTE|POSTE|${FULL_DATE}||ADT^A40|1|P|2.5^FRA^2.11|||||FRA|UNICODE UTF-8|FR`,
    `EVN||${FULL_DATE}`,
    ...merge('N1', ANNE, 'N2'),
    ...merge('N3', PAUL.name, 'N4'),
    '',
  ].join('\r'),
  'hl7-bom/bom.hl7': `\uFEFF${message({ event: 'A28', id: '1', ipp: 'X4', name: THREE })}`,
  'hl7-declared-latin1-bytes-utf8/latin1-declared.hl7': message({
    event: 'A28',
    id: '1',
    ipp: 'X1',
    name: named('BENOÎT', 'PRÊLE'),
    charset: '8859/1',
  }),
  'hl7-explicit-null/null.hl7':
    message({ event: 'A28', id: '1', ipp: 'U1', name: `${named('EPSILAND', 'ANNE')}~MARIEE^ANNE^^^^^D` }) +
    message({ event: 'A31', id: '2', ipp: 'U1', name: `${named('EPSILAND', 'ANNE')}~""^""^^^^^D` }),
  'hl7-ignored-events/ignored.hl7': ['A47', 'A05', 'A12', 'Z99']
    .map((event, i) =>
      message({ event, id: String(i), ipp: 'S1', name: named('THETAND', 'ANNE'), more: [`PV1|1|I|CARDIO${'|'.repeat(16)}V1^^^HOPITAL`] }),
    )
    .join(''),
  'hl7-ins-c/ins-c.hl7':
    message({
      event: 'A28',
      id: '1',
      ipp: 'X6',
      ids: '~0123456789012345678901^^^ASIP-SANTE-INS-C&1.2.250.1.213.1.4.2&ISO^INS-C',
      name: THREE,
    }) +
    message({
      event: 'A28',
      id: '2',
      ipp: 'X7',
      ids: '~279035121518989^^^NSS&1.2.250.1.213.1.4.13&ISO^NH',
      name: named('PAT-QUATRE', 'ANNE'),
    }),
  'hl7-last-segment-open/open.hl7': message({ event: 'A28', id: '1', ipp: 'X5', name: THREE, end: '' }),
  'hl7-linefeed-in-field/lf.hl7': message({
    event: 'A28',
    id: '1',
    ipp: 'X3',
    name: THREE,
    addresses: '12 RUE\nDES LILAS^^PARIS^^75001^FRA^H~^^^^^^BDL^^63220',
    reliability: 'VALI',
  }),
  'hl7-zfa-zfd/consent.hl7': message({
    event: 'A01',
    id: '1',
    ipp: 'Z1',
    name: THREE,
    reliability: 'VALI',
    more: [`PV1|1|I|CHIR${'|'.repeat(16)}V9^^^HOPITAL`, 'ZFA|ACTIF|20261129||||||IO|20261129|INC|20261129', 'ZFD|||N|N|INSI|20211201|PA'],
  }),
  'import-a40-strangers/a40.hl7':
    message({ event: 'A28', id: '1', ipp: 'M1', name: ANNE }) +
    message({ event: 'A28', id: '2', ipp: 'M2', ...PAUL }) +
    message({ event: 'A40', id: '3', ipp: 'M1', name: ANNE, more: [`MRG|${number('M2')}`] }),
  'import-a40-strangers/then-a31.hl7': message({ event: 'A31', id: '4', ipp: 'M2', ...PAUL }),
  'import-number-reused/number-reused.hl7':
    message({ event: 'A28', id: '1', ipp: 'K2', name: named('BETAND', 'ANNE') }) +
    message({ event: 'A31', id: '2', ipp: 'K2', ...PAUL, name: named('OMEGAND', 'PAUL') }),
  'import-number-reused/same-number-two-people.csv': `${HEADING}K1;ALPHAND;ANNE;F;12/03/1979;51215\r\nK1;ZOLAND;MARC;M;01/02/1950;63220\r\n`,
  // UTF-8 read as windows-1252 and written again as UTF-8.
  'names-double-encoded/double.csv': `${HEADING}12;BENO\u00C3\u017DT;PR\u00C3\u0160LE;F;28/03/1979;63220\r\n`,
  'names-double-encoded/double.hl7': message({ event: 'A28', id: '1', ipp: 'X2', name: named('BENO\u00C3\u017DT', 'PR\u00C3\u0160LE') }),
} as const;
type CaseFile = keyof typeof FILES;

interface Answer {
  readonly errors: readonly { readonly line: number; readonly code: string; readonly message: string }[];
  readonly warnings: readonly { readonly code: string }[];
  readonly ignored: readonly { readonly event: string; readonly count: number }[];
  readonly [field: string]: unknown;
}

/** A fresh data folder, and the two commands on it. */
function profile(settings: object | null = null) {
  const data = mkdtempSync(join(folder, 'profile-'));
  if (settings !== null) writeFileSync(join(data, 'settings.json'), JSON.stringify(settings));
  return {
    async take(name: string, content: string): Promise<Answer & { readonly exit: number | null }> {
      const file = join(folder, name.replaceAll('/', '-'));
      writeFileSync(file, content);
      const run = await poste('import', 'run', file, '--kind', name.endsWith('.csv') ? 'csv' : 'hl7', '--profile', data, '--json');
      // The answer of `import run`, whose shape these tests check field by field.
      return { exit: run.code, ...(one(run) as Answer) };
    },
    async taken(name: CaseFile) {
      return await this.take(name, FILES[name]);
    },
    async found(words: string): Promise<readonly Record<string, unknown>[]> {
      const run = await poste('patients', 'find', words, '--profile', data, '--json');
      const { total, results } = one(run) as { readonly total: number; readonly results: readonly Record<string, unknown>[] };
      expect([total, run.code]).toEqual([results.length, results.length === 0 ? 1 : 0]);
      return results;
    },
  };
}
const own = { identity: { localAuthority: HOSPITAL } };
const codes = ({ errors }: Answer): readonly (readonly [number, string])[] => errors.map(({ line, code }) => [line, code]);

const shared = needs.shared('cases');
test.skipIf(shared === null).each(Object.entries(FILES))('%s is the case as it was received', (name, content) => {
  expect(Buffer.from(content).toString('latin1')).toBe(readFileSync(join(shared ?? '', name)).toString('latin1'));
});

describe('a number that comes back with another person', () => {
  test('twice in one CSV: neither line is taken, both are named', async () => {
    const here = profile();
    const run = await here.taken('import-number-reused/same-number-two-people.csv');
    expect(run).toMatchObject({ exit: 1, created: 0, updated: 0, unchanged: 0, rejected: 2 });
    expect(codes(run)).toEqual([
      [2, 'IMPORT_NUMBER_TWICE'],
      [3, 'IMPORT_NUMBER_TWICE'],
    ]);
    for (const { message: said } of run.errors) expect(said).toMatch(/\b2\b.*\b3\b/);
    expect([...(await here.found('alphand')), ...(await here.found('zoland'))]).toEqual([]);
  });
  test('in a message: refused, in conflict, and the record is as it was', async () => {
    const here = profile();
    const run = await here.taken('import-number-reused/number-reused.hl7');
    expect(run).toMatchObject({ exit: 1, created: 1, updated: 0, rejected: 1, conflicts: 1 });
    expect(codes(run).map(([, code]) => code)).toEqual(['IMPORT_NUMBER_REUSED']);
    expect(await here.found('betand')).toMatchObject([
      { birthName: 'BETAND', firstName: 'ANNE', sex: 'F', birthDate: '1979-03-12', status: 'PROV', conflicts: 1 },
    ]);
    expect(await here.found('omegand')).toEqual([]);
  });
});

describe('a merge asked by a message', () => {
  test('of two people who share nothing, from elsewhere: proposed, not done, and nothing is renamed after', async () => {
    const here = profile();
    const run = await here.taken('import-a40-strangers/a40.hl7');
    expect(run).toMatchObject({ exit: 1, created: 2, updated: 0, rejected: 1, conflicts: 1 });
    expect(codes(run).map(([, code]) => code)).toEqual(['IMPORT_MERGE_REFUSED']);
    const [anne, paul] = [await here.found('gammand'), await here.found('deltand')];
    expect([anne, paul]).toMatchObject([[{ firstName: 'ANNE', sex: 'F', conflicts: 1 }], [{ firstName: 'PAUL', sex: 'M', conflicts: 1 }]]);
    const then = await here.taken('import-a40-strangers/then-a31.hl7');
    expect(then).toMatchObject({ exit: 0, created: 0, rejected: 0, conflicts: 0 });
    expect([await here.found('gammand'), await here.found('deltand')]).toEqual([anne, paul]);
  });
  test('in two groups of one A40: both pairs are merged', async () => {
    const here = profile();
    // The same people, the second time with all their first names: two records each until somebody says so.
    const people = [
      ['N1', { name: ANNE }],
      ['N2', { name: 'GAMMAND^ANNE^ANNE LEA^^^^L' }],
      ['N3', { name: 'DELTAND^PAUL^PAUL^^^^L' }],
      ['N4', { name: 'DELTAND^PAUL^PAUL MARC^^^^L' }],
    ] as const;
    const first = await here.take(
      'people.hl7',
      people.map(([ipp, who], i) => message({ event: 'A28', id: String(i), ipp, ...who })).join(''),
    );
    expect(first).toMatchObject({ exit: 0, created: 4 });
    const run = await here.taken('hl7-a40-several-groups/a40x2.hl7');
    expect([run.exit, run['updated'], run['rejected']]).toEqual([0, 1, 0]);
    const ids = async (words: string): Promise<unknown> => (await here.found(words)).map(({ id }) => id);
    for (const [kept, removed, name] of [
      ['N1', 'N2', 'gammand'],
      ['N3', 'N4', 'deltand'],
    ] as const) {
      const [only, ...others] = await Promise.all([ids(name), ids(kept), ids(removed)]);
      expect(only).toHaveLength(1);
      expect(others).toEqual([only, only]);
    }
  });
});

describe('letters', () => {
  test('a byte order mark before MSH is skipped', async () => {
    const here = profile();
    expect(await here.taken('hl7-bom/bom.hl7')).toMatchObject({ exit: 0, created: 1, rejected: 0, errors: [] });
    expect(await here.found('pat-trois')).toMatchObject([{ firstName: 'DOMINIQUE' }]);
  });
  test('UTF-8 under a declared 8859/1 is refused', async () => {
    const here = profile();
    const run = await here.taken('hl7-declared-latin1-bytes-utf8/latin1-declared.hl7');
    expect(run).toMatchObject({ exit: 1, created: 0, rejected: 1 });
    expect(codes(run).map(([, code]) => code)).toEqual(['HL7_CHARSET']);
    expect(await here.found('beno')).toEqual([]);
  });
  test.each(['names-double-encoded/double.csv', 'names-double-encoded/double.hl7'] as const)(
    'a name garbled before it came is refused, and what it would be is said: %s',
    async (name) => {
      const here = profile();
      const run = await here.taken(name);
      expect(run).toMatchObject({ exit: 1, created: 0, rejected: 1 });
      expect(run.errors.map(({ message: said }) => said)).toEqual([expect.stringMatching(/« BENOÎT.{0,3}\?/)]);
      expect(await here.found('beno')).toEqual([]);
    },
  );
});

describe('a CSV as spreadsheets write it', () => {
  test.each([
    ['csv-spreadsheet-habits/sep-line.csv', ['PAT-TROIS']],
    ['csv-spreadsheet-habits/trailing-delimiter.csv', ['PAT-TROIS']],
    ['csv-spreadsheet-habits/date-time.csv', ['PAT-CINQ', 'PAT-TROIS']],
  ] as const)('%s is read', async (name, people) => {
    const here = profile();
    const { exit, created, rejected, errors } = await here.taken(name);
    expect({ exit, created, rejected, errors }).toEqual({ exit: 0, created: people.length, rejected: 0, errors: [] });
    expect((await here.found('pat')).map(({ birthName, birthDate, birthPlace }) => [birthName, birthDate, birthPlace])).toEqual(
      people.map((birthName) => [birthName, '1979-03-28', '63220']),
    );
  });
});

describe('a message as interface engines send it', () => {
  test('a line feed in a field: the message is read whole, or refused; never half', async () => {
    const here = profile(own);
    const run = await here.taken('hl7-linefeed-in-field/lf.hl7');
    const found = await here.found('pat-trois');
    if (run['rejected'] === 1) {
      expect(codes(run).map(([, code]) => code)).toEqual(['HL7_SEGMENT']);
      expect(found).toEqual([]);
    } else {
      expect(run).toMatchObject({ exit: 0, created: 1 });
      expect(found).toMatchObject([{ birthPlace: '63220', status: 'VALI' }]);
    }
  });
  test('"" removes the used name, which an empty field keeps', async () => {
    const here = profile();
    const created = await here.take(
      'created.hl7',
      FILES['hl7-explicit-null/null.hl7'].slice(0, FILES['hl7-explicit-null/null.hl7'].lastIndexOf('MSH')),
    );
    expect([created.exit, await here.found('epsiland')]).toMatchObject([0, [{ usedName: 'MARIEE', usedFirstName: 'ANNE' }]]);
    const empty = await here.take('empty.hl7', message({ event: 'A31', id: '3', ipp: 'U1', name: named('EPSILAND', 'ANNE') }));
    expect([empty.exit, empty['unchanged'], await here.found('epsiland')]).toMatchObject([0, 1, [{ usedName: 'MARIEE' }]]);
    expect(await here.taken('hl7-explicit-null/null.hl7')).toMatchObject({ exit: 0, rejected: 0 });
    expect(await here.found('epsiland')).toMatchObject([{ birthName: 'EPSILAND', usedName: null, usedFirstName: null }]);
  });
  test('events that are not taken are counted by what they are', async () => {
    const here = profile();
    const run = await here.taken('hl7-ignored-events/ignored.hl7');
    expect(run).toMatchObject({ exit: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 });
    expect(run.ignored.toSorted((a, b) => (a.event < b.event ? -1 : 1))).toEqual(
      ['ADT^A05', 'ADT^A12', 'ADT^A47', 'ADT^Z99'].map((event) => ({ event, count: 1 })),
    );
    expect(await here.found('thetand')).toEqual([]);
  });
  test('an INS-C and an NSS are no matricule, and no error', async () => {
    const here = profile();
    expect(await here.taken('hl7-ins-c/ins-c.hl7')).toMatchObject({ exit: 0, created: 2, rejected: 0 });
    expect([...(await here.found('pat-trois')), ...(await here.found('pat-quatre'))]).toMatchObject([
      { ins: null, receivedIns: [] },
      { ins: null, receivedIns: [] },
    ]);
  });
  test('a last segment without its end, after a whole PID, is read and said', async () => {
    const here = profile();
    const run = await here.taken('hl7-last-segment-open/open.hl7');
    expect(run).toMatchObject({ exit: 0, created: 1, rejected: 0 });
    expect(run.warnings).toHaveLength(1);
    expect(await here.found('pat-trois')).toMatchObject([{ birthPlace: '51215' }]);
  });
  test.each([
    ['the structure’s own domain', own, 'VALI'],
    ['another domain', null, 'PROV'],
  ] as const)('what a neighbour knows of consent and proof is kept: from %s', async (_who, settings, status) => {
    const here = profile(settings);
    expect(await here.taken('hl7-zfa-zfd/consent.hl7')).toMatchObject({ exit: 0, created: 1 });
    expect(await here.found('pat-trois')).toMatchObject([
      {
        status,
        ins: null,
        feeding: { state: 'opposed', origin: 'import' },
        consultation: { state: 'opposed', origin: 'import' },
        receivedProof: { insiOn: '2021-12-01', document: 'PA', channel: 'INSI', lunarDate: false },
      },
    ]);
  });
});
