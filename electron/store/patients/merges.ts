import type { Effects } from '../effects.ts';
import type { Instant } from '../../../shared/domain/record/instant.ts';
import type { Revision } from '../../../shared/domain/record/revision.ts';
import { undoneFields } from '../../../shared/domain/identity/merge-fields.ts';
import type { MergeRecord } from '../../../shared/domain/record/merge.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { IdentityStatus } from '../../../shared/domain/types.ts';
import { storeError } from '../errors.ts';
import type { Sql } from '../sqlite/sql.ts';

import { readPatient, savePatient, type PatientRow } from './record.ts';

/**
 * Two ways for what a record holds to reach another one. What exists once moves: documents with their sends, stays,
 * numbers of other systems, information, episodes; merge_moves and episode_moves keep which rows, so that undoing moves those back and no other.
 * What a record says is copied, marked with the merge, and the removed record keeps its own as it was: médecin traitant,
 * correspondents, representatives, matricules known, last answer of the DMP. Transitions, INSi answers and the journal
 * stay with the record that they tell of.
 */
const MOVED: readonly { readonly what: string; readonly table: string }[] = [
  { what: 'document', table: 'documents' },
  { what: 'stay', table: 'stays' },
  { what: 'identifier', table: 'identifiers' },
  { what: 'information', table: 'information' },
];
const COPIED = [
  'correspondents',
  'other_correspondents',
  'representatives',
  'ins_periods',
  'received_ins',
  'dmp_knowledge',
  'identifiers',
] as const;

const COPIES: readonly string[] = [
  `INSERT INTO correspondents (patient_id, role, name, address, merge_id) SELECT ?2, role, name, address, ?3 FROM correspondents WHERE patient_id = ?1
   ON CONFLICT (patient_id, role) DO NOTHING`,
  // The médecin traitant of the removed record, when the kept one has another.
  `INSERT INTO other_correspondents (patient_id, name, address, merge_id) SELECT ?2, r.name, r.address, ?3 FROM correspondents r
   JOIN correspondents k ON k.patient_id = ?2 AND k.role = r.role WHERE r.patient_id = ?1 AND (k.name, k.address) IS NOT (r.name, r.address)`,
  'INSERT INTO other_correspondents (patient_id, name, address, merge_id) SELECT ?2, name, address, ?3 FROM other_correspondents WHERE patient_id = ?1 ORDER BY id',
  'INSERT INTO representatives (patient_id, name, relation, phone, merge_id) SELECT ?2, name, relation, phone, ?3 FROM representatives WHERE patient_id = ?1 ORDER BY id',
  'INSERT INTO ins_periods (patient_id, matricule, oid, valid_from, valid_to, merge_id) SELECT ?2, matricule, oid, valid_from, valid_to, ?3 FROM ins_periods WHERE patient_id = ?1 ORDER BY id',
  'INSERT INTO received_ins (patient_id, matricule, oid, problem, sender, received_at, merge_id) SELECT ?2, matricule, oid, problem, sender, received_at, ?3 FROM received_ins WHERE patient_id = ?1 ORDER BY id',
  `INSERT INTO dmp_knowledge (patient_id, state, authorization, medecin_traitant, asked_by, opposed_break_glass, opposed_regulation, at, merge_id)
   SELECT ?2, state, authorization, medecin_traitant, asked_by, opposed_break_glass, opposed_regulation, at, ?3 FROM dmp_knowledge
   WHERE patient_id = ?1 ON CONFLICT (patient_id) DO NOTHING`,
];

interface MergeRow {
  readonly id: string;
  readonly kept: string;
  readonly removed: string;
  readonly at: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly undone_at: string | null;
  readonly name: string;
  readonly ipp: string;
  readonly status: IdentityStatus;
  readonly ins_matricule: string | null;
  readonly ins_oid: string | null;
  readonly kept_before: string | null;
  readonly dropped: string;
}

/** The removed record leaves its matricule: a save of the kept record, later in the same commit, may take it. */
export function mergePatients(
  sql: Sql,
  { merge: m, removedRevision }: { readonly merge: MergeRecord; readonly removedRevision?: Revision },
): Effects {
  const removed = live(sql, m.removed);
  if (removedRevision !== undefined && removedRevision !== removed.revision) throw storeError('STORE_CONFLICT');
  live(sql, m.kept);
  sql.run(
    'INSERT INTO merges (id, kept, removed, at, actor, actor_name, name, ipp, status, ins_matricule, ins_oid, kept_before, dropped) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    m.id,
    m.kept,
    m.removed,
    m.at,
    m.by.idNat,
    m.by.name,
    m.name,
    m.ipp,
    removed.status,
    removed.ins_matricule,
    removed.ins_oid,
    m.keptBefore === null ? null : JSON.stringify(m.keptBefore),
    JSON.stringify(m.dropped),
  );
  for (const { what, table } of MOVED)
    sql.run(`INSERT INTO merge_moves (merge_id, what, key) SELECT ?, '${what}', id FROM ${table} WHERE patient_id = ?`, m.id, m.removed);
  sql.run('INSERT INTO episode_moves (merge_id, episode_key) SELECT ?, key FROM episodes WHERE patient_id = ?', m.id, m.removed);
  moveRows(sql, m.id, m.removed, m.kept);
  for (const copy of COPIES) sql.run(copy, m.removed, m.kept, m.id);
  sql.run(
    `UPDATE patients SET merged_into = ?, revision = revision + 1, ins_matricule = NULL, ins_oid = NULL,
     status = CASE WHEN status IN ('RECUP', 'QUAL') THEN 'PROV' ELSE status END WHERE id = ?`,
    m.kept,
    m.removed,
  );
  return ofBoth(m);
}

/**
 * What was added to the kept record since stays there; what somebody moved, replaced or edited there since is not touched.
 *
 * @throws PosteError STORE_CONFLICT (unknown, undone already, or the kept record is itself merged now),
 *   PATIENT_SAME_INS while another record, the kept one included, holds the matricule that comes back
 */
export function unmergePatients(sql: Sql, { mergeId, at }: { readonly mergeId: string; readonly at: Instant }): Effects {
  const m = sql.get<MergeRow>('SELECT * FROM merges WHERE id = ? AND undone_at IS NULL', mergeId);
  if (m === null) throw storeError('STORE_CONFLICT');
  live(sql, m.kept);
  giveBack(sql, m, at);
  sql.run('UPDATE merges SET undone_at = ? WHERE id = ?', at, mergeId);
  for (const table of COPIED) sql.run(`DELETE FROM ${table} WHERE patient_id = ? AND merge_id = ?`, m.kept, mergeId);
  sql.run(
    'UPDATE patients SET merged_into = NULL, revision = revision + 1, status = ?, ins_matricule = ?, ins_oid = ? WHERE id = ?',
    m.status,
    m.ins_matricule,
    m.ins_oid,
    m.removed,
  );
  moveRows(sql, mergeId, m.kept, m.removed);
  reopenConflicts(sql, m);
  return ofBoth(m);
}

/** What the merge settled between the two waits again. */
function reopenConflicts(sql: Sql, m: MergeRow): void {
  sql.run(
    `UPDATE conflicts SET settled_at = NULL, settled_by = NULL, settled_by_name = NULL WHERE settled_at = ?1
     AND (SELECT count(*) FROM conflict_patients WHERE conflict_id = conflicts.id AND patient_id IN (?2, ?3)) = 2
     AND (SELECT count(*) FROM conflict_patients WHERE conflict_id = conflicts.id) = 2`,
    m.at,
    m.kept,
    m.removed,
  );
}

/** What the merge changed of the kept record. Before the removed one is as it was: what it says is what the merge gave. */
function giveBack(sql: Sql, undone: MergeRow, at: string): void {
  const merge = facts(sql, undone);
  const later = sql.all<MergeRow>(
    'SELECT * FROM merges WHERE kept = ?1 AND undone_at IS NULL AND rowid > (SELECT rowid FROM merges WHERE id = ?2) ORDER BY rowid',
    undone.kept,
    undone.id,
  );
  const kept = record(sql, undone.kept);
  const { restored, handed } = undoneFields(
    kept,
    merge,
    later.map((row) => facts(sql, row)),
  );
  for (const [{ id }, before] of handed) sql.run('UPDATE merges SET kept_before = ? WHERE id = ?', JSON.stringify(before), id);
  if (Object.keys(restored).length > 0) savePatient(sql, { patient: { ...kept, ...restored, updatedAt: at } });
}

const facts = (sql: Sql, row: MergeRow) => ({
  id: row.id,
  at: row.at,
  before: read(row).keptBefore ?? {},
  removed: record(sql, row.removed),
});

function record(sql: Sql, id: string): PatientRecord {
  const row = sql.get<PatientRow>('SELECT * FROM patients WHERE id = ?', id);
  if (row === null) throw storeError('STORE_CONFLICT');
  return readPatient(row);
}

/** Everything of both is somewhere else. */
const ofBoth = ({ removed, kept }: Pick<MergeRecord, 'removed' | 'kept'>): Effects => {
  const both = [removed, kept];
  return { indexed: both, patients: both, documents: both };
};

/** The rows that the merge names and that are still where it left them. */
function moveRows(sql: Sql, mergeId: string, from: string, to: string): void {
  const named = (what: string): string => `(SELECT key FROM merge_moves WHERE merge_id = ?3 AND what = '${what}')`;
  // Sends first: they are told by their document, made since the merge or not.
  sql.run(`UPDATE sends SET patient_id = ?2 WHERE patient_id = ?1 AND document_id IN ${named('document')}`, from, to, mergeId);
  // A draft being written is read again before it is saved; a validated document is not touched but for its record.
  sql.run(
    `UPDATE documents SET patient_id = ?2, revision = revision + 1 WHERE patient_id = ?1 AND status = 'draft' AND id IN ${named('document')}`,
    from,
    to,
    mergeId,
  );
  sql.run(`UPDATE documents SET patient_id = ?2 WHERE patient_id = ?1 AND id IN ${named('document')}`, from, to, mergeId);
  for (const { what, table } of MOVED.slice(1))
    sql.run(`UPDATE ${table} SET patient_id = ?2 WHERE patient_id = ?1 AND id IN ${named(what)}`, from, to, mergeId);
  sql.run(
    'UPDATE episodes SET patient_id = ?2 WHERE patient_id = ?1 AND key IN (SELECT episode_key FROM episode_moves WHERE merge_id = ?3)',
    from,
    to,
    mergeId,
  );
}

type Live = Pick<MergeRow, 'status' | 'ins_matricule' | 'ins_oid'> & { readonly revision: number };

function live(sql: Sql, id: string): Live {
  const row = sql.get<Live>('SELECT status, ins_matricule, ins_oid, revision FROM patients WHERE id = ? AND merged_into IS NULL', id);
  if (row === null) throw storeError('STORE_CONFLICT');
  return row;
}

const read = (row: MergeRow): MergeRecord => ({
  id: row.id,
  kept: row.kept,
  removed: row.removed,
  at: row.at,
  by: { idNat: row.actor, name: row.actor_name },
  undoneAt: row.undone_at,
  name: row.name,
  ipp: row.ipp,
  // Casts: written by mergePatients and giveBack alone.
  keptBefore: row.kept_before === null ? null : (JSON.parse(row.kept_before) as MergeRecord['keptBefore']),
  dropped: JSON.parse(row.dropped) as MergeRecord['dropped'],
});

export function listMerges(sql: Sql, kept: string): MergeRecord[] {
  return sql.all<MergeRow>('SELECT * FROM merges WHERE kept = ? ORDER BY at DESC, rowid DESC', kept).map(read);
}

export function getMerge(sql: Sql, id: string): MergeRecord | null {
  const row = sql.get<MergeRow>('SELECT * FROM merges WHERE id = ?', id);
  return row === null ? null : read(row);
}
