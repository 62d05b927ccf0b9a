import { HOLDERS, type Holder } from '../identities.ts';

/** UserInfo of the fictitious professionals, scope_all (psc/README 5). */
export interface SandboxUser {
  /** PS_IdNat. */
  readonly idNat: string;
  readonly displayName: string;
  readonly userInfo: Readonly<Record<string, unknown>>;
}

const ROLES = '1.2.250.1.213.1.6.1.107';
const PROFESSIONS = '1.2.250.1.213.1.1.5.5';
/** Sectors of liberal practice. */
const LIBERAL = new Set(['SA07', 'SA08', 'SA09', 'SA33']);

/** Who holds a card may log in; staff is known by a role, without a profession (psc/README 5). */
export const SANDBOX_USERS: readonly SandboxUser[] = HOLDERS.map(userOf);

function userOf({ person, situations, civility, role, section }: Holder): SandboxUser {
  const { idNat, profession, skill } = person;
  const [family, given] = [person.family ?? '', person.given ?? ''];
  const [main] = situations;
  const doctor = profession === '10';
  return {
    idNat,
    displayName: [doctor ? 'Dr' : null, capitalise(given), family].filter((part) => part !== null).join(' '),
    userInfo: {
      email_verified: false,
      preferred_username: idNat,
      given_name: given,
      family_name: family,
      SubjectNameID: idNat,
      SubjectRole: [profession === null ? `${role ?? ''}^${ROLES}` : `${profession}^${PROFESSIONS}`],
      Secteur_Activite: main === undefined ? '' : `${main.sector}^1.2.250.1.71.4.2.4`,
      SubjectOrganization: main?.name.toUpperCase() ?? '',
      SubjectOrganizationID: '',
      PSI_Locale: '1.2.250.1.213.1.3.1.1',
      Mode_Acces_Raison: '',
      Acces_Regulation_Medicale: 'FAUX',
      UITVersion: '1.0',
      Palier_Authentification: 'APPPRIP3^1.2.250.1.213.1.5.1.1.1',
      otherIds: [{ identifiant: idNat, origine: idNat.startsWith('8') ? 'RPPS' : 'STRUCTURE', qualite: 1 }],
      SubjectRefPro: {
        codeCivilite: civility,
        exercices: [
          {
            codeProfession: profession ?? '',
            codeCategorieProfessionnelle: 'C',
            codeCiviliteDexercice: doctor ? 'DR' : '',
            nomDexercice: family,
            prenomDexercice: given,
            codeTypeSavoirFaire: doctor ? 'S' : '',
            codeSavoirFaire: doctor ? (skill ?? '') : '',
            activities: situations.map((place) => ({
              codeModeExercice: LIBERAL.has(place.sector) && profession !== null ? 'L' : 'S',
              codeSecteurDactivite: place.sector,
              codeSectionPharmacien: section ?? '',
              codeRole: role ?? '',
              codeGenreActivite: 'GENR01',
              numeroSiretSite: unprefixed(place.idNat, '3'),
              numeroFinessSite: unprefixed(place.idNat, '1'),
              raisonSocialeSite: place.name.toUpperCase(),
              enseigneCommercialeSite: '',
              codePays: '99000',
              // A practice without FINESS: `4` + RPPS + rank.
              ancienIdentifiantDeLaStructure: place.idNat.startsWith('4') ? place.idNat : '',
              autoriteDenregistrement: '',
            })),
          },
        ],
      },
    },
  };
}

function unprefixed(idNat: string, prefix: string): string {
  return idNat.startsWith(prefix) ? idNat.slice(1) : '';
}

function capitalise(name: string): string {
  return name.slice(0, 1) + name.slice(1).toLowerCase();
}
