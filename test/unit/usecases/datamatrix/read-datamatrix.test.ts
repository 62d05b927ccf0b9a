import { describe, expect, it } from 'vitest';
import { readDatamatrix } from '../../../../electron/usecases/datamatrix/read-datamatrix.ts';
import { buildDatamatrix, parseDatamatrix } from '../../../../shared/domain/ins/datamatrix.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { fail } from '../../../../shared/errors.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { refusal } from '../refusal.ts';
import { workplace } from '../workplace.ts';

const { ins } = DOMINIQUE;
const OTHER = { ...ins, matricule: '279035121518890' };
const TEXT = buildDatamatrix(DOMINIQUE, { test: true });
const OTHER_TRAITS = 'Ce dossier a d’autres traits : contrôlez une pièce d’identité.';

async function reading(known: readonly Partial<PatientRecord>[] = [], testOidsAllowed = true) {
  const { store, records } = workplace();
  await records(...known);
  const images: string[] = [];
  const read = readDatamatrix({
    store,
    testOidsAllowed,
    readImage: (image) => {
      images.push(image.kind);
      return image.bytes.length === 0 ? Promise.reject(fail('SYMBOL_NOT_FOUND')) : Promise.resolve(parseDatamatrix(TEXT, { test: true }));
    },
  });
  return { store, images, read, scan: (text = TEXT) => read({ kind: 'keys', text }) };
}

describe('a datamatrix', () => {
  it('says traits and matricule, whose key is told', async () => {
    const { scan } = await reading();
    expect(await scan()).toEqual({
      traits: { birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE MARIE-LOUISE', sex: 'F', birthDate: '1979-03-28', birthPlace: '51215' },
      ins: { ...ins, kind: 'NIR-TEST', keyRight: true },
      matches: [],
      contradictions: [],
    });
    expect(await scan(TEXT.replace('18989', '18988'))).toMatchObject({ ins: { keyRight: false } });
  });

  it('is read of an image, or of a page, as of keys', async () => {
    const { read, scan, images } = await reading();
    const bytes = new Uint8Array(4);
    expect(await read({ kind: 'image', bytes })).toEqual(await scan());
    expect(await read({ kind: 'pixels', width: 1, height: 1, bytes })).toEqual(await scan());
    expect(images).toEqual(['image', 'pixels']);
    await expect(read({ kind: 'image', bytes: new Uint8Array() })).rejects.toEqual(refusal('SYMBOL_NOT_FOUND'));
  });

  it('is refused with why', async () => {
    const { scan } = await reading();
    await expect(scan('bonjour')).rejects.toEqual(refusal('DATAMATRIX_NOT_INS'));
    const production = await reading([], false);
    await expect(production.scan()).rejects.toEqual(refusal('DATAMATRIX_OID_TEST'));
  });

  it('gives the records that it may be of: by its matricule first, then by the same traits, each once', async () => {
    const { scan } = await reading([
      {},
      { birthPlace: '51454' },
      { status: 'QUAL', ins },
      { birthName: 'PAT-TROIE' },
      { birthFirstNames: 'LUCIE', firstBirthFirstName: 'LUCIE' },
    ]);
    const { matches } = await scan();
    expect(matches.map(({ id }) => id)).toEqual(['p3', 'p1', 'p2']);
  });

  it.each<[string, Partial<PatientRecord>, string | null]>([
    ['the same person', { status: 'QUAL', ins }, null],
    ['the same person, without matricule', {}, null],
    ['the same traits, born elsewhere', { birthPlace: '91228' }, OTHER_TRAITS],
    [
      'the same traits and another matricule',
      { status: 'QUAL', ins: OTHER },
      'Ce dossier porte un autre matricule INS : interrogez INSi avant de vous en servir.',
    ],
    [
      'this matricule and other traits',
      { status: 'QUAL', ins, birthName: 'AUTRE', birthDate: '1950-01-01' },
      'Ce dossier porte ce matricule avec d’autres traits : contrôlez une pièce d’identité.',
    ],
  ])('says whether %s contradicts it', async (_what, record, message) => {
    const { scan } = await reading([record]);
    const { matches, contradictions } = await scan();
    expect(matches).toMatchObject([{ id: 'p1' }]);
    expect(contradictions).toEqual(message === null ? [] : [{ id: 'p1', message }]);
  });

  it('says that a record which once had this matricule has other traits', async () => {
    const { store, scan } = await reading([{ birthName: 'AUTRE', birthDate: '1950-01-01' }]);
    await store.commit({ changes: [{ kind: 'ins.known', patientId: 'p1', periods: [{ ins, from: null, to: null }] }], audit: [] });
    expect((await scan()).contradictions).toEqual([{ id: 'p1', message: OTHER_TRAITS }]);
  });
});
