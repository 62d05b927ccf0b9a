import { describe, expect, it } from 'vitest';
import { rolesOfHolder, rolesOfSpeciality } from '../../../electron/saml/roles.ts';

const jdv = (code: string, displayName: string) => ({ code, displayName, codeSystem: '1.2.250.1.213.1.1.4.5' });
const summary = (speciality: Parameters<typeof rolesOfSpeciality>[0]): string[] =>
  rolesOfSpeciality(speciality).map((role) => `${role.code} ${role.codeSystem} ${role.displayName}`);

describe('the roles of a VIHF', () => {
  it('are profession and skill for a doctor', () => {
    expect(summary(jdv('G15_10/SM01', 'Médecin - Anatomie et Cytologie pathologiques (SM)'))).toEqual([
      '10 1.2.250.1.71.1.2.7 Médecin',
      'SM01 1.2.250.1.71.4.2.5 Anatomie et Cytologie pathologiques (SM)',
    ]);
  });

  it('are profession and section of the Order for a pharmacist', () => {
    expect(summary(jdv('G15_21/B', "Pharmacien d'entreprise - industrie"))).toEqual([
      '21 1.2.250.1.71.1.2.7 Pharmacien',
      "B 1.2.250.1.71.4.2.6 Pharmacien d'entreprise - industrie",
    ]);
  });

  it('are the profession alone for everybody else, whatever their skill', () => {
    expect(summary(jdv('G15_60/SI01', 'Infirmier - Pratique avancée (SI)'))).toEqual(['60 1.2.250.1.71.1.2.7 Infirmier']);
    expect(summary(jdv('G15_50', 'Sage-Femme'))).toEqual(['50 1.2.250.1.71.1.2.7 Sage-Femme']);
    expect(
      rolesOfHolder({
        profession: { code: '60', displayName: 'Infirmier', codeSystem: 'x' },
        skill: { code: 'SI01', displayName: '', codeSystem: 'x' },
      }),
    ).toHaveLength(1);
  });

  it('are the role itself for someone known by a role', () => {
    expect(summary({ code: '332', displayName: 'Assistant médical', codeSystem: '1.2.250.1.213.1.6.1.107' })).toEqual([
      '332 1.2.250.1.213.1.6.1.107 Assistant médical',
    ]);
  });

  it('are none for a card without profession', () => {
    expect(rolesOfHolder({ profession: null, skill: null })).toEqual([]);
  });

  it('are the profession to come for who is in training, whose skill is not asked', () => {
    const intern = { code: '10', displayName: 'Médecin en formation', codeSystem: '1.2.250.1.71.1.2.8' };
    const skill = { code: 'SM26', displayName: 'Médecine Générale', codeSystem: '1.2.250.1.71.4.2.5' };
    expect(rolesOfSpeciality(jdv('G16_10', 'Médecin en formation'))).toEqual([intern]);
    expect(rolesOfHolder({ profession: intern, skill })).toEqual([intern]);
  });
});
