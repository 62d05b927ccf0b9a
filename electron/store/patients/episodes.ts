import type { Effects } from '../effects.ts';
import type { Actor } from '../../../shared/domain/record/actor.ts';
import type { EpisodeCorrespondent, EpisodeRecord } from '../../../shared/domain/record/episode.ts';
import type { Instant } from '../../../shared/domain/record/instant.ts';
import type { StayRecord } from '../../../shared/domain/record/stay.ts';
import { storeError } from '../errors.ts';
import type { Sql } from '../sqlite/sql.ts';

/** Opens an episode with its correspondents, and makes it the patient's current one. `unlessThere`: nothing is done when it is. */
export function openEpisode(
  sql: Sql,
  { episode: e, unlessThere = false }: { readonly episode: EpisodeRecord; readonly unlessThere?: boolean },
): Effects {
  if (unlessThere && getEpisode(sql, e.patientId, e.id) !== null) return {};
  sql.run(
    `INSERT INTO episodes (id, patient_id, kind, opened_at, opened_by, opened_by_name, acted_at, structure, structure_name, team_name, members, pathway, use_case)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    e.id,
    e.patientId,
    e.kind,
    e.openedAt,
    e.openedBy?.idNat ?? null,
    e.openedBy?.name ?? null,
    e.actedAt,
    e.team.structure,
    e.team.structureName,
    e.team.name,
    JSON.stringify(e.team.members),
    e.pathway,
    e.useCase,
  );
  writeCorrespondents(sql, keyOf(sql, e.patientId, e.id), e.correspondents);
  makeCurrent(sql, e.patientId, e.id);
  return { patients: [e.patientId] };
}

/** What closes an episode. `next`: id of the episode to come, when no other one is open. */
interface Closing {
  readonly patientId: string;
  readonly episodeId: string;
  readonly at: Instant;
  /** Null: it ended by itself. */
  readonly by: Actor | null;
  readonly next: string;
}

/** @throws PosteError STORE_CONFLICT when it is closed already, or unknown */
export function closeEpisode(sql: Sql, { patientId, episodeId, at, by, next }: Closing): Effects {
  const closed = sql.run(
    'UPDATE episodes SET closed_at = ?, closed_by = ?, closed_by_name = ? WHERE patient_id = ? AND id = ? AND closed_at IS NULL',
    at,
    by?.idNat ?? null,
    by?.name ?? null,
    patientId,
    episodeId,
  );
  if (closed === 0) throw storeError('STORE_CONFLICT');
  leave(sql, patientId, episodeId, next);
  return { patients: [patientId] };
}

export function setEpisodeCorrespondents(
  sql: Sql,
  given: { readonly patientId: string; readonly episodeId: string; readonly correspondents: readonly EpisodeCorrespondent[] },
): Effects {
  const key = keyOf(sql, given.patientId, given.episodeId);
  sql.run('DELETE FROM episode_correspondents WHERE episode_key = ?', key);
  writeCorrespondents(sql, key, given.correspondents);
  return { patients: [given.patientId] };
}

/** The episode of a stay, as the hospital tells it: opened, closed, open again. `next` as in {@link closeEpisode}, or the id of a new one. */
export function followStay(sql: Sql, { stay, next }: { readonly stay: StayRecord; readonly next: string }): Effects {
  const { patientId, authority, visit, updatedAt } = stay;
  const held = sql.get<{ readonly id: string; readonly closed: number }>(
    'SELECT id, closed_at IS NOT NULL AS closed FROM episodes WHERE patient_id = ? AND stay_authority = ? AND stay_visit = ?',
    patientId,
    authority,
    visit,
  );
  if (stay.state === 'open') {
    // What was told before the stay was announced, and of no episode yet, is the stay's.
    const id = held?.id ?? unopened(sql, patientId) ?? next;
    sql.run(
      `INSERT INTO episodes (id, patient_id, kind, opened_at, acted_at, stay_authority, stay_visit) VALUES (?1, ?2, 'stay', ?3, ?4, ?5, ?6)
       ON CONFLICT (patient_id, id) DO UPDATE SET closed_at = NULL, acted_at = ?4`,
      id,
      patientId,
      stay.admittedAt ?? updatedAt,
      updatedAt,
      authority,
      visit,
    );
    if (held === null || held.closed === 1) makeCurrent(sql, patientId, id);
  } else if (held !== null) {
    sql.run('UPDATE episodes SET closed_at = ? WHERE patient_id = ? AND id = ?', stay.dischargedAt ?? updatedAt, patientId, held.id);
    leave(sql, patientId, held.id, next);
  }
  return { patients: [patientId] };
}

/** The current episode of a patient, when nobody opened it yet. */
const unopened = (sql: Sql, patientId: string): string | null =>
  sql.get<{ readonly episode: string }>(
    'SELECT episode FROM patients p WHERE id = ? AND NOT EXISTS (SELECT 1 FROM episodes e WHERE e.patient_id = p.id AND e.id = p.episode)',
    patientId,
  )?.episode ?? null;

function makeCurrent(sql: Sql, patientId: string, episodeId: string): void {
  sql.run('UPDATE patients SET episode = ? WHERE id = ? AND episode <> ?', episodeId, patientId, episodeId);
}

/** The current one is over: another that is open is current again, the latest opened; without any, the one to come. */
function leave(sql: Sql, patientId: string, episodeId: string, next: string): void {
  const other = sql.get<{ readonly id: string }>(
    'SELECT id FROM episodes WHERE patient_id = ? AND closed_at IS NULL ORDER BY opened_at DESC, key DESC LIMIT 1',
    patientId,
  );
  sql.run('UPDATE patients SET episode = ? WHERE id = ? AND episode = ?', other?.id ?? next, patientId, episodeId);
}

function keyOf(sql: Sql, patientId: string, episodeId: string): number {
  const row = sql.get<{ readonly key: number }>('SELECT key FROM episodes WHERE patient_id = ? AND id = ?', patientId, episodeId);
  if (row === null) throw storeError('STORE_CONFLICT');
  return row.key;
}

function writeCorrespondents(sql: Sql, key: number, correspondents: readonly EpisodeCorrespondent[]): void {
  for (const [position, { name, role, address, confirmed }] of correspondents.entries())
    sql.run(
      `INSERT INTO episode_correspondents (episode_key, position, name, role, address, confirmed_at, confirmed_by, confirmed_by_name)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      key,
      position,
      name,
      role,
      address,
      confirmed?.at ?? null,
      confirmed?.by.idNat ?? null,
      confirmed?.by.name ?? null,
    );
}

interface EpisodeRow {
  readonly key: number;
  readonly id: string;
  readonly patient_id: string;
  readonly kind: EpisodeRecord['kind'];
  readonly opened_at: string;
  readonly opened_by: string | null;
  readonly opened_by_name: string | null;
  readonly closed_at: string | null;
  readonly closed_by: string | null;
  readonly closed_by_name: string | null;
  readonly acted_at: string;
  readonly structure: string | null;
  readonly structure_name: string | null;
  readonly team_name: string | null;
  readonly members: string;
  readonly pathway: string | null;
  readonly use_case: string | null;
}

interface CorrespondentRow {
  readonly name: string;
  readonly role: EpisodeCorrespondent['role'];
  readonly address: string | null;
  readonly confirmed_at: string | null;
  readonly confirmed_by: string | null;
  readonly confirmed_by_name: string | null;
}

const actor = (idNat: string | null, name: string | null): Actor | null => (idNat === null || name === null ? null : { idNat, name });

const readWith =
  (sql: Sql) =>
  (row: EpisodeRow): EpisodeRecord => ({
    id: row.id,
    patientId: row.patient_id,
    kind: row.kind,
    openedAt: row.opened_at,
    openedBy: actor(row.opened_by, row.opened_by_name),
    closedAt: row.closed_at,
    closedBy: actor(row.closed_by, row.closed_by_name),
    actedAt: row.acted_at,
    team: {
      structure: row.structure,
      structureName: row.structure_name,
      name: row.team_name,
      // Cast: written by openEpisode alone.
      members: JSON.parse(row.members) as readonly Actor[],
    },
    pathway: row.pathway,
    useCase: row.use_case,
    correspondents: sql
      .all<CorrespondentRow>('SELECT * FROM episode_correspondents WHERE episode_key = ? ORDER BY position', row.key)
      .map(({ name, role, address, ...c }) => {
        const by = actor(c.confirmed_by, c.confirmed_by_name);
        return { name, role, address, confirmed: c.confirmed_at === null || by === null ? null : { at: c.confirmed_at, by } };
      }),
  });

export function getEpisode(sql: Sql, patientId: string, id: string): EpisodeRecord | null {
  const row = sql.get<EpisodeRow>('SELECT * FROM episodes WHERE patient_id = ? AND id = ?', patientId, id);
  return row === null ? null : readWith(sql)(row);
}

export function listEpisodes(sql: Sql, patientId: string): EpisodeRecord[] {
  return sql
    .all<EpisodeRow>('SELECT * FROM episodes WHERE patient_id = ? ORDER BY closed_at IS NOT NULL, opened_at DESC, key DESC', patientId)
    .map(readWith(sql));
}

/** Open follow-ups in which nothing was done since then, the longest first. @param limit at most so many. */
export function idleFollowUps(sql: Sql, before: Instant, limit: number): EpisodeRecord[] {
  return sql
    .all<EpisodeRow>(
      `SELECT * FROM episodes WHERE closed_at IS NULL AND kind = 'follow-up' AND acted_at <= ? ORDER BY acted_at LIMIT ?`,
      before,
      limit,
    )
    .map(readWith(sql));
}
