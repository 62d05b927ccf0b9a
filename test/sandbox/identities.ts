import type { Situation } from './cards/index.ts';
import type { PersonRequest } from './pki/index.ts';

/** Card holders of the sandbox: plainly fictitious people. */
export interface Holder {
  readonly person: PersonRequest;
  readonly pin: string;
  readonly situations: readonly Situation[];
  readonly mailbox: string;
  readonly civility: 'M' | 'MME';
  /** R85 code of who is known by a role rather than by a profession. */
  readonly role?: string;
  /** Section of the Order of a pharmacist (G05): on no card, so told to the workstation (rights/README 1). */
  readonly section?: string;
}

const PORT = { idNat: '499900000017001', name: 'Cabinet du Port', sector: 'SA07' } as const;
const HOSPITAL = { idNat: '10B0999997', name: 'CH des Essais', sector: 'SA01' } as const;
const FOYER = { idNat: '10B0999989', name: 'Foyer des Essais', sector: 'SA16' } as const;

export const PAULE_DURAND: Holder = {
  person: {
    idNat: '899900000017',
    family: 'DURAND',
    given: 'PAULE',
    title: 'Médecin',
    profession: '10',
    skill: 'SM26',
    cardId: '9900000017',
    type: 'CPS',
  },
  pin: '1234',
  situations: [
    { index: 1, ...PORT },
    { index: 3, ...HOSPITAL },
  ],
  mailbox: 'paule.durand@medecin.sandbox.mssante.fr',
  civility: 'MME',
};

export const LUC_AUBERT: Holder = {
  person: {
    idNat: '899900000025',
    family: 'AUBERT',
    given: 'LUC',
    title: 'Médecin',
    profession: '10',
    skill: 'SM26',
    cardId: '9900000025',
    type: 'CPS',
  },
  pin: '5678',
  situations: [{ index: 1, idNat: '499900000025001', name: 'Cabinet des Halles', sector: 'SA07' }],
  mailbox: 'luc.aubert@medecin.sandbox.mssante.fr',
  civility: 'M',
};

/** Nurse of the hospital, and nothing else. */
export const YANN_LEROUX: Holder = {
  person: {
    idNat: '899900000033',
    family: 'LEROUX',
    given: 'YANN',
    title: 'Infirmier',
    profession: '60',
    skill: null,
    cardId: '9900000033',
    type: 'CPS',
  },
  pin: '3333',
  situations: [{ index: 1, ...HOSPITAL }],
  mailbox: 'yann.leroux@hopital.sandbox.mssante.fr',
  civility: 'M',
};

/** Midwife, in practice and at the hospital. */
export const INES_MOREL: Holder = {
  person: {
    idNat: '899900000041',
    family: 'MOREL',
    given: 'INES',
    title: 'Sage-Femme',
    profession: '50',
    skill: null,
    cardId: '9900000041',
    type: 'CPS',
  },
  pin: '4141',
  situations: [
    { index: 1, idNat: '499900000041001', name: 'Cabinet de la Plage', sector: 'SA07' },
    { index: 2, ...HOSPITAL },
  ],
  mailbox: 'ines.morel@sage-femme.sandbox.mssante.fr',
  civility: 'MME',
};

/** Pharmacist. */
export const HUGO_PETIT: Holder = {
  person: {
    idNat: '899900000058',
    family: 'PETIT',
    given: 'HUGO',
    title: 'Pharmacien',
    profession: '21',
    skill: null,
    cardId: '9900000058',
    type: 'CPS',
  },
  section: 'A',
  pin: '5858',
  situations: [{ index: 1, idNat: '10B0999971', name: 'Pharmacie du Phare', sector: 'SA33' }],
  mailbox: 'hugo.petit@pharmacien.sandbox.mssante.fr',
  civility: 'M',
};

/** Occupational doctor. */
export const LISE_GARNIER: Holder = {
  person: {
    idNat: '899900000066',
    family: 'GARNIER',
    given: 'LISE',
    title: 'Médecin',
    profession: '10',
    skill: 'SM25',
    cardId: '9900000066',
    type: 'CPS',
  },
  pin: '6666',
  situations: [{ index: 1, idNat: '399900000000015', name: 'Santé au travail des Essais', sector: 'SA66' }],
  mailbox: 'lise.garnier@medecin.sandbox.mssante.fr',
  civility: 'MME',
};

/** Doctor in training at the hospital: a CPF, which names the profession to come (G16) and none yet. */
export const THEO_BLANC: Holder = {
  person: {
    idNat: '899900000108',
    family: 'BLANC',
    given: 'THEO',
    title: 'Médecin en formation',
    profession: null,
    training: '10',
    skill: null,
    cardId: '9900000108',
    type: 'CPF',
  },
  pin: '1080',
  situations: [{ index: 1, ...HOSPITAL }],
  mailbox: 'theo.blanc@hopital.sandbox.mssante.fr',
  civility: 'M',
};

/** Secretary of Paule DURAND's practice: a nominative CPE. */
export const ALIX_SIMON: Holder = staff(
  '699900000017001/CPET0001',
  { family: 'SIMON', given: 'ALIX', title: 'Secrétaire', cardId: '9900000074' },
  PORT,
  { pin: '7474', mailbox: 'secretariat@cabinet.sandbox.mssante.fr', civility: 'MME', role: '331' },
);

/** Secretary at the hospital: a nominative CPE. */
export const NOE_PERRIN: Holder = staff(
  '30B0999997/CPET0002',
  { family: 'PERRIN', given: 'NOE', title: 'Secrétaire', cardId: '9900000082' },
  HOSPITAL,
  { pin: '8282', mailbox: 'secretariat.essais@hopital.sandbox.mssante.fr', civility: 'M', role: '331' },
);

/** Educator of a medico-social establishment. */
export const SACHA_ROUX: Holder = staff(
  '30B0999989/CPET0003',
  { family: 'ROUX', given: 'SACHA', title: 'Educateur spécialisé', cardId: '9900000090' },
  FOYER,
  { pin: '9090', mailbox: 'equipe@foyer.sandbox.mssante.fr', civility: 'M', role: '326' },
);

/** Card of the desk of Paule DURAND's practice: a CPE that names nobody. */
export const ACCUEIL_DU_PORT: Holder = staff(
  '699900000017001/000000011',
  { family: null, given: null, title: 'Carte de service santé ou social', cardId: '9900000116' },
  PORT,
  { pin: '1160', mailbox: 'accueil@cabinet.sandbox.mssante.fr', civility: 'MME', role: '331' },
);

/** Everybody whom a card names. */
export const HOLDERS: readonly Holder[] = [
  PAULE_DURAND,
  LUC_AUBERT,
  YANN_LEROUX,
  INES_MOREL,
  HUGO_PETIT,
  LISE_GARNIER,
  THEO_BLANC,
  ALIX_SIMON,
  NOE_PERRIN,
  SACHA_ROUX,
];

/** The cards of the sandbox by the name that a command gives them. */
export const WHO: Readonly<Record<string, Holder>> = {
  doctor: PAULE_DURAND,
  'other-doctor': LUC_AUBERT,
  nurse: YANN_LEROUX,
  midwife: INES_MOREL,
  pharmacist: HUGO_PETIT,
  occupational: LISE_GARNIER,
  trainee: THEO_BLANC,
  secretary: ALIX_SIMON,
  'other-secretary': NOE_PERRIN,
  educator: SACHA_ROUX,
  anonymous: ACCUEIL_DU_PORT,
};

/** Staff of a structure: no profession, and a card that bears the structure's name. */
function staff(
  idNat: string,
  person: Pick<PersonRequest, 'family' | 'given' | 'title' | 'cardId'>,
  place: Omit<Situation, 'index'>,
  holder: Pick<Holder, 'pin' | 'mailbox' | 'civility' | 'role'>,
): Holder {
  const structure = { name: place.name, idNat: place.idNat, department: 'Rhône (69)' };
  return {
    ...holder,
    person: { ...person, idNat, profession: null, skill: null, type: 'CPE', structure },
    situations: [{ index: 1, ...place }],
  };
}
