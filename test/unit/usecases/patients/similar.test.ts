import { describe, expect, it } from 'vitest';
import { rowOf, similarRecords, similarToTyped } from '../../../../electron/usecases/patients/similar.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import type { StrictTraits } from '../../../../shared/domain/types.ts';
import { DOMINIQUE, patientRecord } from '../../../setup/patient.ts';
import { refusal } from '../refusal.ts';
import { workplace } from '../workplace.ts';

const TRAITS: StrictTraits = {
  birthName: DOMINIQUE.birthName,
  birthFirstNames: DOMINIQUE.birthFirstNames,
  sex: DOMINIQUE.sex,
  birthDate: DOMINIQUE.birthDate,
  birthPlace: DOMINIQUE.birthPlace,
};
const SOUGHT = { traits: TRAITS, usedName: null, usedFirstName: null };

describe('records that may be the same person', () => {
  it('come the most likely first, and nobody’s else', async () => {
    const { store, records } = workplace();
    await records(
      { birthName: 'PAT-TROIE' },
      {},
      { birthName: 'AUTRE', birthFirstNames: 'LUC', firstBirthFirstName: 'LUC', birthDate: '1950-01-01' },
    );
    const found = await similarRecords(store, SOUGHT);
    expect(found.map(({ id, kind, record }) => [id, kind, record.birthName])).toEqual([
      ['p2', 'same', 'PAT-TROIS'],
      ['p1', 'near', 'PAT-TROIE'],
    ]);
  });

  it('are not the record itself', async () => {
    const { store, records } = workplace();
    await records({}, {});
    expect((await similarRecords(store, SOUGHT, 'p1')).map(({ id }) => id)).toEqual(['p2']);
  });

  it('are not those merged into another', async () => {
    const { store, records, common } = workplace();
    await records({}, {});
    await store.commit({
      changes: [
        {
          kind: 'patient.merge',
          merge: {
            id: 'm1',
            kept: 'p1',
            removed: 'p2',
            at: common.now().toISOString(),
            by: { idNat: '1', name: 'Dr Luc MARTIN' },
            undoneAt: null,
            name: 'PAT-TROIS DOMINIQUE',
            ipp: 'P000002',
            keptBefore: null,
            dropped: [],
          },
        },
      ],
      audit: [],
    });
    expect((await similarRecords(store, SOUGHT)).map(({ id }) => id)).toEqual(['p1']);
  });

  it('are told apart by another matricule', async () => {
    const { store, records } = workplace();
    await records({ status: 'QUAL', ins: DOMINIQUE.ins });
    const other = { matricule: '279035121518890' };
    expect((await similarRecords(store, { ...SOUGHT, ins: other })).map(({ kind }) => kind)).toEqual(['homonym']);
    expect((await similarRecords(store, { ...SOUGHT, ins: null })).map(({ kind }) => kind)).toEqual(['same']);
  });
});

describe('what looks like the person being typed', () => {
  it.each<[Partial<PatientRecord>, string | null, string, string]>([
    [{}, null, 'same', 'Mêmes traits.'],
    [{ birthPlace: '51454' }, null, 'same', 'Mêmes traits, lieu de naissance différent.'],
    [{ birthFirstNames: 'LUCIE', firstBirthFirstName: 'LUCIE' }, null, 'twin', 'Même nom, même date de naissance, autre prénom : jumeau ?'],
    [
      { birthName: 'DOMINIQUE', birthFirstNames: 'PAT-TROIS', firstBirthFirstName: 'PAT-TROIS' },
      null,
      'inverted',
      'Nom et prénom inversés.',
    ],
    [{ birthName: 'DUPONT' }, 'Dupont', 'used', 'Le nom utilisé de l’un est le nom de naissance de l’autre.'],
    [{ birthDate: '1979-03-29' }, null, 'close', 'Date de naissance à un chiffre près.'],
  ])('%j (used name typed: %s) is %s: « %s »', async (record, usedName, kind, message) => {
    const { common, records } = workplace();
    await records(record);
    const similar = await similarToTyped(common)({ traits: { ...TRAITS, birthName: 'Pat-Trois' }, usedName });
    expect(similar.map((one) => [one.row.id, one.kind, one.message])).toEqual([['p1', kind, message]]);
  });

  it('is not sought with traits that cannot be', async () => {
    const { common } = workplace();
    await expect(similarToTyped(common)({ traits: { ...TRAITS, birthDate: '2026-11-22' }, usedName: null })).rejects.toEqual(
      refusal('TRAIT_BIRTH_DATE_FUTURE'),
    );
  });
});

describe('a line of a list for a record at hand', () => {
  it('is that of the list of patients', async () => {
    const { store, records } = workplace();
    const attributes = { homonym: true, doubtful: false, fictive: false };
    await records({ usedName: 'Dupont', phone: '115', attributes });
    const [row] = await store.patients.search('PAT-TROIS', 1);
    expect(rowOf(patientRecord({ usedName: 'Dupont', phone: '115', attributes }))).toEqual(row);
  });
});
