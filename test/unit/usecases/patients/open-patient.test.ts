import { describe, expect, it } from 'vitest';
import { comparePatients } from '../../../../electron/usecases/patients/compare-patients.ts';
import { createTyped } from '../../../../electron/usecases/patients/create-typed.ts';
import { openPatient } from '../../../../electron/usecases/patients/open-patient.ts';
import { placeDirectory } from '../../../../shared/domain/ins/cog.ts';
import { listPatients } from '../../../../electron/usecases/patients/list-patients.ts';
import { searchPatients } from '../../../../electron/usecases/patients/search-patients.ts';
import { searchSimilar } from '../../../../electron/usecases/patients/search-similar.ts';
import { readingAt } from '../reading.ts';
import { PAULE, workplace } from '../workplace.ts';

const code = (expected: string): unknown => expect.objectContaining({ code: expected });
const typed = {
  traits: { birthName: 'PAT-HUIT', birthFirstNames: 'ROSE', sex: 'F', birthDate: '1980-05-12', birthPlace: '51215' },
  usedName: null,
} as const;

async function atWork() {
  const place = workplace();
  const ports = readingAt(place);
  await place.records({}, { birthName: 'PAT-CINQ', firstBirthFirstName: 'LUC', birthFirstNames: 'LUC', birthDate: '1955-01-02' });
  const acts = async () => (await place.journal()).map(({ act, patientId, details }) => [act, patientId ?? details['words']].join(' '));
  return { ...place, ports, acts };
}

describe('a record that is opened', () => {
  it('is told on disk before it is shown, once however often it is read', async () => {
    const { ports, acts } = await atWork();
    const open = openPatient(ports);
    expect(await open('p1', PAULE)).toMatchObject({ id: 'p1', traits: { birthName: 'PAT-TROIS' } });
    expect(await acts()).toEqual(['patient.opened p1']);
    await open('p1', PAULE);
    await open('p2', PAULE);
    expect(await acts()).toEqual(['patient.opened p1', 'patient.opened p2']);
  });

  it('waits for its trace to be on disk', async () => {
    const { ports } = await atWork();
    const written = Promise.withResolvers<void>();
    let shown = false;
    const opening = openPatient({ ...ports, trace: { flush: () => written.promise } })('p1', PAULE).then(() => (shown = true));
    await ports.store.patients.get('p1');
    await new Promise(setImmediate);
    expect(shown).toBe(false);
    written.resolve();
    await opening;
  });

  it('that nobody knows is neither shown nor told', async () => {
    const { ports, acts } = await atWork();
    await expect(openPatient(ports)('p9', PAULE)).rejects.toEqual(code('PATIENT_UNKNOWN'));
    expect(await acts()).toEqual([]);
  });

  it('because it was just made comes after the search that led there, and after its creation', async () => {
    const { ports, common, acts } = await atWork();
    await searchPatients(ports)({ query: 'pat-huit' }, PAULE);
    const made = await createTyped({ ...common, ...ports, testOidsAllowed: true })(
      { ...typed, usedFirstName: null, firstBirthFirstName: null, birthDateUncertain: false, phone: null, scanned: null, seen: [] },
      PAULE,
    );
    expect(made.traits).toEqual(typed.traits);
    expect(await acts()).toEqual(['patients.searched pat-huit', `patient.created ${made.id}`, `patient.opened ${made.id}`]);
  });
});

describe('patients looked for', () => {
  it('are told once, with the first part of their list, by the words without the spaces around', async () => {
    const { ports, acts } = await atWork();
    const list = listPatients({ ...ports, places: () => Promise.resolve(placeDirectory('', '')) });
    const part = async (from: number): Promise<readonly string[]> => {
      const { rows } = await list({ query: ' pat ', sort: { by: 'name', descending: true }, from, limit: 1 }, PAULE);
      ports.readings.searchOver();
      return rows.map(({ id }) => id);
    };
    expect([...(await part(0)), ...(await part(1))].toSorted()).toEqual(['p1', 'p2']);
    await ports.trace.flush();
    expect(await acts()).toEqual(['patients.searched pat']);
  });

  it('by the traits of a form are a search too, with what is shown of it', async () => {
    const { ports, journal } = await atWork();
    const found = await searchSimilar(ports)(
      { traits: { ...typed.traits, birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE', birthDate: '1979-03-28' }, usedName: null },
      PAULE,
    );
    expect(found.map(({ row }) => row.id)).toEqual(['p1']);
    ports.readings.searchOver();
    await ports.trace.flush();
    expect((await journal()).map(({ details }) => details)).toEqual([{ by: 'traits', words: 'PAT-TROIS DOMINIQUE 1979-03-28', shown: 1 }]);
  });
});

describe('two records side by side', () => {
  it('are both read, the one that stays first', async () => {
    const { ports, journal } = await atWork();
    const plan = await comparePatients(ports)({ kept: 'p2', removed: 'p1', chosen: true }, PAULE);
    await ports.trace.flush();
    expect([plan.kept, plan.removed]).toEqual(['p2', 'p1']);
    expect((await journal()).map(({ act, patientId, objectId }) => [act, patientId, objectId])).toEqual([
      ['patient.compared', 'p2', 'p1'],
      ['patient.compared', 'p1', 'p2'],
    ]);
  });

  it('of which one is unknown are neither', async () => {
    const { ports, acts } = await atWork();
    await expect(comparePatients(ports)({ kept: 'p2', removed: 'p9', chosen: true }, PAULE)).rejects.toEqual(code('PATIENT_UNKNOWN'));
    await ports.trace.flush();
    expect(await acts()).toEqual([]);
  });
});
