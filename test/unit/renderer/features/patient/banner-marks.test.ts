import { describe, expect, it } from 'vitest';
import { bannerMarks, noInsWords } from '../../../../../renderer/features/patient/banner-marks.ts';

type Shown = Parameters<typeof bannerMarks>[0];
const adult: Shown = {
  traits: { birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE', sex: 'F', birthDate: '1979-03-12', birthPlace: '51215' },
  death: null,
  status: 'PROV',
  attributes: { homonym: false, doubtful: false, fictive: false },
  minor: false,
  protection: 'none',
  representatives: [],
  stays: [],
  dmp: null,
};
const wordsOf = (patient: Shown): readonly string[] => bannerMarks(patient).map(({ mark }) => mark.word);

describe('the marks of the banner', () => {
  it('are the status and the DMP of somebody of whom nothing else is to be known', () => {
    expect(wordsOf(adult)).toEqual(['Identité provisoire', 'DMP non interrogé']);
  });

  it('tell all of somebody, in reading order, and which of it acts hang on', () => {
    const all = bannerMarks({
      ...adult,
      death: { on: '2026-11-20' },
      attributes: { homonym: true, doubtful: false, fictive: true },
      minor: true,
      protection: 'tutelle',
      representatives: [
        { name: 'PAT-DEUX MARIE', relation: 'parent', phone: null, stands: true },
        { name: 'PAT-UN PAUL', relation: 'parent', phone: null, stands: false },
      ],
      stays: [{ visit: 'V1', ward: 'Pédiatrie', admittedAt: '2026-11-19T12:00:00.000Z', dischargedAt: null, state: 'open' }],
    });
    expect(all.map(({ mark, strong }) => [mark.word, strong])).toEqual([
      ['Décédée le 20/11/2026', true],
      ['Identité provisoire', true],
      ['Homonyme', true],
      ['Fictive', true],
      ['Mineure', false],
      ['Tutelle', false],
      ['Parent : PAT-DEUX MARIE', false],
      ['Séjour en cours · Pédiatrie depuis le 19/11/2026', true],
      ['DMP non interrogé', true],
    ]);
  });

  it('agree with the sex, and do without a day that nobody knows', () => {
    const boy = { ...adult, traits: { ...adult.traits, sex: 'M' as const }, minor: true, death: { on: null } };
    expect(wordsOf(boy)).toEqual(expect.arrayContaining(['Mineur', 'Décédé, jour inconnu']));
    const stay = { visit: 'V1', ward: null, admittedAt: null, dischargedAt: null, state: 'open' as const };
    expect(wordsOf({ ...adult, stays: [stay] })).toContain('Séjour en cours');
  });
});

describe('what the banner says in the place of a matricule', () => {
  const doubtful = { ...adult.attributes, doubtful: true };
  it.each<readonly [string, Partial<Shown>, string]>([
    ['nobody asked for', {}, 'Matricule INS pas encore récupéré'],
    ['nobody asked for, once the document is seen', { status: 'VALI' }, 'Matricule INS pas encore récupéré'],
    ['that waits for the document', { status: 'RECUP' }, 'Matricule INS récupéré, pas encore transmis'],
    ['that a doubtful identity does not have', { attributes: doubtful }, 'Sans matricule INS'],
    ['that an undetermined sex does not have', { traits: { ...adult.traits, sex: 'I' } }, 'Sans matricule INS'],
  ])('%s', (_what, changed, words) => expect(noInsWords({ ...adult, ...changed })).toBe(words));
});
