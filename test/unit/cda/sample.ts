import type { CdaInput } from '../../../electron/cda/input.ts';
import type { Coded, Patient, Pro } from '../../../shared/domain/types.ts';

const skill: Coded = {
  code: 'G15_10/SM26',
  displayName: 'Médecin - Qualifié en Médecine Générale (SM)',
  codeSystem: '1.2.250.1.213.1.1.4.5',
};

export const durand: Pro = {
  idNat: '899900000017',
  family: 'DURAND',
  given: 'Paule',
  prefix: 'MME',
  suffix: 'DR',
  speciality: skill,
  structure: { idNat: '499900000017001', name: 'Cabinet du Port', sector: 'SA07', practiceSetting: 'AMBULATOIRE' },
};

export const aubert: Pro = {
  idNat: '899900000025',
  family: 'AUBERT',
  given: 'Luc',
  prefix: 'M',
  suffix: 'DR',
  speciality: skill,
  structure: { idNat: '499900000025001', name: 'Cabinet des Halles', sector: 'SA07', practiceSetting: 'AMBULATOIRE' },
};

export const dominique: Patient = {
  ins: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' },
  status: 'QUAL',
  ipp: 'IPP-00014',
  birthName: 'PAT-TROIS',
  birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
  firstBirthFirstName: 'DOMINIQUE',
  usedName: null,
  usedFirstName: null,
  sex: 'F',
  birthDate: '1979-03-28',
  birthPlace: '51215',
};

/** The smallest description: what every document must say. */
export const minimal: CdaInput = {
  type: '11488-4',
  title: 'Consultation du 2 mars 2026',
  createdAt: '2026-03-02T10:30:00+01:00',
  patient: dominique,
  author: durand,
  event: { start: '2026-03-02T10:00:00+01:00' },
  encounter: { code: 'AMB', start: '2026-03-02T10:00:00+01:00' },
};

/** Everything a description can say. */
export const complete: CdaInput = {
  ...minimal,
  title: 'Annule et remplace : suites d’une « toux » <sèche> & traînante',
  patient: { ...dominique, usedName: 'TROIS-PONTS', usedFirstName: 'DOMI' },
  event: {
    start: '2026-03-02T10:00:00+01:00',
    end: '2026-03-02T10:20:00+01:00',
    code: { code: 'DEQP003', displayName: 'Électrocardiographie', codeSystem: '1.2.250.1.215.300.1' },
  },
  encounter: { code: 'AMB', start: '2026-03-02T10:00:00+01:00', end: '2026-03-02T10:20:00+01:00' },
  legalAuthenticator: aubert,
  dataEnterer: {
    idNat: '499900000017001/0001',
    family: 'PETIT',
    given: 'Ana',
    prefix: 'MME',
    speciality: '331',
    structure: durand.structure,
    time: '2026-03-02T10:25:00+01:00',
  },
  custodian: { idNat: '1999999999', name: 'CH des Essais' },
  recipients: [aubert],
  prescriber: { ...aubert, time: '2026-02-20T09:00:00+01:00' },
  medecinTraitant: aubert,
  confidentiality: 'R',
  id: '1.2.250.1.999.7.1.1002',
  setId: '1.2.250.1.999.7.2.501',
  version: 2,
  replaces: '1.2.250.1.999.7.1.1001',
  flags: ['INVISIBLE_PATIENT'],
};

/** A patient without qualified identity: local number alone. */
export const unqualified: CdaInput = {
  ...minimal,
  patient: { ...dominique, ins: null, status: 'VALI', birthFirstNames: null, birthPlace: null },
  encounter: {},
};

export const letter = { mediaType: 'text/plain', bytes: new TextEncoder().encode('Cher confrère, tout va bien.') };

/** A clock that does not move and ids in sequence. */
export const fixed = () => {
  let count = 0;
  return { now: new Date('2026-03-02T09:31:00Z'), uuid: () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}` };
};
