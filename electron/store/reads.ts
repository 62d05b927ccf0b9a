import { auditHead, auditPage, verifyAudit } from './audit/reads.ts';
import { countDocuments, getContent, getDocument, listDocuments } from './documents/reads.ts';
import { getInsiAnswer, insiVerbatim, listInsiAnswers, listTransitions } from './identity/reads.ts';
import { listInformation } from './patients/information.ts';
import { importByFingerprint, importErrors, getImport, listImports, refusedLines } from './imports/reads.ts';
import { candidates, sameTraits } from './patients/candidates.ts';
import { lookalikes } from './patients/lookalikes.ts';
import { getMerge, listMerges } from './patients/merges.ts';
import { identifiersOf, insHistory, patientByIdentifier } from './patients/identifiers.ts';
import { countPatients, getPatient, nextIpp, patientByIns } from './patients/record.ts';
import { countFound, patientsByMatricule, searchPatients } from './patients/search.ts';
import { boundSends, countSends, countSendsOf, dueSends, getPayload, getSend, listSends, pageOfSends, sendsOf } from './outbox/reads.ts';
import { getMailbox, getSetting } from './settings/reads.ts';
import { getStay, listStays } from './patients/stays.ts';
import { doubtful, openConflicts, queuedInsi, received, stale, toQualify, waitingConflicts } from './worklists/reads.ts';
import type { Sql } from './sqlite/sql.ts';

/** Read messages of the worker, by name. The client's methods are typed from this table. */
export const reads = {
  'patients.search': searchPatients,
  'patients.found': countFound,
  'patients.get': getPatient,
  'patients.sameTraits': sameTraits,
  'patients.byIns': patientByIns,
  'patients.byMatricule': patientsByMatricule,
  'patients.candidates': candidates,
  'patients.lookalikes': lookalikes,
  'patients.byIdentifier': patientByIdentifier,
  'patients.identifiers': identifiersOf,
  'patients.insHistory': insHistory,
  'patients.stays': listStays,
  'patients.stay': getStay,
  'patients.merges': listMerges,
  'patients.merge': getMerge,
  'patients.queued': queuedInsi,
  'patients.count': countPatients,
  'patients.nextIpp': nextIpp,
  'worklists.toQualify': toQualify,
  'worklists.doubtful': doubtful,
  'worklists.waiting': waitingConflicts,
  'worklists.conflicts': openConflicts,
  'worklists.received': received,
  'worklists.stale': stale,
  'imports.list': listImports,
  'imports.get': getImport,
  'imports.byFingerprint': importByFingerprint,
  'imports.errors': importErrors,
  'imports.refused': refusedLines,
  'identity.transitions': listTransitions,
  'insi.get': getInsiAnswer,
  'insi.list': listInsiAnswers,
  'insi.verbatim': insiVerbatim,
  'information.list': listInformation,
  'documents.list': listDocuments,
  'documents.counts': countDocuments,
  'documents.get': getDocument,
  'documents.content': getContent,
  'outbox.due': dueSends,
  'outbox.bound': boundSends,
  'outbox.list': listSends,
  'outbox.ofDocuments': sendsOf,
  'outbox.page': pageOfSends,
  'outbox.get': getSend,
  'outbox.payload': getPayload,
  'outbox.countOf': countSendsOf,
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
