import { afterEach, describe, expect, it } from 'vitest';
import type { ImportRun } from '../../../shared/contract/imports.ts';
import { mergePatients, unmergePatients } from '../../../electron/usecases/patients/merge-patients.ts';
import { createApart } from '../../../electron/usecases/worklists/create-apart.ts';
import { getWorklists } from '../../../electron/usecases/worklists/get-worklists.ts';
import { importing, type Importing } from '../../setup/importing.ts';
import { adt, HOSPITAL, type AdtMessage } from './files.ts';

/** Whose record a line is: nobody's traits, documents or status reach somebody else's record by an import. */

const FOREIGN = '1.2.250.1.999.9.9';
const HEADER = 'IPP;Nom de naissance;Prénoms;Sexe;Date de naissance;COG';
const INS = { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' };
const OTHER_INS = { matricule: '277076322082910', oid: '1.2.250.1.213.1.4.10' };
const counts = ({ created, updated, unchanged, rejected, conflicts }: ImportRun): readonly number[] => [
  created,
  updated,
  unchanged,
  rejected,
  conflicts,
];

let open: Importing[] = [];
afterEach(async () => {
  const closing = open;
  open = [];
  for (const one of closing) await one.close();
});
async function bench(own: string | null = null, more: object = {}): Promise<Importing> {
  const made = await importing({ localAuthority: own, ...more });
  open.push(made);
  return made;
}
const csv = (rows: readonly string[]): string => [HEADER, ...rows, ''].join('\r\n');
const messages = (sent: readonly AdtMessage[]): string => sent.map(adt).join('');
const codes = async (desk: Importing, run: ImportRun): Promise<readonly (readonly [line: number, code: string])[]> =>
  (await desk.errors(run)).map(({ line, code }) => [line, code] as const);
const conflicts = async (desk: Importing) =>
  (await getWorklists({ store: desk.store, now: () => new Date('2026-11-29T10:00:00Z'), recheckYears: 3 })()).conflicts;

/** Qualified by its own domain, with its proof. */
const qualified: AdtMessage = {
  event: 'A28',
  ipp: 'Q1',
  birthName: 'PAT-TROIS',
  firstNames: 'DOMINIQUE',
  reliability: 'VALI',
  ins: INS,
  proof: true,
};

describe('a local number', () => {
  it('that comes back with another person changes nothing: both are shown, side by side', async () => {
    const desk = await bench();
    await desk.give('csv', csv(['K1;ALPHAND;ANNE;F;12/03/1979;51215']));
    const before = await desk.single('alphand');
    const run = await desk.give('csv', csv(['K1;ZOLAND;MARC;M;01/02/1950;63220']));
    expect([counts(run), await codes(desk, run)]).toEqual([[0, 0, 0, 1, 1], [[2, 'IMPORT_NUMBER_REUSED']]]);
    expect((await desk.errors(run))[0]).toMatchObject({ name: 'ZOLAND MARC, 01/02/1950', value: 'K1' });
    expect(await desk.single('alphand')).toEqual(before);
    expect(await desk.found('zoland')).toEqual([]);
    const [conflict] = await conflicts(desk);
    expect(conflict).toMatchObject({
      rows: [{ birthName: 'ALPHAND' }],
      incoming: { birthName: 'ZOLAND', ipp: 'K1', from: 'patients.csv, ligne 2' },
      acts: ['create'],
    });
    expect(conflict?.comparison.filter(({ outcome }) => outcome === 'discordant').map(({ trait }) => trait)).toEqual([
      'birthName',
      'birthFirstNames',
      'sex',
      'birthDate',
      'birthPlace',
    ]);
  });

  it('of another person makes a record apart when somebody says so; what comes next under it goes there', async () => {
    const desk = await bench();
    await desk.give('csv', csv(['K1;ALPHAND;ANNE;F;12/03/1979;51215']));
    await desk.give('csv', csv(['K1;ZOLAND;MARC;M;01/02/1950;63220']));
    const [conflict] = await conflicts(desk);
    const id = await createApart(desk.office)(conflict?.id ?? '');
    expect(await conflicts(desk)).toEqual([]);
    expect(await desk.single('zoland')).toMatchObject({ id, status: 'PROV', birthPlace: '63220' });
    expect(counts(await desk.give('csv', csv(['K1;ZOLAND;MARC;M;01/02/1950;63220'])))).toEqual([0, 0, 1, 0, 0]);
    await expect(createApart(desk.office)(conflict?.id ?? '')).rejects.toMatchObject({ code: 'CONFLICT_UNKNOWN' });
  });

  it.each([
    ['a letter of the name', 'K1;ALPHANT;ANNE;F;12/03/1979;51215', 'alphant'],
    ['a day', 'K1;ALPHAND;ANNE;F;13/03/1979;51215', 'alphand'],
  ])('may bring a correction of a provisional record: %s', async (_what, row, words) => {
    const desk = await bench();
    await desk.give('csv', csv(['K1;ALPHAND;ANNE;F;12/03/1979;51215']));
    expect(counts(await desk.give('csv', csv([row])))).toEqual([0, 1, 0, 0, 0]);
    const record = await desk.single(words);
    expect((await desk.store.identity.transitions(record.id)).map(({ event, source }) => [event, source])).toEqual([
      ['created', 'IMPORT'],
      ['strictTraitEdited', 'IMPORT'],
    ]);
  });

  it('given to two people in one file is nobody’s: both lines are refused, each naming both', async () => {
    const desk = await bench();
    const run = await desk.give(
      'csv',
      csv(['K1;ALPHAND;ANNE;F;12/03/1979;51215', 'K2;AUTRE;LEA;F;12/03/1979;51215', 'K1;ZOLAND;MARC;M;01/02/1950;63220']),
    );
    expect([counts(run), await codes(desk, run)]).toEqual([
      [1, 0, 0, 2, 0],
      [
        [2, 'IMPORT_NUMBER_TWICE'],
        [4, 'IMPORT_NUMBER_TWICE'],
      ],
    ]);
    for (const { message } of await desk.errors(run)) expect(message).toContain('2, 4');
    expect([await desk.found('alphand'), await desk.found('zoland')]).toEqual([[], []]);
    // A file corrects nobody, were it by a letter; given twice, a line is itself.
    const twice = await desk.give(
      'csv',
      csv([
        'K1;ALPHAND;ANNE;F;12/03/1979;51215',
        'K1;ALPHAND;ANNE;F;12/03/1979;51215',
        'K1;ALPHANT;ANNE;F;12/03/1979;51215',
        'K3;MEME;ANNE;F;12/03/1979;51215',
        'K3;MEME;ANNE;F;12/03/1979;51215',
      ]),
    );
    expect(counts(twice)).toEqual([1, 0, 1, 3, 0]);
  });

  it('of a merged record is not a way to rename the one that stays', async () => {
    const desk = await bench(HOSPITAL);
    await desk.give(
      'hl7',
      messages([
        { event: 'A28', ipp: '1', birthName: 'GAMMAND' },
        { event: 'A28', ipp: '2', birthName: 'GAMMANT' },
        { event: 'A40', ipp: '1', merged: '2', birthName: 'GAMMAND' },
      ]),
    );
    const run = await desk.give(
      'hl7',
      messages([{ event: 'A31', ipp: '2', birthName: 'DELTAND', firstNames: 'PAUL', at: '20261128100000' }]),
    );
    expect(await codes(desk, run)).toEqual([[1, 'IMPORT_NUMBER_REUSED']]);
    expect(await desk.single('gammand')).toMatchObject({ birthName: 'GAMMAND', birthFirstNames: 'ANNE MARIE' });
  });

  it('of a second person of the same traits, in the same system, makes a record apart, and asks whether they are one', async () => {
    const desk = await bench();
    const file = csv(['H1;PAREIL;ANNE;F;12/03/1979;51215', 'H2;PAREIL;ANNE;F;12/03/1979;51215']);
    expect(counts(await desk.give('csv', file))).toEqual([2, 0, 0, 0, 0]);
    await desk.imports.idle();
    expect((await conflicts(desk)).map(({ rows, acts }) => [rows.length, acts])).toEqual([[2, ['merge']]]);
    expect(counts(await desk.give('csv', file))).toEqual([0, 0, 2, 0, 0]);
    // Without a number of that system, the traits tell nobody of the two.
    expect(await codes(desk, await desk.give('csv', csv([';PAREIL;ANNE;F;12/03/1979;51215'])))).toEqual([[2, 'IMPORT_AMBIGUOUS']]);
  });

  it('of whom their system knows a homonym is never attached to the one of the same traits', async () => {
    const desk = await bench(HOSPITAL);
    await desk.give('csv', csv([';PAREIL;ANNE;F;12/03/1979;51215']));
    const run = await desk.give(
      'hl7',
      messages([{ event: 'A28', ipp: '7', birthName: 'PAREIL', firstNames: 'ANNE', reliability: 'HOMA' }]),
    );
    expect(counts(run)).toEqual([1, 0, 0, 0, 0]);
    expect((await desk.found('pareil')).length).toBe(2);
  });

  it('dated by a clock that is ahead does not make what comes next older for ever', async () => {
    const desk = await bench(HOSPITAL);
    await desk.give(
      'hl7',
      messages([
        { ...qualified, at: '20990101080000' },
        { ...qualified, event: 'A31', reliability: 'DOUT', at: '20261128080000' },
      ]),
    );
    expect(await desk.single('pat-trois')).toMatchObject({ status: 'PROV', attributes: { doubtful: true } });
    // What it proves meanwhile is not held; the matricule is not lost.
    await desk.give('hl7', messages([{ ...qualified, event: 'A31', at: '20261128090000' }]));
    expect(await desk.single(INS.matricule)).toMatchObject({ status: 'PROV', ins: null });
  });
});

describe('another identity domain', () => {
  it('with another valid matricule and the same traits is refused: two matricules are two people', async () => {
    const desk = await bench(HOSPITAL);
    await desk.give('hl7', messages([qualified]));
    const before = await desk.single('pat-trois');
    const run = await desk.give(
      'hl7',
      messages([{ ...qualified, event: 'A01', ipp: 'F9', visit: 'V1', ins: OTHER_INS, authority: FOREIGN }]),
    );
    expect([counts(run), await codes(desk, run)]).toEqual([[0, 0, 0, 1, 1], [[1, 'IMPORT_OTHER_INS']]]);
    expect(await desk.single('pat-trois')).toEqual(before);
    expect([await desk.store.patients.stays(before.id), await desk.found('F9')]).toEqual([[], []]);
  });

  it.each(['DPOT', 'CACH', 'PROV', 'INVA', 'DOUT', 'FICT', 'COLV'])('never lowers a qualified identity: %s', async (code) => {
    const desk = await bench(HOSPITAL);
    await desk.give('hl7', messages([qualified]));
    const { id } = await desk.single('pat-trois');
    await desk.give('hl7', messages([{ ...qualified, event: 'A31', ipp: 'F9', authority: FOREIGN, reliability: code, proof: false }]));
    expect(await desk.store.patients.get(id)).toMatchObject({
      status: 'QUAL',
      ins: INS,
      attributes: { doubtful: false, fictive: false },
      identityDocument: { type: 'PA' },
    });
    expect((await conflicts(desk)).length).toBe(['DPOT', 'INVA', 'DOUT', 'FICT', 'COLV'].includes(code) ? 1 : 0);
  });

  it('never raises one either, and its matricule is kept apart, searched for, never held', async () => {
    const desk = await bench(HOSPITAL);
    const run = await desk.give('hl7', messages([{ ...qualified, authority: FOREIGN }]));
    const record = await desk.single(INS.matricule);
    expect(record).toMatchObject({ status: 'PROV', ins: null, receivedIns: [{ ...INS, problem: null, sender: 'HOPITAL' }] });
    expect(run.warnings).toContainEqual({
      code: 'IMPORT_INS_RECEIVED',
      message: 'Matricule INS reçu et gardé à part : à vérifier avec INSi, jamais transmis.',
      count: 1,
      lines: [1],
    });
    expect((await desk.store.worklists.received()).map(({ row, received }) => [row.id, received.length])).toEqual([[record.id, 1]]);
    expect(counts(await desk.give('hl7', messages([{ ...qualified, authority: FOREIGN }])))).toEqual([0, 0, 1, 0, 0]);
  });

  it('with another matricule than the one received before is refused too: nobody was verified yet', async () => {
    const desk = await bench();
    await desk.give('hl7', messages([{ ...qualified, ipp: 'F1', authority: FOREIGN, proof: false }]));
    const run = await desk.give(
      'hl7',
      messages([{ ...qualified, ipp: 'F1', event: 'A31', authority: FOREIGN, proof: false, ins: OTHER_INS, at: '20261128100000' }]),
    );
    expect([counts(run), await codes(desk, run)]).toEqual([[0, 0, 0, 1, 1], [[1, 'IMPORT_OTHER_INS']]]);
    expect((await desk.single('pat-trois')).receivedIns.map(({ matricule }) => matricule)).toEqual([INS.matricule]);
    const twice = await bench();
    const both = await twice.give(
      'hl7',
      messages([
        { ...qualified, ipp: 'F1', proof: false },
        { ...qualified, ipp: 'F1', event: 'A31', proof: false, ins: OTHER_INS, at: '20261128100000' },
      ]),
    );
    expect([counts(both), await codes(twice, both)]).toEqual([[1, 0, 0, 1, 1], [[4, 'IMPORT_OTHER_INS']]]);
  });

  it('with another matricule whose nature it does not give is refused too', async () => {
    const desk = await bench(HOSPITAL);
    await desk.give('hl7', messages([qualified]));
    const run = await desk.give('hl7', messages([{ ...qualified, ipp: 'F9', authority: FOREIGN, ins: { ...OTHER_INS, oid: '' } }]));
    expect(await codes(desk, run)).toEqual([[1, 'IMPORT_OTHER_INS']]);
  });

  it('fills what is not known, and neither removes nor replaces what is', async () => {
    const desk = await bench(HOSPITAL);
    await desk.give('hl7', messages([qualified]));
    const { id } = await desk.single('pat-trois');
    const named = (used: string): string => messages([{ ...qualified, ipp: 'F1', authority: FOREIGN }]).replace('^^^^L|', `^^^^L~${used}|`);
    await desk.give('hl7', named('ROUX^^^^^^D'));
    expect(await desk.store.patients.get(id)).toMatchObject({ usedName: 'ROUX', receivedProof: { sender: 'HOPITAL' } });
    await desk.give('hl7', named('MARTIN^^^^^^D'));
    await desk.give('hl7', named('""^""^^^^^D'));
    expect(await desk.store.patients.get(id)).toMatchObject({ usedName: 'ROUX' });
  });

  it('never lifts an opposition that was received', async () => {
    const desk = await bench(HOSPITAL);
    const told = (message: AdtMessage, consent: string): string => `${messages([message])}ZFA|ACTIF|20261129|||||||${consent}\r`;
    await desk.give('hl7', told(qualified, 'IO|20261120|INC|20261120'));
    const { id } = await desk.single('pat-trois');
    expect(await desk.store.patients.get(id)).toMatchObject({
      feeding: { state: 'opposed', origin: 'import' },
      consultation: { state: 'opposed', origin: 'import' },
    });
    await desk.give('hl7', told({ ...qualified, ipp: 'F1', authority: FOREIGN }, 'INO|20200101|IC|20200101'));
    expect(await desk.store.patients.get(id)).toMatchObject({ feeding: { state: 'opposed' }, consultation: { state: 'opposed' } });
  });

  it('corrects nobody of the structure’s own', async () => {
    const desk = await bench(HOSPITAL);
    await desk.give(
      'hl7',
      messages([
        { event: 'A28', ipp: '1', birthName: 'GAMMAND' },
        { event: 'A28', ipp: 'F1', birthName: 'GAMMAND', authority: FOREIGN },
      ]),
    );
    const run = await desk.give(
      'hl7',
      messages([{ event: 'A31', ipp: 'F1', birthName: 'ZOLAND', authority: FOREIGN, at: '20261128100000' }]),
    );
    expect(await codes(desk, run)).toEqual([[1, 'IMPORT_FOREIGN_CORRECTION']]);
    expect(await desk.found('zoland')).toEqual([]);
  });
});

describe('the own identity domain', () => {
  it('qualifies with its proof, which is kept: document, day of INSi, channel', async () => {
    const desk = await bench(HOSPITAL);
    await desk.give('hl7', messages([qualified]));
    const record = await desk.single('pat-trois');
    expect(record).toMatchObject({
      status: 'QUAL',
      ins: INS,
      channel: 'INSI',
      insi: { answerId: null, acceptedAt: '2021-12-01T12:00:00.000Z', by: { name: 'HOPITAL' } },
      identityDocument: { type: 'PA', by: { name: 'HOPITAL' } },
      receivedProof: { insiOn: '2021-12-01', document: 'PA', channel: 'INSI', sender: 'HOPITAL' },
    });
    // The years before a check count from the answer of INSi.
    expect((await desk.store.worklists.stale('2023-01-01T00:00:00.000Z')).map(({ row, qualifiedAt }) => [row.id, qualifiedAt])).toEqual([
      [record.id, '2021-12-01T12:00:00.000Z'],
    ]);
  });

  it('raises a provisional record by the same proof, and by its word alone only where the structure says so', async () => {
    const plain: AdtMessage = { event: 'A28', ipp: 'Q1', birthName: 'PAT-TROIS', firstNames: 'DOMINIQUE' };
    const later = { ...qualified, event: 'A31', at: '20261128100000' };
    const strict = await bench(HOSPITAL);
    await strict.give('hl7', messages([plain, { ...later, proof: false }]));
    expect(await strict.single('pat-trois')).toMatchObject({ status: 'VALI', ins: null, receivedIns: [INS] });
    await strict.give('hl7', messages([{ ...later, at: '20261128110000' }]));
    expect(await strict.single('pat-trois')).toMatchObject({
      status: 'QUAL',
      ins: INS,
      insi: { acceptedAt: '2021-12-01T12:00:00.000Z' },
      receivedIns: [],
    });
    const trusting = await bench(HOSPITAL, { proof: 'trusted' });
    await trusting.give('hl7', messages([{ ...qualified, proof: false }]));
    expect(await trusting.single('pat-trois')).toMatchObject({ status: 'QUAL', ins: INS, insi: null });
  });

  it.each(['INVA', 'DESA', 'USUR'])('never qualifies what it says %s, and asks somebody', async (code) => {
    const desk = await bench(HOSPITAL);
    await desk.give('hl7', messages([{ ...qualified, reliability: `VALI~${code}` }]));
    expect(await desk.single('pat-trois')).toMatchObject({ status: 'PROV', ins: null });
    expect(await conflicts(desk)).toHaveLength(1);
  });

  it('lowers one by DOUT, and says duplicates and collisions without calling them doubtful', async () => {
    const desk = await bench(HOSPITAL);
    await desk.give('hl7', messages([qualified]));
    const { id } = await desk.single('pat-trois');
    const said = async (reliability: string, at: string) => {
      await desk.give('hl7', messages([{ ...qualified, event: 'A31', reliability, at }]));
      return await desk.store.patients.get(id);
    };
    expect(await said('VALI~DPOT', '20261128100000')).toMatchObject({ status: 'QUAL', attributes: { doubtful: false } });
    expect((await conflicts(desk)).map(({ message }) => message)).toEqual([
      'Votre domaine d’identification dit que cette personne a deux dossiers (doublon).',
    ]);
    const run = await desk.give('hl7', messages([{ ...qualified, event: 'A31', reliability: 'VALI~COLP', at: '20261128103000' }]));
    expect([counts(run)[4], run.warnings.map(({ code }) => code)]).toEqual([1, ['IMPORT_COLLISION_SAID']]);
    expect(await said('DOUT', '20261128110000')).toMatchObject({ status: 'PROV', ins: null, attributes: { doubtful: true } });
  });
});

describe('a merge that a message asks for', () => {
  const two: readonly AdtMessage[] = [
    { event: 'A28', ipp: 'M1', birthName: 'GAMMAND', firstNames: 'ANNE' },
    { event: 'A28', ipp: 'M2', birthName: 'DELTAND', firstNames: 'PAUL' },
  ];
  it.each([
    ['another', null],
    ['the own', HOSPITAL],
  ] as const)('of two strangers is proposed, not done, by %s domain', async (_whose, own) => {
    const desk = await bench(own);
    const run = await desk.give('hl7', messages([...two, { event: 'A40', ipp: 'M1', merged: 'M2', birthName: 'GAMMAND' }]));
    expect([counts(run), await codes(desk, run)]).toEqual([[2, 0, 0, 1, 1], [[7, 'IMPORT_MERGE_REFUSED']]]);
    expect((await conflicts(desk)).map(({ rows, acts }) => [rows.length, acts])).toEqual([[2, ['merge']]]);
    const renamed = await desk.give(
      'hl7',
      messages([{ event: 'A31', ipp: 'M2', birthName: 'DELTAND', firstNames: 'PAUL', at: '20261128100000' }]),
    );
    expect(counts(renamed)[3]).toBe(0);
    expect([(await desk.single('gammand')).birthName, (await desk.single('deltand')).birthName]).toEqual(['GAMMAND', 'DELTAND']);
  });

  it('keeps the more proven identity, whatever number stays; both numbers are its own; undone, both are back', async () => {
    const desk = await bench(HOSPITAL);
    await desk.give(
      'hl7',
      messages([
        { ...qualified, ipp: 'Q1' },
        { event: 'A28', ipp: 'P1', birthName: 'PAT-TROI', firstNames: 'DOMINIQUE' },
      ]),
    );
    const [strong, weak] = [await desk.single('Q1'), await desk.single('P1')];
    await desk.give('hl7', messages([{ event: 'A40', ipp: 'P1', merged: 'Q1', birthName: 'PAT-TROI', firstNames: 'DOMINIQUE' }]));
    expect(await desk.single('pat-trois')).toMatchObject({ id: strong.id, status: 'QUAL', ins: INS });
    expect([await desk.found('P1'), await desk.found('Q1')]).toEqual([[strong.id], [strong.id]]);
    const [merge] = await desk.store.patients.merges(strong.id);
    await unmergePatients(desk.office)(merge?.id ?? '');
    expect(await desk.store.patients.get(weak.id)).toMatchObject({ birthName: 'PAT-TROI', status: 'PROV', mergedInto: null });
    expect([await desk.found('P1'), await desk.found('Q1')]).toEqual([[weak.id], [strong.id]]);
  });

  it('names the person that stays: another one’s traits are a question, for two records as for one', async () => {
    const desk = await bench(HOSPITAL);
    const same: readonly AdtMessage[] = [
      { event: 'A28', ipp: 'N1', birthName: 'GAMMAND' },
      { event: 'A28', ipp: 'N2', birthName: 'GAMMAND', firstNames: 'ANNE' },
    ];
    const stranger = { birthName: 'ZOLAND', firstNames: 'PAUL' };
    const run = await desk.give(
      'hl7',
      messages([...same, { event: 'A40', ipp: 'N1', merged: 'N2', ...stranger }, { event: 'A40', ipp: 'N7', merged: 'N2', ...stranger }]),
    );
    expect([counts(run), (await codes(desk, run)).map(([, code]) => code)]).toEqual([
      [2, 0, 0, 2, 2],
      ['IMPORT_MERGE_REFUSED', 'IMPORT_MERGE_REFUSED'],
    ]);
    expect(await desk.found('N7')).toEqual([]);
    expect(counts(await desk.give('hl7', messages([{ event: 'A40', ipp: 'N7', merged: 'N2', birthName: 'GAMMAND' }])))).toEqual([
      0, 1, 0, 0, 0,
    ]);
  });

  it('of another domain never gives its number to a verified identity, nor takes one into it', async () => {
    const desk = await bench(HOSPITAL);
    await desk.give(
      'hl7',
      messages([
        qualified,
        { ...qualified, ipp: 'F1', authority: FOREIGN, proof: false },
        { event: 'A28', ipp: 'F2', birthName: 'PAT-TROIS', firstNames: 'DOMINIQUE-ANNE', authority: FOREIGN },
      ]),
    );
    const unknown = await desk.give(
      'hl7',
      messages([{ event: 'A40', ipp: 'F7', merged: 'F1', birthName: 'PAT-TROIS', firstNames: 'DOMINIQUE', authority: FOREIGN }]),
    );
    expect([counts(unknown), await desk.found('F7')]).toEqual([[0, 0, 0, 1, 1], []]);
    const absorbed = await desk.give(
      'hl7',
      messages([{ event: 'A40', ipp: 'F2', merged: 'F1', birthName: 'PAT-TROIS', firstNames: 'DOMINIQUE', authority: FOREIGN }]),
    );
    expect(counts(absorbed)).toEqual([0, 0, 0, 1, 1]);
    expect((await desk.single('Q1')).status).toBe('QUAL');
  });

  it('done settles what waited between the two', async () => {
    const desk = await bench(HOSPITAL);
    await desk.give(
      'hl7',
      messages([
        { event: 'A28', ipp: 'N1', birthName: 'GAMMAND' },
        { event: 'A28', ipp: 'N2', birthName: 'GAMMANT' },
      ]),
    );
    await desk.imports.idle();
    expect((await conflicts(desk)).map(({ message }) => message)).toEqual(['Un dossier créé par un import ressemble à un autre.']);
    await desk.give('hl7', messages([{ event: 'A40', ipp: 'N1', merged: 'N2', birthName: 'GAMMAND' }]));
    expect(await conflicts(desk)).toEqual([]);
  });

  it('that somebody does then undoes leaves the question open again', async () => {
    const desk = await bench();
    await desk.give('hl7', messages([...two, { event: 'A40', ipp: 'M1', merged: 'M2', birthName: 'GAMMAND' }]));
    const [kept, removed] = [await desk.single('gammand'), await desk.single('deltand')];
    const merged = await mergePatients(desk.office)({
      kept: kept.id,
      removed: removed.id,
      revisions: { kept: kept.revision, removed: removed.revision },
      take: {},
      samePerson: true,
      lessProven: false,
    });
    expect(await conflicts(desk)).toEqual([]);
    const [merge] = await desk.store.patients.merges(merged);
    await unmergePatients(desk.office)(merge?.id ?? '');
    expect((await conflicts(desk)).map(({ rows }) => rows.map(({ id }) => id).toSorted())).toEqual([[kept.id, removed.id].toSorted()]);
  });

  it('of records that are not stored yet, or merged already, is done once', async () => {
    const desk = await bench();
    const same: readonly AdtMessage[] = [
      { event: 'A28', ipp: 'M1', birthName: 'GAMMAND' },
      { event: 'A28', ipp: 'M2', birthName: 'GAMMAND', firstNames: 'ANNE' },
    ];
    const again: AdtMessage = { event: 'A40', ipp: 'M1', merged: 'M2', birthName: 'GAMMAND' };
    expect(counts(await desk.give('hl7', messages([...same, again, again])))).toEqual([2, 1, 1, 0, 0]);
  });
});

describe('the order of events', () => {
  const person = { ipp: '1', birthName: 'SEJOURNER' } as const;
  it('is that of when they happened: an older message changes neither traits nor stay', async () => {
    const desk = await bench();
    const stay = async () => (await desk.store.patients.stays((await desk.single('sejourne')).id)).map(({ ward, state }) => [ward, state]);
    await desk.give(
      'hl7',
      messages([
        { ...person, event: 'A01', visit: 'V1', ward: 'CHIR', at: '20261120080000' },
        { ...person, event: 'A03', visit: 'V1', ward: 'CHIR', at: '20261122080000', birthName: 'SEJOURNEE' },
      ]),
    );
    expect(await stay()).toEqual([['CHIR', 'closed']]);
    const late = await desk.give(
      'hl7',
      messages([
        { ...person, event: 'A01', visit: 'V1', ward: 'CHIR', at: '20261120080000' },
        { ...person, event: 'A31', at: '20261119080000' },
      ]),
    );
    expect(counts(late)).toEqual([0, 0, 2, 0, 0]);
    expect(late.warnings).toEqual([
      {
        code: 'IMPORT_OLDER',
        message: 'Plus ancien que ce qui est déjà connu : les traits du dossier sont gardés.',
        count: 2,
        lines: [1, 5],
      },
    ]);
    expect([(await desk.single('sejournee')).birthName, await stay()]).toEqual(['SEJOURNEE', [['CHIR', 'closed']]]);
  });

  it('never lets an older message of somebody else in under a number', async () => {
    const desk = await bench();
    await desk.give('hl7', messages([{ ...person, event: 'A28', at: '20261122080000' }]));
    const run = await desk.give(
      'hl7',
      messages([{ event: 'A01', ipp: '1', birthName: 'ZOLAND', firstNames: 'MARC', visit: 'V7', at: '20261101080000' }]),
    );
    expect(await codes(desk, run)).toEqual([[1, 'IMPORT_NUMBER_REUSED']]);
    expect(await desk.store.patients.stays((await desk.single('sejourner')).id)).toEqual([]);
  });

  it('and a mother of the same name is not a correction of her daughter', async () => {
    const desk = await bench();
    await desk.give('csv', csv(['105;PAT-SIX;JEANNE;F;14/07/1966;63220']));
    const run = await desk.give('csv', csv(['105;PAT-SIX;JEANNE ODETTE;F;14/07/1996;63113']));
    expect(await codes(desk, run)).toEqual([[2, 'IMPORT_NUMBER_REUSED']]);
  });

  it('a stay without its number is refused with its patient', async () => {
    const desk = await bench();
    const run = await desk.give('hl7', messages([{ ...person, event: 'A01' }]));
    expect([counts(run), await codes(desk, run)]).toEqual([[0, 0, 0, 1, 0], [[1, 'IMPORT_VISIT']]]);
    expect(await desk.found('sejourner')).toEqual([]);
  });
});
