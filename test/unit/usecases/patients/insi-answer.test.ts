import { describe, expect, it } from 'vitest';
import {
  insiOutcomeOf,
  isOther,
  keepAnswer,
  lacking,
  matriculeWarnings,
  OTHER_TRAITS,
} from '../../../../electron/usecases/patients/insi-answer.ts';
import type { InsiAnswer, InsiIdentity } from '../../../../electron/insi/answer.ts';
import { insOids } from '../../../../shared/domain/ins/oids.ts';
import type { InsiAnswerRecord } from '../../../../shared/domain/record/insi.ts';
import { DOMINIQUE, patientRecord } from '../../../setup/patient.ts';
import { found, foundNot } from '../insi.ts';
import { workplace } from '../workplace.ts';

const AT = new Date('2026-11-21T10:00:00.000Z');
const BY = { idNat: '899900000017', name: 'Dr Paule DURAND' };

const rowOf = ({ code, label, identity }: InsiAnswer): InsiAnswerRecord => ({
  id: 'a1',
  patientId: 'p1',
  at: AT.toISOString(),
  by: BY,
  code,
  label,
  identity: identity === null ? null : { ins: identity.ins, ...identity.traits },
});

describe('an answer of INSi', () => {
  it('is kept verbatim, with who asked and when', async () => {
    const { common, records } = workplace();
    await records({});
    const answer = found();
    const { record, changes } = await keepAnswer(common, patientRecord(), answer, { at: AT, by: BY });
    expect(record).toEqual({ ...rowOf(answer), id: 'id-1' });
    expect(changes).toEqual([{ kind: 'insi.answer', answer: record, verbatim: answer.verbatim }]);
  });

  it.each([
    ['the traits of another person', found({ birthName: 'PAT-QUATRE', sex: 'M' }), true],
    ['nobody', foundNot('01'), false],
  ])('with %s waits for somebody: %s', async (_what, answer, waits) => {
    const { common, records, store } = workplace();
    await records({});
    const { changes } = await keepAnswer(common, patientRecord(), answer, { at: AT, by: BY });
    await store.commit({ changes, audit: [] });
    expect(await store.insi.verbatim('id-1')).toEqual(answer.verbatim);
    expect((await store.worklists.waiting()).map(({ code, patientIds }) => [code, patientIds])).toEqual(
      waits ? [[OTHER_TRAITS, ['p1']]] : [],
    );
  });

  it.each<[string, InsiAnswer, boolean]>([
    ['the same traits', found(), false],
    ['more first names', found({ firstNames: 'DOMINIQUE MARIE-LOUISE ANNE' }), false],
    ['a name that differs by a letter', found({ birthName: 'PAT-TROIX' }), true],
    ['another date', found({ birthDate: '1979-03-29' }), true],
    ['nobody', foundNot('02'), false],
  ])('with %s is another person’s: %s', (_what, answer, other) => {
    expect(isOther(rowOf(answer), patientRecord())).toBe(other);
  });

  it.each<[Partial<InsiIdentity['traits']>, string[]]>([
    [{}, []],
    [{ birthPlace: null }, []],
    [
      { birthName: null, firstNames: null, sex: null, birthDate: null },
      ['nom de naissance', 'prénoms de naissance', 'sexe', 'date de naissance'],
    ],
  ])('without %j lacks %j', (traits, missing) => {
    expect(lacking(rowOf(found(traits)), patientRecord())).toEqual(missing);
  });

  it('of nobody lacks nothing', () => {
    expect(lacking(rowOf(foundNot('01')), patientRecord())).toEqual([]);
  });
});

describe('an answer of INSi on the screen', () => {
  it('stands beside the local traits', () => {
    expect(insiOutcomeOf(rowOf(found({ birthPlace: null })), patientRecord())).toMatchObject({
      code: '00',
      advice: null,
      proposal: {
        id: 'a1',
        kind: 'NIR-TEST',
        traits: { birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE MARIE-LOUISE', sex: 'F', birthDate: '1979-03-28', birthPlace: null },
        comparison: [
          { trait: 'birthName', outcome: 'identical' },
          { trait: 'birthFirstNames', outcome: 'identical' },
          { trait: 'sex', outcome: 'identical' },
          { trait: 'birthDate', outcome: 'identical' },
          { trait: 'birthPlace', local: '51215', insi: null, outcome: 'notice' },
        ],
        warnings: [],
      },
    });
  });

  it.each<readonly [string, InsiAnswer, boolean]>([
    ['the same traits', found(), true],
    ['a place that is missing', found({ birthPlace: null }), true],
    ['first names after the same first one', found({ firstNames: 'DOMINIQUE' }), true],
    ['another place', found({ birthPlace: '63220' }), false],
    ['another name', found({ birthName: 'PAT-QUATRE' }), false],
    ['a name that is missing', found({ birthName: null }), false],
    ['a matricule whose key is wrong', found({}, { ...DOMINIQUE.ins, matricule: '279035121518988' }), false],
  ])('may be accepted or not, as the acceptance itself would say: with %s', (_what, answer, acceptable) => {
    expect(insiOutcomeOf(rowOf(answer), patientRecord()).proposal?.acceptable).toBe(acceptable);
  });

  it('says which traits it lacks, those of the record standing in for sex and date', () => {
    const { proposal } = insiOutcomeOf(rowOf(found({ birthName: null, firstNames: null, sex: null, birthDate: null })), patientRecord());
    expect(proposal?.traits).toMatchObject({ birthName: '', birthFirstNames: '', sex: 'F', birthDate: '1979-03-28' });
    expect(proposal?.warnings).toEqual([
      'Cette réponse ne pourra pas être acceptée : INSi n’a pas donné nom de naissance, prénoms de naissance, sexe, date de naissance.',
    ]);
  });

  it('names a nature that is not of the INS as it came', () => {
    expect(insiOutcomeOf(rowOf(found({}, { ...DOMINIQUE.ins, oid: '1.2.3' })), patientRecord()).proposal?.kind).toBe('1.2.3');
    expect(insiOutcomeOf(rowOf(found({}, { ...DOMINIQUE.ins, oid: insOids.NIA })), patientRecord()).proposal?.kind).toBe('NIA');
  });

  it.each([
    ['01', 'Aucune identité trouvée par INSi.'],
    ['02', 'Plusieurs identités correspondent.'],
  ] as const)('%s proposes nothing, and says what to do', (code, message) => {
    const outcome = insiOutcomeOf(rowOf(foundNot(code)), patientRecord());
    expect(outcome).toMatchObject({ code, proposal: null, advice: { message } });
  });

  it('of no identity, whatever its code, and of another code, whatever its identity, proposes nothing', () => {
    expect(insiOutcomeOf({ ...rowOf(foundNot('01')), code: '00' }, patientRecord()).proposal).toBeNull();
    expect(insiOutcomeOf({ ...rowOf(found()), code: '02' }, patientRecord()).proposal).toBeNull();
  });
});

describe('what is unusual in a matricule', () => {
  it.each([
    ['279035121518989', { sex: 'F', birthDate: '1979-03-28' }, []],
    ['279035121518988', { sex: 'M', birthDate: '1980-03-28' }, ['Ce matricule ne pourra pas être accepté : sa clé est fausse.']],
    [
      '279035121518989',
      { sex: 'M', birthDate: '1980-03-28' },
      ['Le sexe lu dans le matricule n’est pas celui du dossier.', 'L’année lue dans le matricule n’est pas celle du dossier.'],
    ],
    ['779035121518933', { sex: 'M', birthDate: '1979-03-28' }, ['Le premier chiffre est celui d’une immatriculation provisoire.']],
  ] as const)('%s for %j: %j', (matricule, traits, warnings) => {
    expect(matriculeWarnings(matricule, traits)).toEqual(warnings);
  });
});
