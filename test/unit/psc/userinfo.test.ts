import { describe, expect, it } from 'vitest';
import { userInfoSchema } from '../../../electron/psc/userinfo.ts';

const MINIMAL = { SubjectNameID: '899900000017' };

describe('UserInfo', () => {
  it('names the person by SubjectNameID alone when everything else is missing', () => {
    expect(userInfoSchema.parse(MINIMAL)).toEqual({ idNat: '899900000017', family: null, given: null, profession: null, activities: [] });
    expect(userInfoSchema.safeParse({ sub: 'f:1:899900000017' }).success).toBe(false);
  });

  it('reads the short answer of the test environment: one exercise without activities', () => {
    const short = {
      ...MINIMAL,
      family_name: 'DURAND',
      given_name: 'PAULE',
      SubjectRole: ['10^1.2.250.1.213.1.1.5.5'],
      SubjectRefPro: { exercices: [{ codeProfession: '10', codeTypeSavoirFaire: '' }] },
    };
    expect(userInfoSchema.parse(short)).toMatchObject({ family: 'DURAND', given: 'PAULE', profession: '10', activities: [] });
  });

  it('takes the profession of SubjectRole when no exercise says it', () => {
    expect(userInfoSchema.parse({ ...MINIMAL, SubjectRole: ['60^1.2.250.1.213.1.1.5.5'] }).profession).toBe('60');
  });

  it('names a structure by FINESS, else SIRET, else its former identifier, else not at all', () => {
    const activities = [
      {
        numeroFinessSite: '0B0999997',
        numeroSiretSite: '99999999900011',
        raisonSocialeSite: 'CH DES ESSAIS',
        codeSecteurDactivite: 'SA01',
      },
      { numeroFinessSite: '', numeroSiretSite: '99999999900011', enseigneCommercialeSite: 'PHARMACIE' },
      { ancienIdentifiantDeLaStructure: '499900000017001' },
      {},
    ];
    const info = {
      ...MINIMAL,
      SubjectOrganization: 'CABINET',
      Secteur_Activite: 'SA07^1.2.250.1.71.4.2.4',
      SubjectRefPro: { exercices: [{ activities }] },
    };
    expect(userInfoSchema.parse(info).activities).toEqual([
      { structureIdNat: '10B0999997', structureName: 'CH DES ESSAIS', sector: 'SA01' },
      { structureIdNat: '399999999900011', structureName: 'PHARMACIE', sector: 'SA07' },
      { structureIdNat: '499900000017001', structureName: 'CABINET', sector: 'SA07' },
      { structureIdNat: null, structureName: 'CABINET', sector: 'SA07' },
    ]);
  });
});
