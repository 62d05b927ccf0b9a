import { describe, expect, it } from 'vitest';
import { BatchRecords } from '../../../../electron/usecases/imports/batch-records.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import type { StayRecord } from '../../../../shared/domain/record/stay.ts';
import { patientRecord } from '../../../setup/patient.ts';
import { imported, importDesk, INS, OTHER, OTHER_INS, QUALIFIED, received, somebodyElse } from './kit.ts';

const H1 = { authority: OTHER, value: 'H1' };
const STAY: StayRecord = {
  patientId: 'p1',
  authority: OTHER,
  visit: 'V1',
  ward: 'CARDIO',
  admittedAt: null,
  dischargedAt: null,
  state: 'open',
  eventAt: null,
  updatedAt: '2026-11-21T10:00:00.000Z',
};

const desk = async (...records: readonly Partial<PatientRecord>[]) => {
  const place = importDesk();
  await place.records(...records);
  if (records.length > 0)
    await place.save({ kind: 'identifier.set', identifier: { patientId: 'p1', ...H1, eventAt: null } }, { kind: 'stay.set', stay: STAY });
  return place;
};
const ids = (records: readonly PatientRecord[]): readonly string[] => records.map(({ id }) => id);
const made = (changed: Partial<PatientRecord> = {}): PatientRecord => patientRecord({ id: 'n1', ipp: 'P000009', ...changed });

describe('what is known of people', () => {
  it('is what the store says, by number, matricule, traits and visit', async () => {
    const { store } = await desk(QUALIFIED, { birthName: 'PAT-QUATRE' });
    const records = new BatchRecords(store);
    expect([await records.byNumber(H1), await records.byNumber({ ...H1, value: 'H9' })]).toEqual([
      { patientId: 'p1', eventAt: null },
      null,
    ]);
    expect([await records.byIns(INS.matricule), await records.byIns(OTHER_INS.matricule)]).toEqual(['p1', null]);
    expect(ids(await records.byTraits(imported()))).toEqual(['p1']);
    expect([(await records.record('p2'))?.birthName, await records.record('p9')]).toEqual(['PAT-QUATRE', null]);
    expect([await records.stay({ authority: OTHER, value: 'V1' }), await records.stay({ authority: OTHER, value: 'V9' })]).toEqual([
      STAY,
      null,
    ]);
    expect([await records.isNumbered('p1', OTHER), await records.isNumbered('p1', 'CHU'), await records.isNumbered('p2', OTHER)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it.each([false, true])('is what these lines changed, or those being written: %s', async (written) => {
    const { store } = await desk({});
    const changing = new BatchRecords(store);
    changing.put(made(QUALIFIED));
    changing.put(patientRecord({ id: 'p1', revision: 1, birthName: 'PAT-CINQ' }));
    changing.putNumber({ ...H1, value: 'H2' }, { patientId: 'n1', eventAt: null });
    changing.putStay({ ...STAY, state: 'closed' });
    const records = written ? new BatchRecords(store, changing) : changing;
    expect(await records.record('n1')).toEqual(made({ ...QUALIFIED, revision: 1 }));
    expect(await records.record('p1')).toMatchObject({ revision: 2, birthName: 'PAT-CINQ' });
    expect([await records.byIns(INS.matricule), await records.byNumber({ ...H1, value: 'H2' })]).toEqual([
      'n1',
      { patientId: 'n1', eventAt: null },
    ]);
    expect((await records.stay({ authority: OTHER, value: 'V1' }))?.state).toBe('closed');
    // p1 has other traits by now.
    expect(ids(await records.byTraits(imported()))).toEqual(['n1']);
    expect([await records.isNumbered('n1', OTHER), await records.isNumbered('n1', 'CHU')]).toEqual([true, false]);
  });

  it('is one record where two were merged', async () => {
    const { store } = await desk({}, {});
    const records = new BatchRecords(store);
    records.put(patientRecord({ id: 'p2', revision: 1, ipp: 'P000002', mergedInto: 'p1' }));
    expect([(await records.record('p2'))?.id, ids(await records.byTraits(imported()))]).toEqual(['p1', ['p1']]);
  });

  it('is of the numbers of several authorities', async () => {
    const { store } = await desk({});
    const records = new BatchRecords(store);
    records.putNumber({ authority: 'A', value: '1' }, { patientId: 'p1', eventAt: null });
    records.putNumber({ authority: 'B', value: '1' }, { patientId: 'p1', eventAt: null });
    expect(await Promise.all(['A', 'B', OTHER, 'C'].map((authority) => records.isNumbered('p1', authority)))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('gives each new record its local number', async () => {
    const { store } = await desk({}, {});
    const records = new BatchRecords(store);
    expect([await records.nextIpp(), await records.nextIpp(), await new BatchRecords(store, records).nextIpp()]).toEqual([
      'P000003',
      'P000004',
      'P000005',
    ]);
  });

  it('is the matricules received, those of these lines last', async () => {
    const { store, save } = await desk({});
    await save({
      kind: 'ins.received',
      patientId: 'p1',
      received: { ...received(INS), sender: 'CHU', receivedAt: '2026-11-21T10:00:00.000Z' },
    });
    const records = new BatchRecords(store);
    const settled = () => Promise.resolve(store);
    records.putReceived('p1', received(OTHER_INS));
    records.putReceived('n1', received(INS));
    expect((await records.received('p1', settled)).map(({ matricule }) => matricule)).toEqual([INS.matricule, OTHER_INS.matricule]);
    expect((await records.received('n1', settled)).map(({ matricule }) => matricule)).toEqual([INS.matricule]);
  });

  it('is read at once for many lines: nothing more is asked of the store for them', async () => {
    const { store } = await desk(QUALIFIED, { birthName: 'PAT-QUATRE', birthFirstNames: 'ROSE', birthDate: '1960-05-18' });
    let reads = 0;
    const counted = new Proxy(store.patients, {
      get: (patients, name): unknown => {
        reads += 1;
        return Reflect.get(patients, name);
      },
    });
    const records = new BatchRecords({ ...store, patients: counted });
    const wrong = { ...received(OTHER_INS), problem: 'KEY' } as const;
    await records.prefetch({
      patients: [
        { ...imported({ matricule: received(INS) }), number: H1 },
        { ...somebodyElse({ matricule: wrong }), number: null },
      ],
      numbers: [{ ...H1, value: 'H7' }],
      visits: [{ authority: OTHER, value: 'V1' }],
    });
    const before = reads;
    expect(before).toBe(7);
    await records.byNumber(H1);
    await records.byNumber({ ...H1, value: 'H7' });
    await records.byIns(INS.matricule);
    await records.stay({ authority: OTHER, value: 'V1' });
    await records.record('p1');
    expect(ids(await records.byTraits(somebodyElse()))).toEqual(['p2']);
    expect(reads).toBe(before);
    await records.byIns(OTHER_INS.matricule);
    expect(reads).toBe(before + 1);
  });

  it('holds so many records that it changes, the oldest being as the store has them', async () => {
    const { store } = await desk({}, {});
    const records = new BatchRecords(store, null, 1);
    records.put(patientRecord({ id: 'p1', revision: 1, phone: '01' }));
    records.put(patientRecord({ id: 'p2', revision: 1, phone: '02' }));
    expect([(await records.record('p1'))?.phone, (await records.record('p2'))?.phone]).toEqual([null, '02']);
    records.put(patientRecord({ id: 'p2', revision: 2, phone: '03' }));
    expect((await records.record('p2'))?.phone).toBe('03');
  });
});
