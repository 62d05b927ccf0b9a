import type { Instant } from '../../../shared/domain/record/instant.ts';
import type { JournalIncident } from '../../../shared/domain/record/journal.ts';
import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import { ChainWalk } from './chain.ts';
import { storeError } from '../errors.ts';
import { appendAudit } from './changes.ts';
import { auditHead, holdsLink, linkAt, linksAfter } from './reads.ts';
import { holdPending } from '../sends/changes.ts';
import type { Sql } from '../sqlite/sql.ts';
import type { StoreMark } from '../types.ts';

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

interface IncidentTerms {
  /** In the journal itself. */
  readonly label: string;
  /** What is said to the user. */
  readonly code: Parameters<typeof storeError>[0];
  /** What waits to leave may have left already, from where these data come. */
  readonly doubtsSends: boolean;
}

const INCIDENTS: Readonly<Record<JournalIncident['reason'], IncidentTerms>> = {
  truncated: {
    label: 'Journal plus court que son dernier repère : copie plus ancienne, ou entrées effacées',
    code: 'JOURNAL_OLDER',
    doubtsSends: true,
  },
  older: {
    label: 'Données plus anciennes que leur dernier repère : des envois sont partis depuis',
    code: 'JOURNAL_OLDER',
    doubtsSends: true,
  },
  foreign: {
    label: 'Journal différent de son dernier repère : copie d’un autre moment, ou journal remplacé',
    code: 'JOURNAL_OLDER',
    doubtsSends: true,
  },
  altered: { label: 'Entrée du journal modifiée hors de l’application', code: 'JOURNAL_ALTERED', doubtsSends: false },
  missing: { label: 'Entrée du journal retirée hors de l’application', code: 'JOURNAL_ALTERED', doubtsSends: false },
  reordered: { label: 'Entrées du journal déplacées hors de l’application', code: 'JOURNAL_ALTERED', doubtsSends: false },
  unanchored: {
    label: 'Repères du journal absents ou illisibles : il n’a pas pu être comparé',
    code: 'JOURNAL_UNANCHORED',
    doubtsSends: true,
  },
  vanished: { label: 'Base neuve : les données qui étaient dans ce dossier ont disparu', code: 'STORE_VANISHED', doubtsSends: false },
  moved: { label: 'Données ouvertes à un autre emplacement, avec des envois en attente', code: 'STORE_MOVED', doubtsSends: true },
  restored: { label: 'Données restaurées d’une sauvegarde', code: 'STORE_RESTORED', doubtsSends: true },
};

/**
 * Writes an incident in the journal, for good, and holds the sends that it puts in doubt; nothing when data were moved with
 * nothing to send.
 *
 * @param marks what was noted elsewhere: the furthest is said in the entry.
 */
export function recordIncident(
  sql: Sql,
  found: Pick<JournalIncident, 'reason' | 'brokenAt'>,
  marks: readonly StoreMark[],
  at: Instant,
): JournalIncident | null {
  const { reason, brokenAt } = found;
  const { head, length } = auditHead(sql);
  const { label, code, doubtsSends } = INCIDENTS[reason];
  const held = doubtsSends ? holdPending(sql, at) : 0;
  if (reason === 'moved' && held === 0) return null;
  const mark = marks.toSorted((a, b) => b.length - a.length)[0] ?? null;
  appendAudit(sql, [
    {
      at,
      actor: null,
      onBehalfOf: null,
      situation: null,
      act: 'journal.incident',
      label,
      patientId: null,
      objectId: null,
      result: code,
      details: { reason, brokenAt, length, head, anchorLength: mark?.length ?? null, anchorHead: mark?.head ?? null, held },
    },
  ]);
  return { reason, brokenAt, held };
}

/** What is said to the user of an incident. */
export const incidentError = (reason: JournalIncident['reason']): ErrorFacts => errorFacts(storeError(INCIDENTS[reason].code));
