/** UserInfo of the fictitious professionals, scope_all (pro-sante-connect.md 7). */
export interface SandboxUser {
  /** PS_IdNat. */
  readonly idNat: string;
  readonly displayName: string;
  readonly userInfo: Readonly<Record<string, unknown>>;
}

interface Activity {
  readonly name: string;
  readonly sector: string;
  readonly finess?: string;
  /** Former identifier of a practice without FINESS: `4` + RPPS + rank. */
  readonly former?: string;
  readonly mode: 'L' | 'S';
}

function doctor(idNat: string, civility: 'M' | 'MME', given: string, family: string, activities: readonly Activity[]): SandboxUser {
  const [main] = activities;
  return {
    idNat,
    displayName: `Dr ${given} ${family}`,
    userInfo: {
      email_verified: false,
      preferred_username: idNat,
      given_name: given.toUpperCase(),
      family_name: family,
      SubjectNameID: idNat,
      SubjectRole: ['10^1.2.250.1.213.1.1.5.5'],
      Secteur_Activite: main === undefined ? '' : `${main.sector}^1.2.250.1.71.4.2.4`,
      SubjectOrganization: main?.name.toUpperCase() ?? '',
      SubjectOrganizationID: '',
      PSI_Locale: '1.2.250.1.213.1.3.1.1',
      Mode_Acces_Raison: '',
      Acces_Regulation_Medicale: 'FAUX',
      UITVersion: '1.0',
      Palier_Authentification: 'APPPRIP3^1.2.250.1.213.1.5.1.1.1',
      otherIds: [{ identifiant: idNat, origine: 'RPPS', qualite: 1 }],
      SubjectRefPro: {
        codeCivilite: civility,
        exercices: [
          {
            codeProfession: '10',
            codeCategorieProfessionnelle: 'C',
            codeCiviliteDexercice: 'DR',
            nomDexercice: family,
            prenomDexercice: given.toUpperCase(),
            codeTypeSavoirFaire: 'S',
            codeSavoirFaire: 'SM26',
            activities: activities.map((a) => ({
              codeModeExercice: a.mode,
              codeSecteurDactivite: a.sector,
              codeRole: '',
              codeGenreActivite: 'GENR01',
              numeroSiretSite: '',
              numeroFinessSite: a.finess ?? '',
              raisonSocialeSite: a.name.toUpperCase(),
              enseigneCommercialeSite: '',
              codePays: '99000',
              ancienIdentifiantDeLaStructure: a.former ?? '',
              autoriteDenregistrement: '',
            })),
          },
        ],
      },
    },
  };
}

export const SANDBOX_USERS: readonly SandboxUser[] = [
  doctor('899900000017', 'MME', 'Paule', 'DURAND', [
    { name: 'Cabinet du Port', sector: 'SA07', former: '499900000017001', mode: 'L' },
    { name: 'CH des Essais', sector: 'SA01', finess: '0B0999997', mode: 'S' },
  ]),
  doctor('899900000025', 'M', 'Luc', 'AUBERT', [{ name: 'Cabinet des Halles', sector: 'SA07', former: '499900000025001', mode: 'L' }]),
];
