import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../../electron/store/types.ts';
import type { ImportRun } from '../../../shared/contract/imports.ts';
import type { PatientFile, PatientRecord } from '../../../shared/domain/record/patient.ts';
import { importing, type Importing } from '../../setup/importing.ts';
import { patientRecord } from '../../setup/patient.ts';
import { adt, HOSPITAL, letters, type AdtMessage } from './files.ts';

/** What one line changes of a record, field by field, and what it leaves: each test has people of its own. */

const FOREIGN = '1.2.250.1.999.9.9';
const HEADER = 'IPP;Nom de naissance;Prénoms;Sexe;Date de naissance;COG';
const counts = ({ created, updated, unchanged, rejected }: ImportRun): readonly number[] => [created, updated, unchanged, rejected];

let made = 0;
/** A name that nobody else has: names have no digit. */
const newName = (): string => `UNIQUE${letters(1000 + (made += 1))}`;
/** A matricule of test with its key. */
const newIns = () => {
  const digits = `2790351${String(200_000 + (made += 1))}`;
  return { matricule: digits + String(97 - (Number(digits) % 97)).padStart(2, '0'), oid: '1.2.250.1.213.1.4.10' };
};

/** The own domain declared, or none. */
let own: Importing;
let none: Importing;
beforeAll(async () => {
  [own, none] = await Promise.all([importing({ localAuthority: HOSPITAL }), importing()]);
});
afterAll(async () => {
  await Promise.all([own.close(), none.close()]);
});

const send = (desk: Importing, ...sent: readonly AdtMessage[]): Promise<ImportRun> => desk.give('hl7', sent.map(adt).join(''));
const rows = (desk: Importing, ...lines: readonly string[]): Promise<ImportRun> => desk.give('csv', [HEADER, ...lines, ''].join('\r\n'));
const codes = async (desk: Importing, run: ImportRun): Promise<readonly string[]> => (await desk.errors(run)).map(({ code }) => code);
/** The record that a number designates. */
const numbered = async (desk: Importing, number: string, authority = HOSPITAL): Promise<PatientFile> => {
  const found = await desk.store.patients.byIdentifier(authority, number);
  const file = found === null ? null : await desk.store.patients.get(found.patientId);
  if (file === null) throw new Error(`no record for ${number}`);
  return file;
};
/** Codes of what waits for somebody about these records, but for likenesses. */
const waiting = async (desk: Importing, ...ids: readonly string[]): Promise<readonly string[]> =>
  (await desk.store.worklists.conflicts())
    .filter(({ code, patientIds }) => code !== 'IMPORT_LOOKALIKE' && ids.every((id) => patientIds.includes(id)))
    .map(({ code }) => code);
const moves = async (desk: Importing, { id }: PatientFile) =>
  (await desk.store.identity.transitions(id)).map(({ event, to, documentType }) => [event, to, documentType]);
const save = async (desk: Importing, changed: Partial<PatientRecord>, ...more: readonly Change[]): Promise<void> =>
  await desk.store.commit({
    changes: [
      {
        kind: 'patient.save',
        patient: patientRecord({ birthFirstNames: 'ANNE MARIE', firstBirthFirstName: 'ANNE', birthDate: '1979-03-12', ...changed }),
      },
      ...more,
    ],
    audit: [],
  });
const saved = async (desk: Importing, { id }: PatientFile, changed: Partial<PatientRecord>): Promise<void> => {
  const file = await desk.store.patients.get(id);
  if (file !== null) await desk.store.commit({ changes: [{ kind: 'patient.save', patient: { ...file, ...changed } }], audit: [] });
};

/** A message of somebody new, and a later one about them. */
function somebody(more: Partial<AdtMessage> = {}) {
  const birthName = newName();
  const first: AdtMessage = { event: 'A28', ipp: `N${birthName}`, birthName, at: '20261121080000', ...more };
  let minute = 0;
  const later = (changed: Partial<AdtMessage> = {}): AdtMessage => ({
    ...first,
    event: 'A31',
    at: `2026112109${String((minute += 1)).padStart(2, '0')}00`,
    ...changed,
  });
  return { birthName, first, later };
}
const valid = { reliability: 'VALI', proof: true } as const;
const proof = (channel: string, insiOn: string, document: string, lunar = ''): readonly string[] => [
  `ZFD|${lunar}||N|N|${channel}|${insiOn}|${document}`,
];

describe('whose record a line is', () => {
  it('is not told by a matricule whose nature is not known', async () => {
    const ins = newIns();
    const { first, birthName } = somebody({ ...valid, ins });
    await send(own, first);
    const other = somebody({ ins: { ...ins, oid: '1.2.3' }, firstNames: 'MARC', sex: 'M', birthDate: '19500201' });
    expect(counts(await send(own, other.first))).toEqual([1, 0, 0, 0]);
    expect(await own.single(birthName)).toMatchObject({ status: 'QUAL', ins });
    expect(await own.single(other.birthName)).toMatchObject({ ins: null, receivedIns: [{ matricule: ins.matricule, problem: 'OID' }] });
  });

  it('is not contradicted by a matricule that is none', async () => {
    const ins = newIns();
    const { first, later, birthName } = somebody({ ...valid, ins });
    const wrong = { ...ins, matricule: `${ins.matricule.slice(0, 13)}00` };
    const run = await send(own, first, later({ ins: wrong, usedName: 'ROUX' }));
    expect([counts(run), await own.single(birthName)]).toMatchObject([
      [1, 1, 0, 0],
      { ins, usedName: 'ROUX', receivedIns: [{ matricule: wrong.matricule, problem: 'KEY' }] },
    ]);
  });

  it('is nobody’s that is known, when it is that of an unknown person, whatever traits were given to them', async () => {
    const { first, birthName } = somebody();
    const run = await send(none, first, { ...first, ipp: `${first.ipp}B`, pid: { 31: 'Y' } });
    expect([counts(run), (await none.found(birthName)).length]).toEqual([[2, 0, 0, 0], 2]);
  });

  it('of the same traits is the record’s when one of the two has no place, and another person’s under another place', async () => {
    const name = newName();
    const line = (number: string, place: string) => `${number}${name};${name};ANNE;F;12/03/1979;${place}`;
    await rows(none, line('', ''));
    expect(counts(await send(none, { event: 'A28', ipp: `A${name}`, birthName: name, firstNames: 'ANNE' }))).toEqual([0, 1, 0, 0]);
    expect((await none.single(name)).birthPlace).toBe('51215');
    expect(
      counts(await send(none, { event: 'A28', ipp: `B${name}`, birthName: name, firstNames: 'ANNE', place: '', authority: FOREIGN })),
    ).toEqual([0, 1, 0, 0]);
    expect(
      counts(await send(none, { event: 'A28', ipp: `C${name}`, birthName: name, firstNames: 'ANNE', place: '63220', authority: FOREIGN })),
    ).toEqual([1, 0, 0, 0]);
    // Two bear them by now: without a place, nothing says which.
    const run = await send(none, {
      event: 'A28',
      ipp: `D${name}`,
      birthName: name,
      firstNames: 'ANNE',
      place: '',
      authority: '1.2.250.1.999.9.8',
    });
    expect(await codes(none, run)).toEqual(['IMPORT_AMBIGUOUS']);
  });

  it('of the same traits as a known homonym is asked about', async () => {
    const { first } = somebody({ reliability: 'HOMD' });
    await send(none, first);
    expect(await codes(none, await send(none, { ...first, ipp: `${first.ipp}B`, authority: FOREIGN, reliability: '' }))).toEqual([
      'IMPORT_AMBIGUOUS',
    ]);
  });

  it('under the matricule of a record with other traits waits beside it', async () => {
    const ins = newIns();
    const { first, birthName } = somebody({ ...valid, ins });
    await send(own, first);
    const run = await send(own, { ...first, ipp: `${first.ipp}B`, sex: 'M' });
    expect([await codes(own, run), await waiting(own, (await own.single(birthName)).id)]).toEqual([
      ['IMPORT_SAME_INS'],
      ['IMPORT_SAME_INS'],
    ]);
  });

  it('under a number of one record and the matricule of another waits between the two', async () => {
    const ins = newIns();
    const qualified = somebody({ ...valid, ins });
    const { first, later, birthName } = somebody();
    const run = await send(own, qualified.first, first, later({ ins }));
    expect(await codes(own, run)).toEqual(['IMPORT_INS_TAKEN']);
    const ids = [(await own.single(birthName)).id, (await own.single(qualified.birthName)).id];
    expect(await waiting(own, ...ids)).toEqual(['IMPORT_INS_TAKEN']);
  });

  it('may have the matricule that the record held before (INSHISTO)', async () => {
    const [ins, former] = [newIns(), newIns()];
    const { first, later, birthName } = somebody({ ...valid, ins });
    await send(own, first);
    const { id } = await own.single(birthName);
    await own.store.commit({
      changes: [{ kind: 'ins.known', patientId: id, periods: [{ ins: former, from: null, to: '2020-01-01' }] }],
      audit: [],
    });
    const run = await send(own, later({ ins: former, usedName: 'ROUX' }));
    expect([counts(run), await own.store.patients.get(id)]).toMatchObject([[0, 1, 0, 0], { ins, usedName: 'ROUX' }]);
  });

  it('of an authority that gives its name alone is that of this authority', async () => {
    const [one, other] = [somebody(), somebody({ firstNames: 'MARC', sex: 'M', birthDate: '19500201' })];
    const run = await send(
      none,
      { ...one.first, ipp: 'NAMED1', authority: '', system: 'CLINIQUE' },
      { ...other.first, ipp: 'NAMED1', authority: '', system: 'LABO' },
    );
    expect(counts(run)).toEqual([2, 0, 0, 0]);
  });

  it('older than what is known of a verified person, and of somebody else, contradicts them', async () => {
    const { first } = somebody({ ...valid, at: '20261122080000' });
    await send(own, first);
    expect(await codes(own, await send(own, { ...first, at: '20261121080000', firstNames: 'MARC', sex: 'M' }))).toEqual([
      'IMPORT_CONTRADICTION',
    ]);
  });

  it('older than what is known says so beside whatever else is said of it', async () => {
    const { first } = somebody({ at: '20261122080000' });
    await send(none, first);
    const run = await send(none, { ...first, at: '20261121080000', reliability: '', rest: ['ZFD|||N|N|XX'] });
    expect([counts(run), run.warnings.map(({ code }) => code)]).toEqual([
      [0, 0, 1, 0],
      ['HL7_CHANNEL_UNKNOWN', 'IMPORT_OLDER'],
    ]);
  });
});

describe('the number of a line', () => {
  it('is the local one when the own domain gave it; another domain’s designates the record beside it', async () => {
    const [mine, theirs] = [somebody(), somebody({ authority: FOREIGN })];
    await send(own, mine.first, theirs.first);
    expect((await own.single(mine.birthName)).ipp).toBe(mine.first.ipp);
    expect((await own.single(theirs.birthName)).ipp).toMatch(/^P\d+$/);
    expect((await numbered(own, theirs.first.ipp, FOREIGN)).birthName).toBe(theirs.birthName);
  });

  it('of a file whose authority is the own domain is the own domain’s: a letter may be corrected', async () => {
    const desk = await importing({ localAuthority: 'fichier' });
    try {
      const name = newName();
      await rows(desk, `L1;${name};ANNE;F;12/03/1979;51215`);
      expect(counts(await rows(desk, `L1;${name}S;ANNE;F;12/03/1979;51215`))).toEqual([0, 1, 0, 0]);
      expect(await desk.single(`${name}S`)).toMatchObject({ ipp: 'L1' });
    } finally {
      await desk.close();
    }
  });

  it('new for a record found by its traits is attached to it, which counts as a change, once', async () => {
    const { first, birthName } = somebody();
    await send(none, first);
    const second: AdtMessage = { ...first, ipp: `${first.ipp}B`, authority: FOREIGN };
    expect([counts(await send(none, second)), counts(await send(none, second))]).toEqual([
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ]);
    expect((await numbered(none, second.ipp, FOREIGN)).id).toBe((await none.single(birthName)).id);
    const name = newName();
    await send(none, { ...first, ipp: `Z${name}`, birthName: name });
    expect(counts(await rows(none, `H${name};${name};ANNE MARIE;F;12/03/1979;51215`))).toEqual([0, 1, 0, 0]);
    expect((await numbered(none, `H${name}`, 'fichier')).id).toBe((await none.single(name)).id);
  });

  it('keeps the time of the latest event, whatever changed then', async () => {
    const { first, later, birthName } = somebody();
    await send(none, first, later());
    const run = await send(none, { ...first, event: 'A31', at: '20261121083000', usedName: 'ANCIENNE' });
    expect([counts(run), run.warnings.map(({ code }) => code), (await none.single(birthName)).usedName]).toEqual([
      [0, 0, 1, 0],
      ['IMPORT_OLDER'],
      null,
    ]);
  });

  it('that a line of the same file gave is known to the next ones, so are its traits', async () => {
    const { first, birthName } = somebody();
    const run = await send(
      none,
      first,
      { ...first, usedName: 'ROUX' },
      { ...first, ipp: `${first.ipp}B`, authority: FOREIGN },
      { ...first, usedName: 'ROUX-MARTIN' },
    );
    expect([counts(run), (await none.single(birthName)).usedName]).toEqual([[1, 3, 0, 0], 'ROUX-MARTIN']);
  });
});

describe('the status of a record', () => {
  it('is raised by the own domain, who saw the document and when it asked INSi being told', async () => {
    const ins = newIns();
    const { first, later, birthName } = somebody();
    await send(own, first, later({ reliability: 'VALI', rest: proof('SM', '', 'CN') }));
    const validated = await own.single(birthName);
    expect(validated).toMatchObject({ status: 'VALI', channel: 'SM', identityDocument: { type: 'CN', by: { name: 'HOPITAL' } } });
    await send(own, later({ ...valid, ins }));
    const qualified = await own.single(birthName);
    expect(qualified).toMatchObject({
      status: 'QUAL',
      ins,
      channel: 'INSI',
      identityDocument: { type: 'PA', by: { name: 'HOPITAL' } },
      insi: { acceptedAt: '2021-12-01T12:00:00.000Z' },
    });
    expect(await moves(own, qualified)).toEqual([
      ['created', 'PROV', null],
      ['documentChecked', 'VALI', 'CN'],
      ['insiAccepted', 'QUAL', 'PA'],
    ]);
    // The same again moves nothing.
    expect(counts(await send(own, later({ ...valid, ins })))).toEqual([0, 0, 1, 0]);
    expect(await moves(own, qualified)).toHaveLength(3);
  });

  it('goes to qualified in two steps from provisional, in one from validated or recovered', async () => {
    const [one, other] = [newIns(), newIns()];
    const provisional = somebody();
    await send(own, provisional.first, provisional.later({ ...valid, ins: one }));
    expect(await moves(own, await own.single(provisional.birthName))).toEqual([
      ['created', 'PROV', null],
      ['documentChecked', 'VALI', 'PA'],
      ['insiAccepted', 'QUAL', 'PA'],
    ]);
    const recovered = somebody({ ...valid, ins: other });
    await save(own, { id: 'recovered', ipp: 'RECOVERED', birthName: recovered.birthName, status: 'RECUP', ins: other });
    await send(own, recovered.first);
    const file = await own.single(recovered.birthName);
    expect([file.id, file.status, await moves(own, file)]).toEqual(['recovered', 'QUAL', [['documentChecked', 'QUAL', 'PA']]]);
  });

  it('recovered is qualified by the own domain’s document alone', async () => {
    const { first, birthName } = somebody(valid);
    await save(own, { id: 'recovered-2', ipp: 'RECOVERED-2', birthName, status: 'RECUP', ins: newIns() });
    await send(own, first);
    expect(await own.single(birthName)).toMatchObject({ id: 'recovered-2', status: 'QUAL' });
  });

  it.each(['DOUT', 'FICT'] as const)('once said %s is not raised by what comes next, nor is that told as a check', async (code) => {
    const { first, later, birthName } = somebody({ reliability: code });
    await send(own, first);
    const run = await send(own, later({ ...valid }));
    const file = await own.single(birthName);
    expect([file.status, await moves(own, file)]).toEqual(['PROV', [['created', 'PROV', null]]]);
    expect(run.rejected).toBe(0);
  });

  it.each([
    ['DOUT', { doubtful: true, fictive: false }],
    ['FICT', { doubtful: false, fictive: true }],
  ] as const)('is lowered by %s of the own domain, once; what else the message says is taken', async (code, attributes) => {
    const { first, later, birthName } = somebody({ ...valid, ins: newIns() });
    await send(own, first);
    expect(counts(await send(own, later({ reliability: code, usedName: 'ROUX' })))).toEqual([0, 1, 0, 0]);
    const file = await own.single(birthName);
    expect(file).toMatchObject({ status: 'PROV', ins: null, attributes: { homonym: false, ...attributes }, usedName: 'ROUX' });
    expect(counts(await send(own, later({ reliability: code, usedName: 'ROUX' })))).toEqual([0, 0, 1, 0]);
    expect(await moves(own, file)).toEqual([
      ['created', 'QUAL', 'PA'],
      ['doubtfulOrFictive', 'PROV', null],
    ]);
  });

  it('doubted stays that of a homonym', async () => {
    const { first, later, birthName } = somebody({ reliability: 'HOMD' });
    await send(own, first, later({ reliability: 'DOUT' }));
    expect((await own.single(birthName)).attributes).toEqual({ homonym: true, doubtful: true, fictive: false });
  });

  it.each([
    ['DOUT', 'DOUT'],
    ['FICT', 'FICT'],
    ['DOUT', 'FICT'],
    ['FICT', 'DOUT'],
  ])('said %s here, and %s by another domain, asks nobody and changes nothing', async (here, there) => {
    const { first, later, birthName } = somebody({ reliability: here });
    await send(own, first, { ...first, ipp: `${first.ipp}B`, authority: FOREIGN });
    const before = await own.single(birthName);
    expect(counts(await send(own, later({ ipp: `${first.ipp}B`, authority: FOREIGN, reliability: there })))).toEqual([0, 0, 1, 0]);
    expect([(await own.single(birthName)).attributes, await waiting(own, before.id)]).toEqual([before.attributes, []]);
  });

  it('is not what the edit of a trait proves: neither document nor channel is told with it', async () => {
    const { first, later, birthName } = somebody();
    await send(own, first, later({ birthName: `${first.birthName ?? ''}S`, rest: proof('CV', '20211201', 'PA') }));
    const file = await own.single(`${birthName}S`);
    expect([file.status, file.channel, file.identityDocument, await moves(own, file)]).toEqual([
      'PROV',
      null,
      null,
      [
        ['created', 'PROV', null],
        ['strictTraitEdited', 'PROV', null],
      ],
    ]);
  });

  it('validated without its proof is said, and what PID-32 says besides', async () => {
    const { first, birthName } = somebody({ reliability: 'VALI~CACH', ins: newIns() });
    const run = await send(own, first);
    expect([(await own.single(birthName)).status, run.warnings.map(({ code }) => code).toSorted()]).toEqual([
      'VALI',
      ['IMPORT_INS_RECEIVED', 'IMPORT_NO_PROOF', 'IMPORT_RELIABILITY_SAID'],
    ]);
  });

  it.each([
    ['DOUA', 'IMPORT_DUPLICATE_SAID'],
    ['COLV', 'IMPORT_COLLISION_SAID'],
    ['USUR', 'IMPORT_USURPATION'],
    ['INVA', 'IMPORT_INVALIDATED'],
  ])('said %s asks somebody, when the record is made and when it is known', async (code, work) => {
    const [made, known] = [somebody({ reliability: code }), somebody()];
    await send(own, made.first, known.first, known.later({ reliability: code }));
    for (const { birthName } of [made, known]) expect(await waiting(own, (await own.single(birthName)).id)).toEqual([work]);
  });
});

describe('the matricule that a line gives', () => {
  it('and that the record holds is not kept apart', async () => {
    const ins = newIns();
    const { first, later, birthName } = somebody({ ...valid, ins });
    await send(own, first, later({ ipp: `${first.ipp}B`, authority: FOREIGN }));
    expect(await own.single(birthName)).toMatchObject({ ins, receivedIns: [] });
  });

  it('is kept apart once', async () => {
    const { first, later, birthName } = somebody({ ins: newIns(), authority: FOREIGN });
    await send(own, first);
    expect(counts(await send(own, later()))).toEqual([0, 0, 1, 0]);
    // Another one is another person's.
    expect(await codes(own, await send(own, later({ ins: newIns() })))).toEqual(['IMPORT_OTHER_INS']);
    expect((await own.single(birthName)).receivedIns.map(({ matricule }) => matricule)).toEqual([first.ins?.matricule]);
  });
});

describe('the traits of a record', () => {
  it('verified are left as they are, its complementary ones are not', async () => {
    const { first, later, birthName } = somebody(valid);
    await send(own, first, later({ firstNames: 'ANNE MARIE LOUISE', usedName: 'ROUX' }));
    expect(await own.single(birthName)).toMatchObject({ status: 'VALI', birthFirstNames: 'ANNE MARIE', usedName: 'ROUX' });
  });

  it('stay where the line says nothing, change where it says otherwise, go where it says so', async () => {
    const contact = { 11: '1 rue du Port^^Reims^^51100^^H~^^^^^^BDL^^51215', 13: '^PRN^PH^^^^^^^^^0148587200' };
    const nss = '~279035121518989^^^CNAM&1.2.250.1.213.1.4.13&ISO^SS';
    const { first, later, birthName } = somebody({ usedName: 'ROUX', pid: contact });
    await send(none, { ...first, pid: { ...contact, 3: `${first.ipp}^^^HOPITAL&${HOSPITAL}&ISO^PI${nss}` } });
    const told = { usedName: 'ROUX', phone: '0148587200', address: '1 rue du Port, 51100 Reims', billingNss: '279035121518989' };
    expect(await none.single(birthName)).toMatchObject(told);
    const { pid: _pid, usedName: _usedName, ...silent } = later();
    expect(counts(await send(none, silent))).toEqual([0, 0, 1, 0]);
    expect(await none.single(birthName)).toMatchObject(told);
    await send(
      none,
      later({ usedName: 'MARTIN', pid: { 11: '2 quai Haut^^Reims^^51100^^H~^^^^^^BDL^^51215', 13: '^PRN^PH^^^^^^^^^0326000000' } }),
    );
    expect(await none.single(birthName)).toMatchObject({ usedName: 'MARTIN', phone: '0326000000', address: '2 quai Haut, 51100 Reims' });
    const cleared = (): AdtMessage => ({
      ...silent,
      at: later().at ?? '',
      usedName: '""',
      pid: { 11: '""^^^^^^H~^^^^^^BDL^^51215', 13: '""' },
    });
    expect(counts(await send(none, cleared()))).toEqual([0, 1, 0, 0]);
    expect(await none.single(birthName)).toMatchObject({ usedName: null, phone: null, address: null, billingNss: told.billingNss });
    expect(counts(await send(none, cleared()))).toEqual([0, 0, 1, 0]);
  });

  it('learn a death, then its day, and never lose it', async () => {
    const { first, later, birthName } = somebody();
    const died = (on: string) => later({ pid: { 29: on, 30: 'Y' } });
    const seen: unknown[] = [];
    for (const message of [first, died(''), died('20261101'), died(''), died('20261102'), died('20261102')]) {
      const run = await send(none, message);
      seen.push([counts(run).indexOf(1), (await none.single(birthName)).death]);
    }
    expect(seen).toEqual([
      [0, null],
      [1, { on: null }],
      [1, { on: '2026-11-01' }],
      [2, { on: '2026-11-01' }],
      [1, { on: '2026-11-02' }],
      [2, { on: '2026-11-02' }],
    ]);
  });

  it('have an uncertain birth date when it is lunar or incomplete, as long as it is', async () => {
    const { first, later, birthName } = somebody({ birthDate: '197903' });
    const uncertain = async () => (await none.single(birthName)).birthDateUncertain;
    await send(none, first);
    expect(await uncertain()).toBe(true);
    await send(none, later({ birthDate: '19790312' }));
    expect(await uncertain()).toBe(false);
    await send(none, later({ birthDate: '19790313', rest: ['ZFD|13^03^1979'] }));
    expect(await uncertain()).toBe(true);
    const lunar = somebody({ rest: ['ZFD|12^03^1979'] });
    await send(none, lunar.first);
    expect((await none.single(lunar.birthName)).birthDateUncertain).toBe(true);
  });

  it('keep what proves them elsewhere, as it was last told', async () => {
    const { first, later, birthName } = somebody({ rest: proof('INSI', '20211201', 'PA') });
    await send(none, first);
    expect(counts(await send(none, later()))).toEqual([0, 0, 1, 0]);
    const told = [
      proof('INSI', '20211201', 'CN'),
      proof('INSI', '20211202', 'CN'),
      proof('SM', '20211202', 'CN'),
      proof('SM', '20211202', 'CN', 'Y'),
    ];
    for (const rest of told) expect(counts(await send(none, later({ rest })))).toEqual([0, 1, 0, 0]);
    expect((await none.single(birthName)).receivedProof).toMatchObject({
      channel: 'SM',
      insiOn: '2021-12-02',
      document: 'CN',
      lunarDate: true,
      sender: 'HOPITAL',
    });
    // Another system says the same: it is the last one that said it.
    await send(none, { ...first, ipp: `${first.ipp}B`, authority: FOREIGN, system: 'CLINIQUE', at: '20261121120000', rest: told[3] ?? [] });
    expect((await none.single(birthName)).receivedProof?.sender).toBe('CLINIQUE');
  });

  it('made by another domain have neither its channel nor its document as a proof', async () => {
    const { first, birthName } = somebody({ ...valid, authority: FOREIGN });
    await send(own, first);
    const file = await own.single(birthName);
    expect(file).toMatchObject({
      status: 'PROV',
      channel: null,
      identityDocument: null,
      insi: null,
      receivedProof: { channel: 'INSI', document: 'PA' },
    });
    expect(await moves(own, file)).toEqual([['created', 'PROV', null]]);
  });

  it('made by the own domain are proved by whom it says, INSi only where a matricule is held', async () => {
    const [validated, qualified] = [somebody(valid), somebody({ ...valid, ins: newIns() })];
    await send(own, validated.first, qualified.first);
    expect(await own.single(validated.birthName)).toMatchObject({
      status: 'VALI',
      insi: null,
      channel: 'INSI',
      identityDocument: { type: 'PA', by: { name: 'HOPITAL' } },
    });
    expect(await moves(own, await own.single(qualified.birthName))).toEqual([['created', 'QUAL', 'PA']]);
  });

  it('made with everything that a message tells have it all', async () => {
    const { first, birthName } = somebody({
      pid: { 13: '^PRN^PH^^^^^^^^^0148587200', 29: '20261101', 30: 'Y' },
      rest: ['ROL||UC|ODRP|1^AGNES^ISABELLE', 'ZFA|||||||||INO|20261001|INC|20261002'],
    });
    await send(none, first);
    const at = '2026-11-29T10:00:00.000Z';
    expect(await none.single(birthName)).toMatchObject({
      phone: '0148587200',
      death: { on: '2026-11-01' },
      medecinTraitant: { name: 'Dr ISABELLE AGNES', address: null },
      feeding: { state: 'informed', origin: 'import', at, by: { idNat: '', name: 'HOPITAL (01/10/2026)' } },
      consultation: { state: 'opposed', origin: 'import', by: { name: 'HOPITAL (02/10/2026)' } },
    });
  });
});

describe('the médecin traitant of a record', () => {
  const role = (act: string, name: string): readonly string[] => [`ROL||${act}|ODRP|1^${name}^ISABELLE`];
  const doctor = async (birthName: string) => (await none.single(birthName)).medecinTraitant;

  it('is taken where there is none, kept where there is one, and goes when the sender removes it', async () => {
    const { first, later, birthName } = somebody();
    await send(none, first, later({ rest: role('UC', 'AGNES') }));
    expect(await doctor(birthName)).toEqual({ name: 'Dr ISABELLE AGNES', address: null });
    expect(counts(await send(none, later({ rest: role('UC', 'PETIT') })))).toEqual([0, 0, 1, 0]);
    expect(await doctor(birthName)).toEqual({ name: 'Dr ISABELLE AGNES', address: null });
    expect(counts(await send(none, later({ rest: role('DE', 'AGNES') })))).toEqual([0, 1, 0, 0]);
    expect(await doctor(birthName)).toBeNull();
  });

  it('whose mailbox is known here is not removed by a message', async () => {
    const { first, later, birthName } = somebody();
    await send(none, first);
    const known = { name: 'Dr Luc AUBERT', address: 'luc.aubert@exemple.mssante.fr' };
    await none.store.commit({
      changes: [{ kind: 'correspondent.set', patientId: (await none.single(birthName)).id, role: 'medecinTraitant', correspondent: known }],
      audit: [],
    });
    await send(none, later({ rest: role('DE', 'AUBERT') }));
    expect(await doctor(birthName)).toEqual(known);
  });
});

describe('what the patient chose, as another system recorded it (R-006)', () => {
  const zfa = (feeding: string, consultation = '', day = ''): readonly string[] => [`ZFA|||||||||${feeding}|${day}|${consultation}|${day}`];
  const chosen = async (birthName: string) => {
    const { feeding, consultation } = await none.single(birthName);
    return [feeding?.state ?? null, feeding?.origin ?? null, consultation?.state ?? null];
  };

  it('is taken, once; an opposition always, an information where there is none', async () => {
    const { first, later, birthName } = somebody();
    await send(none, first, later({ rest: zfa('IO') }));
    expect(await chosen(birthName)).toEqual(['opposed', 'import', null]);
    expect(counts(await send(none, later({ rest: zfa('IO') })))).toEqual([0, 0, 1, 0]);
    await send(none, later({ rest: zfa('INO', 'INC') }));
    expect(await chosen(birthName)).toEqual(['opposed', 'import', 'opposed']);
    expect((await none.single(birthName)).feeding?.by.name).toBe('HOPITAL');
  });

  it('never lifts an opposition that a person recorded here, and may be one more', async () => {
    const { first, later, birthName } = somebody();
    await send(none, first);
    const { id, episode } = await none.single(birthName);
    const said = async (state: 'informed' | 'opposed') =>
      await none.store.commit({
        changes: [
          {
            kind: 'information.record',
            information: {
              patientId: id,
              purpose: 'feeding',
              episode,
              state,
              at: '2026-11-29T10:00:00.000Z',
              by: { idNat: '1', name: 'DURAND' },
              origin: 'person',
            },
          },
        ],
        audit: [],
      });
    await said('opposed');
    expect(counts(await send(none, later({ rest: zfa('INO') })))).toEqual([0, 0, 1, 0]);
    expect(await chosen(birthName)).toEqual(['opposed', 'person', null]);
    none.at('2026-11-29T10:00:01.000Z');
    await said('informed');
    none.at('2026-11-29T10:00:02.000Z');
    await send(none, later({ rest: zfa('IO') }));
    none.at('2026-11-29T10:00:00.000Z');
    expect(await chosen(birthName)).toEqual(['opposed', 'import', null]);
  });
});

describe('a merge that one message asks for', () => {
  const pairs = (list: readonly (readonly [ipp: string, merged: string])[], at = '20261121100000'): string =>
    [
      `MSH|^~\\&|SIH|HOPITAL|POSTE|POSTE|${at}||ADT^A40|A40${list.flat().join('')}|P|2.5|||||FRA|UNICODE UTF-8`,
      `EVN||${at}`,
      ...list.flatMap(([ipp, merged]) => [`PID|1||${ipp}^^^HOPITAL&${HOSPITAL}&ISO^PI`, `MRG|${merged}^^^HOPITAL&${HOSPITAL}&ISO^PI`]),
    ]
      .map((segment) => `${segment}\r`)
      .join('');
  const merge = (desk: Importing, ...list: readonly (readonly [ipp: string, merged: string])[]): Promise<ImportRun> =>
    desk.give('hl7', pairs(list));
  /** Two records of one person, the second one with a slip unless told. */
  const twice = (changed: Partial<AdtMessage> = {}) => {
    const one = somebody();
    const other: AdtMessage = { ...one.first, ipp: `${one.first.ipp}B`, birthName: `${one.birthName}S`, ...changed };
    return { ...one, other, numbers: [one.first.ipp, other.ipp] as const };
  };

  it('is done pair by pair: one that somebody has to decide of leaves the others', async () => {
    const [good, bad] = [twice(), twice({ birthName: newName(), firstNames: 'MARC', sex: 'M' })];
    await send(own, good.first, good.other, bad.first, bad.other);
    const run = await merge(own, bad.numbers, good.numbers);
    expect([counts(run), run.conflicts, await codes(own, run)]).toEqual([[0, 0, 0, 1], 1, ['IMPORT_MERGE_REFUSED']]);
    const idOf = async (number: string): Promise<string> => (await numbered(own, number)).id;
    expect(await idOf(good.other.ipp)).toBe(await idOf(good.first.ipp));
    expect(await idOf(bad.other.ipp)).not.toBe(await idOf(bad.first.ipp));
    expect(counts(await merge(own, good.numbers))).toEqual([0, 0, 1, 0]);
  });

  it('of a number that designates nobody makes it designate the other’s record, whichever of the two it is', async () => {
    const { first, birthName, later } = somebody();
    await send(own, first);
    const { id } = await own.single(birthName);
    expect(counts(await merge(own, [first.ipp, `${first.ipp}B`]))).toEqual([0, 1, 0, 0]);
    // What comes next in the same file goes there.
    const run = await own.give(
      'hl7',
      pairs([[`${first.ipp}C`, first.ipp]]) + adt(later({ ipp: `${first.ipp}C`, usedName: 'ROUX', at: '20261121110000' })),
    );
    expect(counts(run)).toEqual([0, 2, 0, 0]);
    for (const number of [first.ipp, `${first.ipp}B`, `${first.ipp}C`]) expect((await numbered(own, number)).id, number).toBe(id);
    expect((await own.single(birthName)).usedName).toBe('ROUX');
    const unknown = await merge(own, ['NOBODY1', 'NOBODY2']);
    expect([counts(unknown), await codes(own, unknown)]).toEqual([[0, 0, 0, 1], ['IMPORT_MERGE_UNKNOWN']]);
  });

  it('is done for a slip on the own domain’s word, and asked about on another’s', async () => {
    for (const [desk, expected] of [
      [own, [0, 1, 0, 0]],
      [none, [0, 0, 0, 1]],
    ] as const) {
      const { first, other, numbers } = twice();
      await send(desk, first, other);
      expect(counts(await merge(desk, numbers))).toEqual(expected);
    }
  });

  it.each([
    [true, false],
    [false, true],
  ])('on another domain’s word is asked about when one of the two is verified (the one that stays: %s)', async (kept, removed) => {
    const { birthName, first, numbers, other } = twice();
    // The same traits twice: made apart by a slip, then corrected here.
    await send(none, first, other);
    const [one, two] = [await numbered(none, numbers[0]), await numbered(none, numbers[1])];
    await saved(none, one, kept ? { status: 'VALI' } : {});
    await saved(none, two, { birthName, ...(removed ? { status: 'VALI' } : {}) });
    expect(await codes(none, await merge(none, numbers))).toEqual(['IMPORT_MERGE_REFUSED']);
    await saved(none, one, { status: 'PROV' });
    await saved(none, two, { status: 'PROV' });
    expect(counts(await merge(none, numbers))).toEqual([0, 1, 0, 0]);
  });

  it('is asked about when the premier prénom of one is not that of the other, whichever stays', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ] as const) {
      const { first, other, numbers, birthName } = twice({ firstNames: 'ANNE LISE', first: 'ANNE LISE' });
      await send(own, { ...first, firstNames: 'ANNE' }, { ...other, birthName });
      expect(await codes(own, await merge(own, [numbers[order[0]], numbers[order[1]]]))).toEqual(['IMPORT_MERGE_REFUSED']);
    }
  });

  it('of two matricules says so, and is done when one was held before by the other', async () => {
    const [one, two] = [newIns(), newIns()];
    const { first, other, numbers } = twice(valid);
    await send(own, { ...first, ...valid, ins: one }, { ...other, birthName: first.birthName ?? '', ins: two });
    const run = await merge(own, numbers);
    expect(await codes(own, run)).toEqual(['MERGE_TWO_MATRICULES']);
    const { id } = await numbered(own, numbers[1]);
    await own.store.commit({
      changes: [{ kind: 'ins.known', patientId: id, periods: [{ ins: one, from: null, to: '2020-01-01' }] }],
      audit: [],
    });
    expect(counts(await merge(own, numbers))).toEqual([0, 1, 0, 0]);
  });

  it('keeps, of two equally proven, the one that the message says, and the one nobody doubts', async () => {
    const young = twice();
    await send(own, young.first);
    own.at('2026-11-29T11:00:00.000Z');
    await send(own, young.other);
    const kept = await numbered(own, young.other.ipp);
    await merge(own, [young.other.ipp, young.first.ipp]);
    expect((await numbered(own, young.first.ipp)).id).toBe(kept.id);
    const doubted = twice();
    await send(own, { ...doubted.first, reliability: 'DOUT' }, doubted.other);
    const sure = await numbered(own, doubted.other.ipp);
    await merge(own, doubted.numbers);
    expect((await numbered(own, doubted.first.ipp)).id).toBe(sure.id);
    own.at('2026-11-29T10:00:00.000Z');
  });

  it('is known to the lines that follow it in the same file, under either number', async () => {
    const { first, other, numbers } = twice();
    await send(own, first, other);
    const later = (ipp: string, more: Partial<AdtMessage>): string => adt({ ...first, event: 'A31', ipp, at: '20261121110000', ...more });
    const run = await own.give(
      'hl7',
      pairs([numbers]) + later(numbers[1], { usedName: 'ROUX' }) + later(numbers[0], { pid: { 13: '^PRN^PH^^^^^^^^^0148587200' } }),
    );
    expect(counts(run)).toEqual([0, 3, 0, 0]);
    expect(await numbered(own, numbers[0])).toMatchObject({ usedName: 'ROUX', phone: '0148587200' });
  });

  it('takes over an opposition of the record that goes (R-006, R-072)', async () => {
    const { first, other, numbers } = twice({ rest: ['ZFA|||||||||IO||INC'] });
    await send(own, first, other);
    await merge(own, numbers);
    expect(await numbered(own, numbers[0])).toMatchObject({
      feeding: { state: 'opposed', origin: 'import' },
      consultation: { state: 'opposed' },
    });
  });
});

describe('the stay of a line', () => {
  const stayed = () => {
    const { first, birthName } = somebody();
    const at = (minute: number, event: string, more: Partial<AdtMessage> = {}): AdtMessage => ({
      ...first,
      event,
      visit: `V${birthName}`,
      ward: 'CHIR',
      at: `2026112108${String(minute).padStart(2, '0')}00`,
      ...more,
    });
    const stay = async () =>
      (await none.store.patients.stays((await none.single(birthName)).id)).map(({ ward, state, admittedAt, dischargedAt }) => [
        ward,
        state,
        minuteOf(admittedAt),
        minuteOf(dischargedAt),
      ])[0] ?? null;
    return { at, stay, birthName };
  };
  const minuteOf = (instant: string | null): number | null => (instant === null ? null : new Date(instant).getMinutes());
  /** PV1 with its times alone: admission, discharge. */
  const times = (visit: string, admitted: string, discharged = ''): string =>
    [
      'PV1',
      '1',
      'I',
      'CHIR',
      ...Array.from({ length: 15 }, () => ''),
      visit,
      ...Array.from({ length: 24 }, () => ''),
      admitted,
      discharged,
    ].join('|');
  const sent = async (...messages: readonly AdtMessage[]) => {
    const outcomes: unknown[] = [];
    for (const message of messages)
      outcomes.push(['created', 'updated', 'unchanged', 'rejected'][counts(await send(none, message)).indexOf(1)]);
    return outcomes;
  };

  it.each(['A01', 'A04'])('opens with %s, at the time of the event when no other is told', async (event) => {
    const { at, stay, birthName } = stayed();
    const [before] = adt(at(1, event)).split('\rPV1');
    await none.give('hl7', `${before ?? ''}\r${times(`V${birthName}`, '')}\r`);
    expect(await stay()).toEqual(['CHIR', 'open', 1, null]);
  });

  it('opens by any event of a flow taken from its middle, but a correction; what is not known is not cancelled', async () => {
    const { at, stay } = stayed();
    expect(await sent(at(1, 'A08'))).toEqual(['created']);
    expect(await stay()).toBeNull();
    expect(await codes(none, await send(none, at(2, 'A11')))).toEqual(['IMPORT_STAY_UNKNOWN']);
    expect(await sent(at(3, 'A02'))).toEqual(['updated']);
    expect(await stay()).toEqual(['CHIR', 'open', null, null]);
  });

  it('is admitted at the time told, which an event keeps unless it tells another', async () => {
    const { at, stay, birthName } = stayed();
    const told = async (event: string, minute: number, admitted: string) => {
      const [before] = adt(at(minute, event)).split('\rPV1');
      return counts(await none.give('hl7', `${before ?? ''}\r${times(`V${birthName}`, admitted)}\r`));
    };
    await told('A01', 1, '20261121080500');
    expect(await stay()).toEqual(['CHIR', 'open', 5, null]);
    expect(await told('A01', 2, '')).toEqual([0, 0, 1, 0]);
    expect(await stay()).toEqual(['CHIR', 'open', 5, null]);
    expect(await told('A08', 3, '20261121080600')).toEqual([0, 1, 0, 0]);
    expect(await stay()).toEqual(['CHIR', 'open', 6, null]);
  });

  it('closes at the time told, else at that of the event, which another discharge corrects', async () => {
    const { at, stay, birthName } = stayed();
    await sent(at(1, 'A01'));
    const [before] = adt(at(10, 'A03')).split('\rPV1');
    await none.give('hl7', `${before ?? ''}\r${times(`V${birthName}`, '', '20261121080900')}\r`);
    expect(await stay()).toEqual(['CHIR', 'closed', 1, 9]);
    const [again] = adt(at(20, 'A03')).split('\rPV1');
    expect(counts(await none.give('hl7', `${again ?? ''}\r${times(`V${birthName}`, '')}\r`))).toEqual([0, 1, 0, 0]);
    expect(await stay()).toEqual(['CHIR', 'closed', 1, 20]);
    // A correction of the patient does not open it again, nor does it forget when it closed.
    expect(await sent(at(21, 'A08', { ward: 'REA' }))).toEqual(['updated']);
    expect(await stay()).toEqual(['REA', 'closed', 1, 20]);
    expect(await sent(at(22, 'A13', { ward: '' }))).toEqual(['updated']);
    expect(await stay()).toEqual(['REA', 'open', 1, null]);
    await sent(at(23, 'A03'), at(24, 'A01', { ward: '' }));
    expect(await stay()).toEqual(['CHIR', 'open', 24, null]);
    expect(await sent(at(25, 'A11'), at(26, 'A11'))).toEqual(['updated', 'unchanged']);
    expect((await stay())?.[1]).toBe('cancelled');
  });

  it('is changed by what happened after alone; a message without time is not older, and does not make the next ones so', async () => {
    const { at, stay } = stayed();
    await sent(at(10, 'A01'), at(20, 'A02', { ward: 'REA' }));
    expect(await sent(at(15, 'A02', { ward: 'MED' }))).toEqual(['unchanged']);
    expect((await stay())?.[0]).toBe('REA');
    expect(await sent(at(0, 'A02', { ward: 'MED', at: '' }))).toEqual(['updated']);
    expect(await sent(at(16, 'A02', { ward: 'URG' }))).toEqual(['unchanged']);
    expect((await stay())?.[0]).toBe('MED');
  });

  it('of somebody else is refused, and that of a record merged into the patient’s is theirs', async () => {
    const [one, two] = [stayed(), somebody({ firstNames: 'MARC', sex: 'M' })];
    await sent(one.at(1, 'A01'));
    const run = await send(none, { ...two.first, event: 'A02', visit: `V${one.birthName}`, ward: 'REA' });
    expect([await codes(none, run), run.conflicts]).toEqual([['IMPORT_VISIT_OTHER'], 1]);
    const { birthName } = one;
    const same: AdtMessage = { ...one.at(2, 'A28'), ipp: `${birthName}C`, authority: HOSPITAL, birthName: `${birthName}S` };
    await send(none, same);
    const file = await numbered(none, `${birthName}C`);
    await saved(none, file, { birthName });
    // In one file: the store does not say yet whose the visit is.
    const merge: AdtMessage = { event: 'A40', ipp: `${birthName}C`, merged: `N${birthName}`, birthName, at: '20261121080300' };
    const moved = await send(none, merge, { ...one.at(4, 'A02', { ward: 'REA' }), ipp: `${birthName}C` });
    expect([counts(moved), await codes(none, moved)]).toEqual([[0, 2, 0, 0], []]);
    expect((await none.store.patients.stays(file.id)).map(({ ward }) => ward)).toEqual(['REA']);
  });

  it('of a message without its number is refused with its patient, but for a correction', async () => {
    const { at, birthName } = stayed();
    expect(await codes(none, await send(none, at(1, 'A02', { visit: '' })))).toEqual(['IMPORT_VISIT']);
    expect(await none.found(birthName)).toEqual([]);
    expect(await sent(at(1, 'A08', { visit: '' }))).toEqual(['created']);
    const { first } = somebody({ event: 'A01', visit: 'V', pid: { 3: '' } });
    expect(await codes(none, await send(none, first))).toEqual(['IMPORT_IPP']);
  });

  it('and its patient are one line: created when the patient was, updated when either was', async () => {
    const { at } = stayed();
    expect(
      await sent(
        at(1, 'A01'),
        at(2, 'A01'),
        at(3, 'A02', { usedName: 'ROUX' }),
        at(4, 'A02', { usedName: 'ROUX', ward: 'REA' }),
        at(5, 'A02', { usedName: 'ROUX', ward: 'REA' }),
      ),
    ).toEqual(['created', 'updated', 'updated', 'updated', 'unchanged']);
  });
});
