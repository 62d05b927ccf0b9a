import { insOids } from '../../../shared/domain/ins/oids.ts';
import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import type { DelegationRecord } from '../../../shared/domain/record/delegation.ts';
import type { DocumentRecord, Prepared } from '../../../shared/domain/record/document.ts';
import type { CollectiveInformation } from '../../../shared/domain/record/collective.ts';
import type { EpisodeRecord } from '../../../shared/domain/record/episode.ts';
import type { StayRecord } from '../../../shared/domain/record/stay.ts';
import type { SendRecord } from '../../../shared/domain/record/send.ts';
import { patientRecord } from '../../setup/patient.ts';

/** Fictitious rows; every test changes what it looks at. */
export const AT = '2026-11-21T10:00:00.000Z';
export const later = (minutes: number): string => new Date(Date.parse(AT) + minutes * 60_000).toISOString();
export const paule = { idNat: '899900000017', name: 'Dr Paule DURAND' };
export const testIns = { matricule: '279035121518989', oid: insOids['NIR-TEST'] };

export const patient = patientRecord;

export const document = (changed: Partial<DocumentRecord> = {}): DocumentRecord => ({
  id: 'd1',
  revision: 0,
  patientId: 'p1',
  status: 'draft',
  fileName: 'CR consultation.pdf',
  size: 3,
  pages: 1,
  addedAt: AT,
  addedBy: paule,
  form: {
    type: '11488-4',
    title: 'CR de consultation',
    date: '2026-11-20',
    visibility: 'visible',
    recipients: ['b@x.mssante.fr', 'a@x.mssante.fr'],
  },
  proposal: {
    title: { value: 'CR de consultation', from: 'text' },
    date: { value: '2026-11-20', from: null },
    type: { value: '11488-4', from: 'file-name' },
    types: ['11488-4'],
  },
  reading: { state: 'read', done: 1, scanned: false },
  otherPerson: null,
  warnings: [{ code: 'PDF_NOT_A', message: 'Ce PDF n’est pas un PDF/A.' }],
  prepared: null,
  returned: null,
  validated: null,
  ...changed,
});

export const validated: NonNullable<DocumentRecord['validated']> = {
  at: AT,
  by: paule,
  situation: '499900000017001',
  cda: { id: '2.25.1', setId: '2.25.2', version: 1 },
};

export const send = (changed: Partial<SendRecord> = {}): SendRecord => ({
  id: 's1',
  revision: 0,
  documentId: 'd1',
  patientId: 'p1',
  channel: 'dmp',
  recipient: null,
  role: null,
  state: 'queued',
  bound: { actor: paule, situation: '499900000017001', mode: 'normal', delegation: null },
  attempts: 0,
  createdAt: AT,
  updatedAt: AT,
  nextAt: null,
  sentAt: null,
  lease: null,
  messageId: null,
  uniqueId: '2.25.1',
  error: null,
  ...changed,
});

export const act = (changed: Partial<AuditEntry> = {}): AuditEntry => ({
  at: AT,
  actor: paule,
  onBehalfOf: null,
  situation: '499900000017001',
  act: 'patient.created',
  label: 'Dossier créé',
  patientId: 'p1',
  objectId: null,
  result: 'ok',
  details: {},
  ...changed,
});

/** Paule DURAND lets her secretary prepare her documents; every test changes what it looks at. */
export const delegation = (changed: Partial<DelegationRecord> = {}): DelegationRecord => ({
  id: 'g1',
  revision: 0,
  from: {
    idNat: paule.idNat,
    family: 'DURAND',
    given: 'PAULE',
    prefix: null,
    suffix: 'DR',
    speciality: { code: 'G15_10/SM26', displayName: 'Médecin - Qualifié en Médecine Générale (SM)', codeSystem: '1.2.250.1.213.1.1.4.5' },
    structure: { idNat: '499900000017001', name: 'Cabinet du Port', sector: 'SA07', practiceSetting: 'AMBULATOIRE' },
  },
  to: { idNat: '699900000017001/CPET0001', name: 'Alix SIMON' },
  structure: '499900000017001',
  acts: ['prepare'],
  types: [],
  since: AT,
  until: null,
  revokedAt: null,
  ...changed,
});

/** What the secretary of that delegation handed over. */
export const prepared: Prepared = {
  at: AT,
  by: {
    idNat: '699900000017001/CPET0001',
    family: 'SIMON',
    given: 'ALIX',
    prefix: null,
    suffix: null,
    speciality: null,
    structure: delegation().from.structure,
  },
  byName: 'Alix SIMON',
  for: paule,
  delegation: 'g1',
};

export const stay = (changed: Partial<StayRecord> = {}): StayRecord => ({
  patientId: 'p1',
  authority: 'A',
  visit: '1',
  ward: null,
  admittedAt: AT,
  dischargedAt: null,
  state: 'open',
  eventAt: AT,
  updatedAt: AT,
  ...changed,
});

export const episode = (changed: Partial<EpisodeRecord> = {}): EpisodeRecord => ({
  id: 'e1',
  patientId: 'p1',
  kind: 'follow-up',
  openedAt: AT,
  openedBy: paule,
  closedAt: null,
  closedBy: null,
  actedAt: AT,
  team: { structure: '499900000017001', structureName: 'CABINET DU DR DURAND', name: null, members: [] },
  pathway: null,
  useCase: null,
  correspondents: [],
  ...changed,
});

export const collective = (changed: Partial<CollectiveInformation> = {}): CollectiveInformation => ({
  id: 'i1',
  structure: '499900000017001',
  structureName: 'CABINET DU DR DURAND',
  means: 'poster',
  since: '2026-09-01',
  notice: '2026-1',
  purposes: ['feeding', 'mssPatient', 'mssProfessionals'],
  at: AT,
  by: paule,
  withdrawn: null,
  ...changed,
});
