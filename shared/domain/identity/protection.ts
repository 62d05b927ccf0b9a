import { isMinor } from '../ins/dates.ts';

/** Legal protection of an adult, as the record states it. */
export const protectionMeasures = [
  'none',
  'sauvegarde',
  'curatelle',
  'tutelle',
  'habilitation-assistance',
  'habilitation',
  'mandat',
] as const;
export type ProtectionMeasure = (typeof protectionMeasures)[number];

export const protectionLabels: Readonly<Record<ProtectionMeasure, string>> = {
  none: 'Aucune',
  sauvegarde: 'Sauvegarde de justice',
  curatelle: 'Curatelle',
  tutelle: 'Tutelle',
  'habilitation-assistance': 'Habilitation familiale (assistance)',
  habilitation: 'Habilitation familiale (représentation)',
  mandat: 'Mandat de protection future',
};

/** What somebody who acts for the patient, or beside them, is to them. */
export const representativeRelations = ['parent', 'tuteur', 'curateur', 'mandataire', 'autre'] as const;
export type RepresentativeRelation = (typeof representativeRelations)[number];

export const representativeLabels: Readonly<Record<RepresentativeRelation, string>> = {
  parent: 'Parent',
  tuteur: 'Tuteur',
  curateur: 'Curateur',
  mandataire: 'Mandataire',
  autre: 'Autre',
};

/** How the patient is protected that day: minority first, then the measure, whose weight is representation or assistance. */
type Protection = 'minor' | 'representation' | 'assistance' | 'none';

const BY_MEASURE: Readonly<Record<ProtectionMeasure, Exclude<Protection, 'minor'>>> = {
  none: 'none',
  // The person keeps their rights: nobody acts in their place.
  sauvegarde: 'none',
  curatelle: 'assistance',
  tutelle: 'representation',
  'habilitation-assistance': 'assistance',
  habilitation: 'representation',
  // In force (visé par le greffe), for the protection of the person: the mandataire represents them (code civil, 477 to 483).
  mandat: 'representation',
};

interface ProtectedPerson {
  /** `YYYY-MM-DD`, 00 parts allowed. */
  readonly birthDate: string;
  readonly measure: ProtectionMeasure;
}

/**
 * The protection in force on a day.
 *
 * @param on day at the workstation, `YYYY-MM-DD`.
 * @param ageOfMajority DMP parameter (EX_GEN-1550).
 */
export function protectionOn(person: ProtectedPerson, on: string, ageOfMajority: number): Protection {
  return isMinor(person.birthDate, on, ageOfMajority) ? 'minor' : BY_MEASURE[person.measure];
}

/**
 * Who is informed, and who else may know (R-167; L.1111-2 CSP). The patient is always informed; feeding and its
 * conditions are the same for everybody: nothing here blocks a document.
 */
interface ProtectionRule {
  readonly protection: Protection;
  /** Whom the professional informs. */
  readonly informed: readonly ('patient' | 'representative')[];
  /** Whether the representatives may know the health data: of right, with the patient's express consent, or not at all. */
  readonly representativeAccess: 'of-right' | 'with-consent' | 'none';
  /** « Invisible aux représentants légaux » may be offered: a minor only. */
  readonly hideFromRepresentatives: boolean;
  /** Who may stand as representative. */
  readonly representatives: readonly RepresentativeRelation[];
  /** French sentence for the professional. */
  readonly sentence: string;
}

const RULES: Readonly<Record<Protection, ProtectionRule>> = {
  minor: {
    protection: 'minor',
    informed: ['patient', 'representative'],
    representativeAccess: 'of-right',
    hideFromRepresentatives: true,
    representatives: ['parent', 'tuteur', 'autre'],
    sentence:
      'Patient mineur : informez les représentants légaux, qui gèrent Mon espace santé jusqu’à la majorité. Un document peut leur rester invisible, en accord avec le mineur.',
  },
  representation: {
    protection: 'representation',
    informed: ['patient', 'representative'],
    representativeAccess: 'of-right',
    hideFromRepresentatives: false,
    representatives: ['tuteur', 'mandataire', 'autre'],
    sentence:
      'Majeur représenté : la personne chargée de sa protection a accès à ses informations de santé, sans consentement exprès. Informez aussi la personne protégée.',
  },
  assistance: {
    protection: 'assistance',
    informed: ['patient'],
    representativeAccess: 'with-consent',
    hideFromRepresentatives: false,
    representatives: ['curateur', 'autre'],
    sentence:
      'Majeur assisté : la personne qui l’assiste (curateur, proche habilité) n’a accès à ses informations de santé qu’avec son consentement exprès.',
  },
  none: {
    protection: 'none',
    informed: ['patient'],
    representativeAccess: 'none',
    hideFromRepresentatives: false,
    // The mandataire spécial of a sauvegarde, or one whose mandate was recorded without its measure.
    representatives: ['mandataire'],
    sentence: '',
  },
};

/** The rule of that protection. */
export const protectionRule = (protection: Protection): ProtectionRule => RULES[protection];

/**
 * Whether somebody recorded as representative acts that day: parents stop at majority, from when the access passes to
 * the child; a tuteur or a curateur acts under a measure of theirs alone.
 */
export function stands(relation: RepresentativeRelation, person: ProtectedPerson, on: string, ageOfMajority: number): boolean {
  return protectionRule(protectionOn(person, on, ageOfMajority)).representatives.includes(relation);
}
