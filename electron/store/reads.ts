import { auditHead, auditPage, verifyAudit } from './repositories/audit.ts';
import { getContent, getDocument, listDocuments } from './repositories/documents.ts';
import { getInsiAnswer, insiVerbatim, listInsiAnswers, listTransitions } from './repositories/identity.ts';
import { listInformation } from './repositories/information.ts';
import { countPatients, getPatient, nextIpp, patientByIns, sameTraits, searchPatients } from './repositories/patients.ts';
import { countSends, dueSends, getPayload, getSend, listSends } from './repositories/sends.ts';
import { getMailbox, getSetting } from './repositories/settings.ts';
import type { Sql } from './sql.ts';

/** Read messages of the worker, by name. The client's methods are typed from this table. */
export const reads = {
  'patients.search': searchPatients,
  'patients.get': getPatient,
  'patients.sameTraits': sameTraits,
  'patients.byIns': patientByIns,
  'patients.count': countPatients,
  'patients.nextIpp': nextIpp,
  'identity.transitions': listTransitions,
  'insi.get': getInsiAnswer,
  'insi.list': listInsiAnswers,
  'insi.verbatim': insiVerbatim,
  'information.list': listInformation,
  'documents.list': listDocuments,
  'documents.get': getDocument,
  'documents.content': getContent,
  'outbox.due': dueSends,
  'outbox.list': listSends,
  'outbox.get': getSend,
  'outbox.payload': getPayload,
  'outbox.counts': countSends,
  'settings.get': getSetting,
  'mailboxes.get': getMailbox,
  'audit.page': auditPage,
  'audit.head': auditHead,
  'audit.verify': verifyAudit,
} as const;

export type ReadName = keyof typeof reads;
export type ReadArguments<N extends ReadName> = Parameters<(typeof reads)[N]> extends [Sql, ...infer A] ? A : never;
export type ReadAnswer<N extends ReadName> = ReturnType<(typeof reads)[N]>;
