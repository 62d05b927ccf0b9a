import type { DocumentEntry } from '../../../electron/xds/metadata.ts';
import { documentEntryToXml } from '../../../electron/xds/document-entry.ts';
import { rimIds } from '../../../electron/xds/rim.ts';
import { PATIENT } from './wire.ts';

/** A document as a registry gives it. */
export const entry: DocumentEntry = {
  entryId: 'urn:uuid:0f4b7a3c-0000-4000-8000-000000000001',
  lid: 'urn:uuid:0f4b7a3c-0000-4000-8000-00000000000a',
  status: 'urn:oasis:names:tc:ebxml-regrep:StatusType:Approved',
  metadataVersion: '2',
  mimeType: 'text/xml',
  uniqueId: '2.25.12345',
  title: 'Compte rendu <de> l’hôpital',
  comment: null,
  creationTime: '20260302081530',
  languageCode: 'fr-FR',
  serviceStart: '20260301',
  serviceStop: '20260302',
  authors: [
    {
      person: {
        id: '899900000017',
        family: 'DURAND',
        given: 'Paule',
        suffix: null,
        prefix: null,
        root: '1.2.250.1.71.4.2.1',
        nameType: 'D',
        idType: 'IDNPS',
      },
      roles: ['Médecin traitant'],
      specialities: [{ code: 'G15_10/SM26', displayName: 'Médecine générale', codeSystem: '1.2.250.1.213.1.1.4.5' }],
      institutions: [{ name: 'Cabinet du Port', id: '499900000017001', root: '1.2.250.1.71.4.2.2', idType: 'IDNST' }],
      otherSlots: [{ name: 'authorTelecommunication', values: ['^^Internet^a@example.org'] }],
    },
  ],
  legalAuthenticator: null,
  class: { code: '10', displayName: 'Compte rendu', codeSystem: '1.2.250.1.213.1.1.4.1' },
  type: { code: '11488-4', displayName: 'CR de consultation', codeSystem: '2.16.840.1.113883.6.1' },
  format: { code: 'urn:ihe:iti:xds-sd:pdf:2008', displayName: 'PDF', codeSystem: '1.3.6.1.4.1.19376.1.2.3' },
  facility: { code: 'SA07', displayName: 'Cabinet individuel', codeSystem: '1.2.250.1.71.4.2.4' },
  practice: { code: 'AMBULATOIRE', displayName: 'Ambulatoire', codeSystem: '1.2.250.1.213.1.1.4.9' },
  confidentiality: [{ code: 'N', displayName: 'Normal', codeSystem: '2.16.840.1.113883.5.25' }],
  events: [],
  patientId: { id: PATIENT.matricule, root: PATIENT.oid, type: 'NH', date: null },
  sourcePatientId: { id: '0456', root: '1.2.3', type: 'PI', date: null },
  sourcePatientInfo: ['PID-5|DURAND^LUC^^^^^L', 'PID-8|M'],
  hash: 'a9993e364706816aba3e25717850c26c9cd0d89d',
  size: 3,
  repositoryUniqueId: '1.2.250.1.213.4.1.1.1.2',
  uri: null,
  otherSlots: [{ name: 'urn:ihe:iti:xds:2013:referenceIdList', values: ['1^^^^urn:a', '2^^^^urn:b'] }],
};

export const flag = (code: string) => ({ code, displayName: code, codeSystem: '1.2.250.1.213.1.1.4.13' });

/** The entry with these changes, as it travels. */
export const entryXml = (changes: Partial<DocumentEntry> = {}): string => documentEntryToXml({ ...entry, ...changes }, rimIds()).source;
