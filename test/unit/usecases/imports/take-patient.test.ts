import { describe, expect, it } from 'vitest';
import type { ImportedPatient } from '../../../../electron/import/types.ts';
import type { TakePorts } from '../../../../electron/usecases/imports/line.ts';
import { takePatient } from '../../../../electron/usecases/imports/take-patient.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { importDesk, INS, lineFrom, OTHER, OTHER_INS, OWN, QUALIFIED, received, somebodyElse, type ImportDesk } from './kit.ts';

const taken = (
  desk: ImportDesk,
  patient: Partial<ImportedPatient> = {},
  occurredAt: string | null = null,
  context: Partial<TakePorts> = {},
) => desk.take((given) => takePatient(lineFrom(patient, occurredAt), given), context);

const desk = async (...records: readonly Partial<PatientRecord>[]): Promise<ImportDesk> => {
  const place = importDesk();
  await place.records(...records);
  return place;
};
const numbered = (place: ImportDesk, patientId: string, value = 'H1', authority = 'fichier', eventAt: string | null = null) =>
  place.save({ kind: 'identifier.set', identifier: { patientId, authority, value, eventAt } });
const ofNumber = async ({ store }: ImportDesk, value = 'H1', authority = 'fichier') =>
  (await store.patients.byIdentifier(authority, value))?.patientId ?? null;

describe('a patient of whom nothing is known', () => {
  it('is created, under a local number, with the number of the file', async () => {
    const place = await desk();
    const { outcome, record, error } = await taken(place);
    expect([outcome, error, record?.revision]).toEqual(['created', null, 1]);
    expect(await place.store.patients.get(record?.id ?? '')).toMatchObject({
      revision: 1,
      ipp: 'P000001',
      birthName: 'PAT-TROIS',
      status: 'PROV',
    });
    expect(await ofNumber(place)).toBe(record?.id);
  });

  it('of the own domain has its number as local number', async () => {
    const place = await desk();
    expect((await taken(place, { authorities: [OWN] })).record?.ipp).toBe('H1');
    expect((await taken(place, somebodyElse({ authorities: [OWN], ipp: null }))).record?.ipp).toBe('P000001');
  });

  it('whose sender says a duplicate waits in the work list', async () => {
    const place = await desk();
    const { record, conflict, notices } = await taken(place, { reliability: ['DOUB'] });
    expect([conflict, notices.map(({ code }) => code), await place.waiting()]).toEqual([
      true,
      ['IMPORT_DUPLICATE_SAID'],
      [`IMPORT_DUPLICATE_SAID ${record?.id}`],
    ]);
    expect((await taken(place, somebodyElse({ ipp: 'H2' }))).conflict).toBe(false);
  });

  it('is seen by the next line of the same batch: by number, matricule and traits', async () => {
    const place = await desk();
    const context = place.context();
    const first = await takePatient(lineFrom({ matricule: received(INS) }), context);
    const again = await takePatient(lineFrom({ matricule: received(INS) }), context);
    expect([again.outcome, again.record?.id]).toEqual(['unchanged', first.record?.id]);
    expect((await takePatient(lineFrom({ ipp: null }), context)).record?.id).toBe(first.record?.id);
  });
});

describe('a patient found', () => {
  it('by their number is that record’s', async () => {
    const place = await desk({}, { birthName: 'PAT-QUATRE' });
    await numbered(place, 'p1');
    expect(await taken(place, { usedName: 'ROUX' })).toMatchObject({ outcome: 'updated', record: { id: 'p1' } });
    expect((await place.store.patients.get('p1'))?.usedName).toBe('ROUX');
  });

  it('by their matricule, else by their traits, takes the number of the file', async () => {
    const byIns = await desk(QUALIFIED);
    expect(await taken(byIns, { matricule: received(INS) })).toMatchObject({ outcome: 'updated', record: { id: 'p1' } });
    expect(await ofNumber(byIns)).toBe('p1');
    const byTraits = await desk({});
    expect(await taken(byTraits)).toMatchObject({ outcome: 'updated', record: { id: 'p1' } });
    expect(await ofNumber(byTraits)).toBe('p1');
  });

  it('by a matricule that cannot be one is not', async () => {
    const place = await desk(QUALIFIED);
    const { outcome } = await taken(place, somebodyElse({ matricule: { ...received(INS), problem: 'KEY' } }));
    expect(outcome).toBe('created');
  });

  it.each<readonly [string, Partial<PatientRecord>, Partial<ImportedPatient>, string]>([
    ['born there too', {}, {}, 'updated'],
    ['born elsewhere', { birthPlace: '75056' }, {}, 'created'],
    ['of a place that the record does not know', { birthPlace: null }, {}, 'updated'],
    ['of a place that the line does not know', {}, { birthPlace: null }, 'updated'],
    ['who has a homonym there', {}, { reliability: ['HOMA'] }, 'created'],
    ['unknown to everybody', {}, { unknownPerson: true }, 'created'],
  ])('by their traits, %s', async (_what, record, patient, outcome) => {
    expect((await taken(await desk(record), patient)).outcome).toBe(outcome);
  });

  it.each<readonly [string, readonly Partial<PatientRecord>[]]>([
    ['two records', [{}, {}]],
    ['a record with a homonym', [{ attributes: { homonym: true, doubtful: false, fictive: false } }]],
  ])('by their traits in %s is nobody’s to choose', async (_what, records) => {
    const place = await desk(...records);
    expect(await taken(place)).toMatchObject({ outcome: 'rejected', changes: [], conflict: false, error: { code: 'IMPORT_AMBIGUOUS' } });
  });

  it('by their traits is not, when the same system gave that record another number', async () => {
    const place = await desk({});
    await numbered(place, 'p1', 'H9');
    expect((await taken(place)).outcome).toBe('created');
    const other = await desk({});
    await numbered(other, 'p1', 'H9', OTHER);
    expect((await taken(other)).record?.id).toBe('p1');
    const without = await desk({});
    await numbered(without, 'p1', 'H9');
    expect((await taken(without, { ipp: null })).record?.id).toBe('p1');
  });
});

describe('a line older than what is known under its number', () => {
  const told = '2026-11-20T08:00:00.000Z';
  const before = '2026-11-19T08:00:00+00:00';

  it('changes nothing, and says so', async () => {
    const place = await desk({});
    await numbered(place, 'p1', 'H1', 'fichier', told);
    const notices = [{ code: 'IMPORT_PLACE_DROPPED', message: '' }];
    const { outcome, changes, record, notices: said } = await taken(place, { usedName: 'ROUX', notices }, before);
    expect([outcome, changes, record?.id, said.map(({ code }) => code)]).toEqual([
      'unchanged',
      [],
      'p1',
      ['IMPORT_PLACE_DROPPED', 'IMPORT_OLDER'],
    ]);
  });

  it('is taken when it is not', async () => {
    const place = await desk({});
    await numbered(place, 'p1', 'H1', 'fichier', told);
    expect((await taken(place, { usedName: 'ROUX' }, told)).outcome).toBe('updated');
  });

  it.each<readonly [string, Partial<PatientRecord>]>([
    ['IMPORT_NUMBER_REUSED', {}],
    ['IMPORT_CONTRADICTION', QUALIFIED],
  ])('of somebody else is a contradiction: %s', async (code, record) => {
    const place = await desk(record);
    await numbered(place, 'p1', 'H1', 'fichier', told);
    expect(await taken(place, somebodyElse(), before)).toMatchObject({ outcome: 'rejected', conflict: true, error: { code } });
    expect(await place.waiting()).toEqual([`${code} p1`]);
  });
});

describe('a matricule that another record holds', () => {
  it('contradicts it, whoever the line is of', async () => {
    const place = await desk({ ...QUALIFIED, ins: OTHER_INS }, { birthName: 'PAT-CINQ' });
    expect(await taken(place, { matricule: received(OTHER_INS), birthName: 'AUTRE' })).toMatchObject({
      outcome: 'rejected',
      error: { code: 'IMPORT_SAME_INS' },
    });
    expect(await place.waiting()).toEqual(['IMPORT_SAME_INS p1']);
  });
});
