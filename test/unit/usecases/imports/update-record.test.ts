import { describe, expect, it } from 'vitest';
import type { ImportedPatient } from '../../../../electron/import/types.ts';
import type { TakePorts } from '../../../../electron/usecases/imports/line.ts';
import { lineOf } from '../../../../electron/usecases/imports/line.ts';
import { updated } from '../../../../electron/usecases/imports/update-record.ts';
import type { FoundBy } from '../../../../shared/domain/identity/claim.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { importDesk, INS, lineFrom, OTHER, OTHER_INS, OWN, QUALIFIED, received, somebodyElse, type ImportDesk } from './kit.ts';

const PROOF = { lunarDate: false, channel: 'SM', insiOn: '2026-01-02', document: 'CN' } as const;
const OURS = { authorities: [OWN], reliability: ['VALI'] } as const;
const PROVED = { ...OURS, matricule: received(INS), proof: PROOF } as const;
const DOUBTFUL = { homonym: false, doubtful: true, fictive: false } as const;

const desk = async (...records: readonly Partial<PatientRecord>[]): Promise<ImportDesk> => {
  const place = importDesk();
  await place.records(...records);
  return place;
};
/** Takes a line into p1. */
const into = (
  place: ImportDesk,
  patient: Partial<ImportedPatient>,
  { by = 'number', occurredAt = null, context = {} }: { by?: FoundBy; occurredAt?: string | null; context?: Partial<TakePorts> } = {},
) =>
  place.take(async (given) => {
    const known = await given.records.record('p1');
    if (known === null) throw new Error('no record');
    return await updated(known, by, lineOf(lineFrom(patient, occurredAt), given), given);
  }, context);
const file = (place: ImportDesk) => place.store.patients.get('p1');
const numbered = (place: ImportDesk, eventAt: string | null = null, authority = 'fichier') =>
  place.save({ kind: 'identifier.set', identifier: { patientId: 'p1', authority, value: 'H1', eventAt } });
const transitions = async (place: ImportDesk) => (await place.store.identity.transitions('p1')).map(({ event, to }) => `${event} ${to}`);

describe('a line that contradicts the record', () => {
  it.each<readonly [string, Partial<PatientRecord>, Partial<ImportedPatient>, FoundBy]>([
    ['IMPORT_NUMBER_REUSED', {}, somebodyElse(), 'number'],
    ['IMPORT_CONTRADICTION', QUALIFIED, { birthName: 'AUTRE' }, 'number'],
    ['IMPORT_FOREIGN_CORRECTION', {}, { birthName: 'AUTRE', authorities: [OTHER] }, 'number'],
    ['IMPORT_SAME_INS', QUALIFIED, { birthName: 'AUTRE', matricule: received(INS) }, 'matricule'],
    ['IMPORT_OTHER_INS', QUALIFIED, { matricule: received(OTHER_INS) }, 'number'],
    ['IMPORT_OTHER_INS', QUALIFIED, { matricule: { ...OTHER_INS, problem: 'OID' } }, 'number'],
    ['IMPORT_FOREIGN_STATUS', QUALIFIED, { reliability: ['DOUT'], authorities: [OTHER] }, 'number'],
    ['IMPORT_FOREIGN_STATUS', {}, { reliability: ['FICT'], authorities: [OTHER] }, 'number'],
  ])('is refused with %s, waits in the work list, and changes nothing', async (code, record, patient, by) => {
    const place = await desk(record);
    const before = await file(place);
    expect(await into(place, patient, { by })).toMatchObject({ outcome: 'rejected', conflict: true, record: null, error: { code } });
    expect([await file(place), await place.waiting()]).toEqual([before, [`${code} p1`]]);
  });

  it('by a matricule that another record holds waits between the two', async () => {
    const place = await desk({}, { ...QUALIFIED, birthName: 'PAT-QUATRE' });
    expect((await into(place, { matricule: received(INS) })).error?.code).toBe('IMPORT_INS_TAKEN');
    expect(await place.waiting()).toEqual(['IMPORT_INS_TAKEN p1 p2']);
  });

  it('is not by a matricule that is wrong, nor that it held once', async () => {
    const wrong = await desk(QUALIFIED);
    expect((await into(wrong, { matricule: { ...OTHER_INS, problem: 'KEY' } })).error).toBeNull();
    const place = await desk(QUALIFIED);
    await place.save({ kind: 'ins.known', patientId: 'p1', periods: [{ ins: OTHER_INS, from: null, to: '2026-01-01' }] });
    await numbered(place);
    expect(await into(place, { matricule: received(OTHER_INS) })).toMatchObject({ outcome: 'unchanged', error: null });
    expect((await file(place))?.receivedIns).toEqual([]);
  });

  it('is by another matricule than the one received before', async () => {
    const place = await desk({});
    await into(place, { matricule: received(INS) });
    expect((await into(place, { matricule: received(OTHER_INS) })).error?.code).toBe('IMPORT_OTHER_INS');
    expect((await into(place, { matricule: received(INS) })).error).toBeNull();
  });

  it('is not in doubt twice: a record doubted here already takes the rest', async () => {
    for (const attributes of [DOUBTFUL, { ...DOUBTFUL, doubtful: false, fictive: true }])
      expect((await into(await desk({ attributes }), { reliability: ['DOUT'], authorities: [OTHER] })).error).toBeNull();
  });
});

describe('a line of the record’s person', () => {
  it('that says the same, under its number, changes nothing', async () => {
    const place = await desk({});
    await numbered(place);
    expect(await into(place, {})).toMatchObject({ outcome: 'unchanged', changes: [], error: null, conflict: false, record: { id: 'p1' } });
  });

  it('takes complementary traits, and a number that is new', async () => {
    const place = await desk(QUALIFIED);
    expect((await into(place, { phone: '01' }, { by: 'traits' })).outcome).toBe('updated');
    expect(await file(place)).toMatchObject({ phone: '01', status: 'QUAL', ins: INS, updatedAt: '2026-11-21T10:00:00.000Z' });
    expect(await place.store.patients.byIdentifier('fichier', 'H1')).toEqual({ patientId: 'p1', eventAt: null });
    expect(await transitions(place)).toEqual([]);
  });

  it('found otherwise than by its number is updated, were it by the number alone', async () => {
    const place = await desk({});
    expect((await into(place, {}, { by: 'traits' })).outcome).toBe('updated');
    expect((await into(await desk({}), { ipp: null }, { by: 'traits' })).outcome).toBe('unchanged');
  });

  it('keeps the instant of its last event', async () => {
    const place = await desk({});
    await numbered(place, '2026-11-19T08:00:00.000Z');
    const eventAt = async () => (await place.store.patients.byIdentifier('fichier', 'H1'))?.eventAt;
    await into(place, {}, { occurredAt: '2026-11-20T08:00:00+00:00' });
    expect(await eventAt()).toBe('2026-11-20T08:00:00.000Z');
    expect((await into(place, {}, { occurredAt: '2026-11-20T08:00:00+00:00' })).changes).toEqual([]);
    expect((await into(place, {})).changes).toEqual([]);
  });

  it('corrects the strict traits of a provisional record, and says so', async () => {
    const place = await desk({ birthName: 'PAT-TROYS' });
    const { notices } = await into(place, { authorities: [OWN] });
    expect([(await file(place))?.birthName, notices.map(({ code }) => code)]).toEqual(['PAT-TROIS', ['IMPORT_TRAITS_CORRECTED']]);
    expect(await transitions(place)).toEqual(['strictTraitEdited PROV']);
  });

  it('says what its sender says', async () => {
    const place = await desk({});
    expect(await into(place, { reliability: ['DOUB'] })).toMatchObject({ conflict: true, outcome: 'updated' });
    expect(await place.waiting()).toEqual(['IMPORT_DUPLICATE_SAID p1']);
  });
});

describe('the status that a line brings', () => {
  it.each<readonly [string, Partial<PatientRecord>, Partial<ImportedPatient>, string, readonly string[]]>([
    ['of ours, proved', {}, PROVED, 'QUAL', ['documentChecked VALI', 'insiAccepted QUAL']],
    ['of ours, proved, of a validated record', { status: 'VALI' }, PROVED, 'QUAL', ['insiAccepted QUAL']],
    ['of ours, proved, of a recovered record', { status: 'RECUP', ins: INS }, PROVED, 'QUAL', ['documentChecked QUAL']],
    ['of ours, proved, of a qualified record', QUALIFIED, PROVED, 'QUAL', []],
    ['of ours, validated', {}, OURS, 'VALI', ['documentChecked VALI']],
    ['of ours, validated, of a recovered record', { status: 'RECUP', ins: INS }, OURS, 'QUAL', ['documentChecked QUAL']],
    ['of ours, validated, of a validated record', { status: 'VALI' }, OURS, 'VALI', []],
    ['of another domain', {}, { ...PROVED, authorities: [OTHER] }, 'PROV', []],
    ['of ours, while a doubt stands here', { attributes: DOUBTFUL }, PROVED, 'PROV', []],
    ['of ours, while it is fictive here', { attributes: { ...DOUBTFUL, doubtful: false, fictive: true } }, OURS, 'PROV', []],
    ['of ours, doubtful', { status: 'VALI' }, { ...OURS, reliability: ['DOUT'] }, 'PROV', ['doubtfulOrFictive PROV']],
    ['of ours, doubtful as it is here', { attributes: DOUBTFUL }, { ...OURS, reliability: ['DOUT'] }, 'PROV', []],
  ])('%s', async (_what, record, patient, status, moves) => {
    const place = await desk(record);
    await into(place, patient);
    expect([(await file(place))?.status, await transitions(place)]).toEqual([status, moves]);
  });

  it('qualified has its matricule, its document and its sender', async () => {
    const place = await desk({});
    await into(place, PROVED);
    const by = { idNat: '', name: OWN };
    expect(await file(place)).toMatchObject({
      ins: INS,
      channel: 'SM',
      insi: { answerId: null, acceptedAt: '2026-01-02T12:00:00.000Z', by },
      identityDocument: { type: 'CN', by },
      receivedProof: { document: 'CN', sender: OWN },
      receivedIns: [],
    });
  });

  it('doubtful or fictive marks the record, and keeps the doubt raised here', async () => {
    const attributes = async (record: Partial<PatientRecord>, reliability: readonly string[]) => {
      const place = await desk(record);
      await into(place, { ...OURS, reliability });
      return (await file(place))?.attributes;
    };
    expect(await attributes({}, ['DOUT'])).toEqual(DOUBTFUL);
    expect(await attributes({}, ['FICT'])).toEqual({ homonym: false, doubtful: false, fictive: true });
    expect(await attributes({ attributes: { homonym: true, doubtful: false, fictive: false } }, ['DOUT'])).toEqual({
      ...DOUBTFUL,
      homonym: true,
    });
  });
});

describe('a proof received', () => {
  const shown = { ...PROOF, channel: 'AV', sender: 'GAP', receivedAt: '2026-11-01T10:00:00.000Z' } as const;
  it.each<readonly [string, PatientRecord['receivedProof'], Partial<ImportedPatient>, string | undefined]>([
    ['from another domain is kept when there is none', null, { authorities: [OTHER], proof: PROOF }, OTHER],
    ['from another domain puts none out of sight', shown, { authorities: [OTHER], proof: PROOF }, 'GAP'],
    [
      'from its sender again takes its place',
      { ...shown, sender: OTHER },
      { authorities: [OTHER], proof: { ...PROOF, document: 'PA' } },
      OTHER,
    ],
    ['from the own domain takes its place', shown, { authorities: [OWN], proof: PROOF }, OWN],
    ['that says nothing leaves it', shown, { authorities: [OWN] }, 'GAP'],
  ])('%s', async (_what, receivedProof, patient, sender) => {
    const place = await desk({ receivedProof });
    await into(place, patient);
    expect((await file(place))?.receivedProof?.sender).toBe(sender);
  });

  it('the same again changes nothing', async () => {
    const place = await desk({ receivedProof: { ...PROOF, sender: OWN, receivedAt: '2026-11-01T10:00:00.000Z' } });
    expect((await into(place, { authorities: [OWN], proof: PROOF, ipp: null })).changes).toEqual([]);
  });

  it('of a structure that declared no domain is its own', async () => {
    const place = await desk({ usedName: 'ROUX' });
    await into(place, { usedName: 'SABLE' }, { context: { own: [] } });
    expect((await file(place))?.usedName).toBe('SABLE');
  });
});

describe('a matricule received and not verified', () => {
  it('is kept apart, once', async () => {
    const place = await desk({});
    await numbered(place);
    expect((await into(place, { matricule: received(INS) })).outcome).toBe('updated');
    expect((await into(place, { matricule: received(INS) })).outcome).toBe('unchanged');
    expect((await file(place))?.receivedIns.map(({ matricule, sender }) => [matricule, sender])).toEqual([[INS.matricule, 'patients.csv']]);
  });

  it('that the record holds is not', async () => {
    const place = await desk(QUALIFIED);
    await into(place, { matricule: received(INS) });
    expect((await file(place))?.receivedIns).toEqual([]);
  });

  it('qualified there and not here is', async () => {
    const place = await desk({ attributes: DOUBTFUL });
    await into(place, PROVED);
    expect(await file(place)).toMatchObject({ ins: null, receivedIns: [{ matricule: INS.matricule }] });
  });
});

describe('médecin traitant and consent', () => {
  const doctor = async (correspondent: { name: string; address: string | null } | null, patient: Partial<ImportedPatient>) => {
    const place = await desk({});
    if (correspondent !== null) await place.save({ kind: 'correspondent.set', patientId: 'p1', role: 'medecinTraitant', correspondent });
    await into(place, patient);
    return (await file(place))?.medecinTraitant ?? null;
  };
  const LUC = { name: 'Dr Luc MARTIN', address: null };

  it.each<readonly [string, Parameters<typeof doctor>[0], Partial<ImportedPatient>, unknown]>([
    ['is taken when there is none', null, { medecinTraitant: 'Dr Anne ROUX' }, { name: 'Dr Anne ROUX', address: null }],
    ['is not taken beside the one known here', LUC, { medecinTraitant: 'Dr Anne ROUX' }, LUC],
    ['is removed by the own domain', LUC, { authorities: [OWN], cleared: ['medecinTraitant'] }, null],
    ['is not removed by another domain', LUC, { authorities: [OTHER], cleared: ['medecinTraitant'] }, LUC],
    [
      'is not removed with a mailbox known here',
      { ...LUC, address: 'luc@x.mssante.fr' },
      { authorities: [OWN], cleared: ['medecinTraitant'] },
      { ...LUC, address: 'luc@x.mssante.fr' },
    ],
  ])('the médecin traitant %s', async (_what, correspondent, patient, expected) =>
    expect(await doctor(correspondent, patient)).toEqual(expected),
  );

  it('R-006: an opposition is taken, an information lifts none', async () => {
    const place = await desk({});
    const told = (state: 'informed' | 'opposed') =>
      into(place, { consent: { feeding: { state, on: null }, consultation: { state, on: null } } });
    await told('opposed');
    expect(await file(place)).toMatchObject({ feeding: { state: 'opposed', origin: 'import' }, consultation: { state: 'opposed' } });
    place.wait(1);
    await told('informed');
    expect(await file(place)).toMatchObject({ feeding: { state: 'opposed' }, consultation: { state: 'opposed' } });
  });
});
