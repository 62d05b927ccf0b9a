import { z } from 'zod';

/** Who logged in, from UserInfo (psc/README 5). Empty strings and missing blocks are null. */
export interface PscUser {
  /** `SubjectNameID`: PS_IdNat, the identity key (never `sub`). */
  readonly idNat: string;
  readonly family: string | null;
  readonly given: string | null;
  /** TRE_G15. */
  readonly profession: string | null;
  readonly activities: readonly PscActivity[];
}

interface PscActivity {
  /** Struct_IdNat: `1`+FINESS, else `3`+SIRET, else the former identifier as it stands. */
  readonly structureIdNat: string | null;
  readonly structureName: string | null;
  readonly sector: string | null;
}

const word = z
  .string()
  .max(1000)
  .optional()
  .transform((value) => (value === undefined || value === '' ? null : value));

const activity = z.object({
  codeSecteurDactivite: word,
  numeroFinessSite: word,
  numeroSiretSite: word,
  ancienIdentifiantDeLaStructure: word,
  raisonSocialeSite: word,
  enseigneCommercialeSite: word,
});

const exercice = z.object({
  codeProfession: word,
  nomDexercice: word,
  prenomDexercice: word,
  activities: z.array(activity).max(100).default([]),
});

export const userInfoSchema = z
  .object({
    SubjectNameID: z.string().min(1).max(100),
    family_name: word,
    given_name: word,
    SubjectRole: z.array(z.string().max(200)).max(20).default([]),
    Secteur_Activite: word,
    SubjectOrganization: word,
    SubjectRefPro: z.object({ exercices: z.array(exercice).max(50).default([]) }).optional(),
  })
  .transform((info): PscUser => {
    const exercices = info.SubjectRefPro?.exercices ?? [];
    const [first] = exercices;
    return {
      idNat: info.SubjectNameID,
      family: first?.nomDexercice ?? info.family_name,
      given: first?.prenomDexercice ?? info.given_name,
      profession: first?.codeProfession ?? beforeCaret(info.SubjectRole[0]),
      activities: exercices.flatMap((exercise) =>
        exercise.activities.map((a) => ({
          structureIdNat: prefixed('1', a.numeroFinessSite) ?? prefixed('3', a.numeroSiretSite) ?? a.ancienIdentifiantDeLaStructure,
          structureName: a.raisonSocialeSite ?? a.enseigneCommercialeSite ?? info.SubjectOrganization,
          sector: a.codeSecteurDactivite ?? beforeCaret(info.Secteur_Activite ?? undefined),
        })),
      ),
    };
  });

function prefixed(prefix: string, value: string | null): string | null {
  return value === null ? null : prefix + value;
}

function beforeCaret(coded: string | undefined): string | null {
  const code = coded?.split('^')[0];
  return code === undefined || code === '' ? null : code;
}
