import { describe, expect, it } from 'vitest';
import type { CardHolder, CardSituation, PublicCard } from '../../../electron/card/types.ts';
import { isTraining, professionalOf, titleOf } from '../../../electron/session/professional.ts';
import { limitOf, rightsSession, sectionOf } from '../../../electron/session/rights.ts';

const G15 = '1.2.250.1.71.1.2.7';
const G16 = '1.2.250.1.71.1.2.8';
const R01 = '1.2.250.1.71.4.2.5';
const coded = (code: string | null, codeSystem: string) => (code === null ? null : { code, displayName: code, codeSystem });

const holder = (profession: string | null, changes: Partial<CardHolder> = {}): CardHolder => ({
  idNat: '899900000017',
  family: 'DURAND',
  given: 'PAULE',
  nominative: true,
  profession: coded(profession, G15),
  skill: null,
  ...changes,
});
const card = (type: PublicCard['type'], of: CardHolder) => ({ type, holder: of });
const at = (sector: string): CardSituation => ({ index: 1, structureIdNat: '499900000017001', structureName: 'Cabinet du Port', sector });
const PRACTICE = at('SA07');
const nobody = holder(null, { nominative: false, family: 'Cabinet du Port', given: '699900000017001-000000011' });
const intern = holder('10', { profession: coded('10', G16) });

describe('the rights of a session', () => {
  it.each([
    ['a doctor’s CPS', card('CPS', holder('10', { skill: coded('SM26', R01) })), 'CPS', '10', 'SM26'],
    ['a nurse’s CPS', card('CPS', holder('60')), 'CPS', '60', null],
    ['a CPF, by the profession to come', card('CPF', intern), 'CPF', '10', null],
    ['a nominative CPE', card('CPE', holder(null)), 'CPE', null, null],
    ['a CPE that names nobody', card('CPE', nobody), 'CPE-ANON', null, null],
    ['a CPA, which has none', card('CPA', holder(null)), 'none', null, null],
  ] as const)('know %s', (_what, of, kind, profession, speciality) => {
    expect(rightsSession(of, PRACTICE, '899900000017', {})).toEqual({
      card: kind,
      means: 'DIRECTE',
      profession,
      speciality,
      sector: 'SA07',
      person: '899900000017',
      structure: '499900000017001',
    });
  });

  it.each([
    ['their own', { '899900000017': 'D', '499900000017001': 'A' }, 'D'],
    ['that of where they work', { '499900000017001': 'A' }, 'A'],
    ['none, of somebody else’s', { '899900000025': 'A' }, null],
    ['none, whatever an object inherits', {}, null],
  ])('take the section of a pharmacist from the settings: %s', (_what, sections, section) => {
    const pharmacist = holder('21', { skill: coded('SM26', R01) });
    expect(rightsSession(card('CPS', pharmacist), PRACTICE, pharmacist.idNat, sections).speciality).toBe(section);
    expect(sectionOf(holder('10'), PRACTICE, sections)).toBeNull();
  });

  it.each([
    ['nothing, for a doctor', card('CPS', holder('10')), 'SA07', null],
    ['nothing, for somebody in training', card('CPF', intern), 'SA01', null],
    ['nothing, for staff', card('CPE', holder(null)), 'SA07', null],
    ['everything, in a sector that no list has', card('CPS', holder('10')), 'SA99', 'RIGHTS_PROFESSION'],
    ['everything, in what is no sector', card('CPS', holder('10')), 'TOUT', 'RIGHTS_PROFESSION'],
    ['everything, with a profession that nobody knows', card('CPS', holder('99')), 'SA07', 'RIGHTS_PROFESSION'],
    ['everything, with a CPS without profession', card('CPS', holder(null)), 'SA07', 'RIGHTS_PROFESSION'],
    ['everything, with a CPA', card('CPA', holder(null)), 'SA07', 'RIGHTS_NOBODY'],
    ['the DMP, for a pharmacist without section', card('CPS', holder('21')), 'SA33', 'RIGHTS_SECTION'],
  ] as const)('are limited: %s', (_what, of, sector, code) => {
    expect(limitOf(rightsSession(of, at(sector), '899900000017', {}))?.code ?? null).toBe(code);
  });

  it('are nobody’s with a card that names nobody, until somebody says who they are', () => {
    expect(limitOf(rightsSession(card('CPE', nobody), PRACTICE, null, {}))?.code).toBe('RIGHTS_NOBODY');
  });
});

describe('the professional of a session', () => {
  it('is a doctor of whoever is one, not of who trains for it', () => {
    expect([titleOf(holder('10')), titleOf(intern), titleOf(holder('60'))]).toEqual(['DR', null, null]);
    expect([
      isTraining({ code: '10', displayName: '', codeSystem: G16 }),
      isTraining({ code: '10', displayName: '', codeSystem: G15 }),
    ]).toEqual([true, false]);
  });

  it.each([
    ['profession and skill', holder('10', { skill: coded('SM26', R01) }), null, 'G15_10/SM26'],
    ['the profession alone, when the list has no such pair', holder('10', { skill: coded('SM99', R01) }), null, 'G15_10'],
    [
      'the profession to come, whatever the skill',
      holder('10', { profession: coded('10', G16), skill: coded('SM26', R01) }),
      null,
      'G16_10',
    ],
    ['profession and section', holder('21'), 'A', 'G15_21/A'],
    ['none for staff', holder(null), null, undefined],
  ])('has as speciality %s', (_what, of, section, code) => {
    expect(professionalOf(of, PRACTICE, { section }).speciality?.code).toBe(code);
  });

  it('has the name and identifier of whom the structure declared, and the place of the card', () => {
    const declared = { idNat: '499900000017001/1f0c2a9b', family: 'FABRE', given: 'Camille' };
    expect(professionalOf(nobody, PRACTICE, { declared })).toMatchObject({
      ...declared,
      suffix: null,
      speciality: null,
      structure: { idNat: '499900000017001', practiceSetting: 'AMBULATOIRE' },
    });
  });
});

describe('where somebody sees patients', () => {
  it.each(['SA01', 'SA02', 'SA03', 'SA04', 'SA34', 'SA36'])('is a stay in a hospital or a clinic (%s)', (sector) => {
    expect(professionalOf(holder('10'), { ...PRACTICE, sector }).structure?.practiceSetting).toBe('ETABLISSEMENT');
  });
  it.each(['SA05', 'SA07', 'SA08', 'SA17', 'SA33', 'SA52'])('is no stay elsewhere (%s)', (sector) => {
    expect(professionalOf(holder('10'), { ...PRACTICE, sector }).structure?.practiceSetting).toBe('AMBULATOIRE');
  });
});
