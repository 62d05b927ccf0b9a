import type { Db } from './db.ts';
import { appendAudit } from './repositories/audit.ts';
import { addContent, removeDocument, reopenDocument, saveDocument } from './repositories/documents.ts';
import { addInsiAnswer, addTransition } from './repositories/identity.ts';
import { recordInformation } from './repositories/information.ts';
import { patientOpened, savePatient, setCorrespondent, setDmpKnowledge } from './repositories/patients.ts';
import { addPayload, saveSend } from './repositories/sends.ts';
import { setMailbox, setSetting } from './repositories/settings.ts';
import type { Sql } from './sql.ts';
import type { Change, Commit } from './types.ts';

/** The only writing door: every change and its trace in one transaction (architecture, decision 7). */
export function applyCommit(db: Db, sql: Sql, commit: Commit): void {
  db.transaction(() => {
    for (const change of commit.changes) apply(sql, change);
    appendAudit(sql, commit.audit);
  }).immediate();
}

function apply(sql: Sql, change: Change): void {
  switch (change.kind) {
    case 'patient.save':
      return savePatient(sql, change);
    case 'patient.opened':
      return patientOpened(sql, change);
    case 'correspondent.set':
      return setCorrespondent(sql, change);
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
