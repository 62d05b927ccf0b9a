import { errorFacts, type ErrorFacts } from '../../shared/errors.ts';
import { ChainWalk } from './audit-chain.ts';
import { storeError } from './errors.ts';
import { appendAudit, auditHead, holdsLink, linkAt, linksAfter } from './repositories/audit.ts';
import { holdPending } from './repositories/sends.ts';
import type { Sql } from './sql.ts';
import type { Instant, JournalIncident, StoreMark } from './types.ts';

/** Entries whose seals are verified before anything else is done; the older ones are when nobody asks for anything (idle.ts). */
const VERIFIED_AT_START = 2000;

/** Where a store stands. */
export function markOf(sql: Sql): StoreMark {
  return { ...auditHead(sql), departures: sql.get<{ readonly sends: number }>('SELECT sends FROM departures')?.sends ?? 0 };
}

/**
 * Compares a store with what was noted of it elsewhere, and verifies the last entries of its journal.
 *
 * @param marks noted in different places, at different moments.
 */
export function judgeStore(sql: Sql, marks: readonly StoreMark[]): Pick<JournalIncident, 'reason' | 'brokenAt'> | null {
  const { length, departures } = markOf(sql);
  for (const mark of marks) {
    if (mark.length > length) return { reason: 'truncated', brokenAt: length + 1 };
    if (mark.length > 0 && linkAt(sql, mark.length)?.hash !== mark.head) return { reason: 'foreign', brokenAt: mark.length };
    if (mark.departures > departures) return { reason: 'older', brokenAt: null };
  }
  const after = Math.max(0, length - VERIFIED_AT_START);
  const before = after === 0 ? null : linkAt(sql, after);
  if (after > 0 && before === null) return { reason: 'missing', brokenAt: after };
  const walk = new ChainWalk(sql.journalKey, (hash) => holdsLink(sql, hash), before);
  for (const link of linksAfter(sql, after, VERIFIED_AT_START)) {
    const reason = walk.step(link);
    if (reason !== null) return { reason, brokenAt: walk.length + 1 };
  }
  const reason = walk.end();
  return reason === null ? null : { reason, brokenAt: 1 };
}

/** What each incident is called in the journal itself. */
const LABELS: Readonly<Record<JournalIncident['reason'], string>> = {
  truncated: 'Journal plus court que son dernier repère : copie plus ancienne, ou entrées effacées',
  older: 'Données plus anciennes que leur dernier repère : des envois sont partis depuis',
  foreign: 'Journal différent de son dernier repère : copie d’un autre moment, ou journal remplacé',
  altered: 'Entrée du journal modifiée hors de l’application',
  missing: 'Entrée du journal retirée hors de l’application',
  reordered: 'Entrées du journal déplacées hors de l’application',
  unanchored: 'Repères du journal absents ou illisibles : il n’a pas pu être comparé',
  vanished: 'Base neuve : les données qui étaient dans ce dossier ont disparu',
  moved: 'Données ouvertes à un autre emplacement, avec des envois en attente',
  restored: 'Données restaurées d’une sauvegarde',
};

/** Incidents after which what waits to leave may have left already, from where these data come. */
const DOUBTS_SENDS: ReadonlySet<JournalIncident['reason']> = new Set(['truncated', 'older', 'foreign', 'unanchored', 'moved', 'restored']);

/**
 * Writes an incident in the journal, for good, and holds the sends that it puts in doubt; nothing when data were moved with
 * nothing to send.
 *
 * @param marks what was noted elsewhere: the furthest is said in the entry.
 */
export function recordIncident(sql: Sql, found: Pick<JournalIncident, 'reason' | 'brokenAt'>, marks: readonly StoreMark[], at: Instant): JournalIncident | null {
  const { reason, brokenAt } = found;
  const { head, length } = auditHead(sql);
  const held = DOUBTS_SENDS.has(reason) ? holdPending(sql, at) : 0;
  if (reason === 'moved' && held === 0) return null;
  const mark = marks.toSorted((a, b) => b.length - a.length)[0] ?? null;
  appendAudit(sql, [
    {
      at,
      actor: null,
      onBehalfOf: null,
      situation: null,
      act: 'journal.incident',
      label: LABELS[reason],
      patientId: null,
      objectId: null,
      result: incidentError(reason).code,
      details: { reason, brokenAt, length, head, anchorLength: mark?.length ?? null, anchorHead: mark?.head ?? null, held },
    },
  ]);
  return { reason, brokenAt, held };
}

/** What is said to the user of an incident. */
export function incidentError(reason: JournalIncident['reason']): ErrorFacts {
  if (reason === 'moved') return errorFacts(storeError('STORE_MOVED'));
  if (reason === 'vanished') return errorFacts(storeError('STORE_VANISHED'));
  if (reason === 'restored') return errorFacts(storeError('STORE_RESTORED'));
  if (reason === 'unanchored') return errorFacts(storeError('JOURNAL_UNANCHORED'));
  return errorFacts(storeError(reason === 'truncated' || reason === 'older' || reason === 'foreign' ? 'JOURNAL_OLDER' : 'JOURNAL_ALTERED'));
}
