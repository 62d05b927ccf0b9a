import type { Db } from './db.ts';
import { appendAudit } from '../audit/reads.ts';
import { addContent, removeDocument, reopenDocument, saveDocument } from '../documents/reads.ts';
import { addInsiAnswer, addTransition } from '../identity/reads.ts';
import { recordInformation } from '../patients/information.ts';
import { addImportError, saveImport } from '../imports/reads.ts';
import { mergePatients, unmergePatients } from '../patients/merges.ts';
import { addInsPeriods, addReceivedIns, setIdentifier } from '../patients/identifiers.ts';
import { patientOpened, savePatient } from '../patients/record.ts';
import { addPayload, saveSend } from '../outbox/reads.ts';
import { setMailbox, setSetting } from '../settings/reads.ts';
import { indexPatients, type Reindex } from '../patients/search-index.ts';
import { setStay } from '../patients/stays.ts';
import { setCorrespondent, setCorrespondents, setDmpKnowledge, setRepresentatives } from '../patients/contacts.ts';
import { addConflict, queueInsi, settleConflict, unqueueInsi } from '../worklists/reads.ts';
import type { Sql } from './sql.ts';
import type { Change, Commit } from '../types.ts';

/** What became of a commit: null, or why it was refused. */
export type Committed = null | { readonly thrown: unknown };

/**
 * Commits asked at once, in order, all on disk by one transaction: each is still all or nothing by itself, and a refused one
 * takes no other with it. When the disk does not take them together, each is tried alone.
 */
export function applyCommits(db: Db, sql: Sql, commits: readonly Commit[]): Committed[] {
  const [only] = commits;
  if (commits.length > 1) {
    try {
      return db
        .transaction(() =>
          commits.map((commit) =>
            tried(
              () => applyCommit(db, sql, commit),
              () => db.inTransaction,
            ),
          ),
        )
        .immediate();
    } catch {
      return commits.map((commit) => tried(() => applyCommit(db, sql, commit)));
    }
  }
  return only === undefined ? [] : [tried(() => applyCommit(db, sql, only))];
}

/** @param contained whether a refusal left the others as they were; else it is thrown. */
function tried(act: () => void, contained: () => boolean = () => true): Committed {
  try {
    act();
    return null;
  } catch (thrown) {
    if (!contained()) throw thrown;
    return { thrown };
  }
}

/** The only writing door: every change and its trace in one transaction (architecture, decision 7); in another one, a part of it that fails alone. */
export function applyCommit(db: Db, sql: Sql, commit: Commit): void {
  const write = db.transaction(() => {
    indexPatients(sql, new Set(commit.changes.flatMap((change) => apply(sql, change) ?? [])));
    appendAudit(sql, commit.audit);
  });
  if (commit.deferred !== true) return write.immediate();
  db.pragma('synchronous = NORMAL');
  try {
    write.immediate();
  } finally {
    db.pragma('synchronous = FULL');
  }
}

/** @returns the records to index again for the search. */
function apply(sql: Sql, change: Change): Reindex | void {
  switch (change.kind) {
    case 'patient.save':
      return savePatient(sql, change);
    case 'patient.opened':
      return patientOpened(sql, change);
    case 'correspondent.set':
      return setCorrespondent(sql, change);
    case 'correspondents.set':
      return setCorrespondents(sql, change);
    case 'representatives.set':
      return setRepresentatives(sql, change);
    case 'ins.known':
      return addInsPeriods(sql, change);
    case 'ins.received':
      return addReceivedIns(sql, change);
    case 'identifier.set':
      return setIdentifier(sql, change);
    case 'stay.set':
      return setStay(sql, change);
    case 'insi.queue':
      return queueInsi(sql, change);
    case 'insi.unqueue':
      return unqueueInsi(sql, change);
    case 'patient.merge':
      return mergePatients(sql, change);
    case 'patient.unmerge':
      return unmergePatients(sql, change);
    case 'conflict.add':
      return addConflict(sql, change);
    case 'conflict.settle':
      return settleConflict(sql, change);
    case 'import.save':
      return saveImport(sql, change);
    case 'import.error':
      return addImportError(sql, change);
    case 'dmp.known':
      return setDmpKnowledge(sql, change);
    case 'identity.transition':
      return addTransition(sql, change);
    case 'insi.answer':
      return addInsiAnswer(sql, change);
    case 'information.record':
      return recordInformation(sql, change);
    case 'document.save':
      return saveDocument(sql, change);
    case 'document.content':
      return addContent(sql, change);
    case 'document.remove':
      return removeDocument(sql, change);
    case 'document.reopen':
      return reopenDocument(sql, change);
    case 'send.save':
      return saveSend(sql, change);
    case 'send.payload':
      return addPayload(sql, change);
    case 'setting.set':
      return setSetting(sql, change);
    case 'mailbox.known':
      return setMailbox(sql, change);
  }
}
