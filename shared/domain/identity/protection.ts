import { isMinor } from '../ins/dates.ts';

/** Legal protection of an adult, as the record states it. */
export type ProtectionMeasure = 'none' | 'sauvegarde' | 'curatelle' | 'tutelle' | 'habilitation-representation' | 'habilitation-assistance' | 'mandat-protection-future';

export const protectionLabels: Readonly<Record<ProtectionMeasure, string>> = {
  none: 'Aucune mesure',
  sauvegarde: 'Sauvegarde de justice',
  curatelle: 'Curatelle (simple ou renforcée)',
  tutelle: 'Tutelle',
  'habilitation-representation': 'Habilitation familiale avec représentation',
  'habilitation-assistance': 'Habilitation familiale avec assistance',
  'mandat-protection-future': 'Mandat de protection future activé',
};

/** Someone who acts for the patient, or beside them. */
export interface Representative {
  readonly kind: RepresentativeKind;
  readonly name: string;
}

export type RepresentativeKind = 'parent' | 'tuteur-mineur' | 'ase' | 'tuteur' | 'curateur' | 'personne-habilitee' | 'mandataire';

export const representativeLabels: Readonly<Record<RepresentativeKind, string>> = {
  parent: 'Titulaire de l’autorité parentale',
  'tuteur-mineur': 'Tuteur du mineur',
  ase: 'Aide sociale à l’enfance',
  tuteur: 'Tuteur',
  curateur: 'Curateur',
  'personne-habilitee': 'Personne habilitée (habilitation familiale)',
  mandataire: 'Mandataire de protection future',
};

/** How the patient is protected that day: minority first, then the measure, whose weight is representation or assistance. */
export type Protection = 'minor' | 'representation' | 'assistance' | 'none';

const BY_MEASURE: Readonly<Record<ProtectionMeasure, Exclude<Protection, 'minor'>>> = {
  none: 'none',
  // The person keeps their rights: nobody acts in their place.
  sauvegarde: 'none',
  curatelle: 'assistance',
  'habilitation-assistance': 'assistance',
  tutelle: 'representation',
  'habilitation-representation': 'representation',
  'mandat-protection-future': 'representation',
};

export interface ProtectedPerson {
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
export interface ProtectionRule {
  readonly protection: Protection;
  /** Whom the professional informs. */
  readonly informed: readonly ('patient' | 'representative')[];
  /** Whether the representatives may know the health data: of right, with the patient's express consent, or not at all. */
  readonly representativeAccess: 'of-right' | 'with-consent' | 'none';
  /** « Invisible aux représentants légaux » may be offered: a minor only. */
  readonly hideFromRepresentatives: boolean;
  /** Who may stand as representative. */
  readonly representatives: readonly RepresentativeKind[];
  /** French sentence for the professional. */
  readonly sentence: string;
}

const RULES: Readonly<Record<Protection, ProtectionRule>> = {
  minor: {
    protection: 'minor',
    informed: ['patient', 'representative'],
    representativeAccess: 'of-right',
    hideFromRepresentatives: true,
    representatives: ['parent', 'tuteur-mineur', 'ase'],
    sentence: 'Patient mineur : informez les représentants légaux, qui gèrent Mon espace santé jusqu’à la majorité. Un document peut leur rester invisible, en accord avec le mineur.',
  },
  representation: {
    protection: 'representation',
    informed: ['patient', 'representative'],
    representativeAccess: 'of-right',
    hideFromRepresentatives: false,
    representatives: ['tuteur', 'personne-habilitee', 'mandataire'],
    sentence: 'Majeur représenté : la personne chargée de sa protection a accès à ses informations de santé, sans consentement exprès. Informez le patient aussi.',
  },
  assistance: {
    protection: 'assistance',
    informed: ['patient'],
    representativeAccess: 'with-consent',
    hideFromRepresentatives: false,
    representatives: ['curateur', 'personne-habilitee'],
    sentence: 'Majeur assisté : son curateur n’a accès à ses informations de santé qu’avec son consentement exprès.',
  },
  none: {
    protection: 'none',
    informed: ['patient'],
    representativeAccess: 'none',
    hideFromRepresentatives: false,
    representatives: [],
    sentence: '',
  },
};

/** The rule of that protection. */
export const protectionRule = (protection: Protection): ProtectionRule => RULES[protection];

/**
 * What a change of majority asks for: from that day the access passes to the child and the representatives
 * recorded as parents no longer act.
 *
 * @returns the representatives that still stand on that day.
 */
export function standingRepresentatives(person: ProtectedPerson & { readonly representatives: readonly Representative[] }, on: string, ageOfMajority: number): readonly Representative[] {
  const { representatives } = protectionRule(protectionOn(person, on, ageOfMajority));
  return person.representatives.filter(({ kind }) => representatives.includes(kind));
}
