import { insOids } from '../../../shared/domain/ins/oids.ts';
import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import type { DocumentRecord } from '../../../shared/domain/record/document.ts';
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
  proposal: { type: '11488-4', recognisedIn: 'file-name' },
  warnings: [{ code: 'PDF_NOT_A', message: 'Ce PDF n’est pas un PDF/A.' }],
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
  bound: { actor: paule, situation: '499900000017001', mode: 'normal' },
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
