import { CATEGORIES } from './constants.ts';
import type { Access, Entry, Flag, Record } from './store.ts';

/** What one person sees of a record in Mon espace santé. */
export interface PatientView {
  /** Oldest first, as the accesses and the notifications. */
  readonly documents: readonly PatientDocument[];
  readonly accesses: readonly Access[];
  readonly notifications: readonly { readonly at: string; readonly text: string }[];
}

export interface PatientDocument {
  readonly uniqueId: string;
  readonly entryUUID: string;
  readonly title: string;
  readonly author: string;
  readonly institution: string;
  /** Who put it there for its author; null when the author did. */
  readonly depositedBy: string | null;
  readonly sha1: string;
  readonly type: string;
  readonly typeLabel: string;
  readonly category: string;
  readonly createdAt: string;
  readonly flags: readonly Flag[];
}

/** Months after the deposit: the patient is told to see a professional, then sees the document. */
const MONTHS_TOLD = 1;
const MONTHS_VISIBLE = 3;

/** who sees what, at that instant of the sandbox's clock. */
export function patientView(record: Record, who: 'patient' | 'representative', now: Date): PatientView {
  const shown = record.entries.filter((entry) => isVisible(entry, who, now)).toSorted((a, b) => a.depositedAt.localeCompare(b.depositedAt));
  return {
    documents: shown.map((entry) => ({
      uniqueId: entry.uniqueId,
      entryUUID: entry.entryUUID,
      title: entry.title,
      author: entry.author,
      institution: entry.institution,
      depositedBy: entry.deposit.td === 'TD2.2' ? entry.deposit.who : null,
      sha1: entry.sha1,
      type: entry.type,
      typeLabel: entry.typeLabel,
      category: CATEGORIES[entry.class] ?? 'Documents',
      createdAt: entry.createdAt,
      flags: entry.flags,
    })),
    // A deposit that the reader may not know of leaves no trace for them, nor does a secret connection for representatives.
    accesses: record.accesses
      .filter((access) => who === 'patient' || !access.secret)
      .filter((access) => access.action !== 'feed' || access.documents.some((id) => shown.some((entry) => entry.uniqueId === id)))
      .map((access) => readable(access, shown)),
    notifications: notifications(record, now),
  };
}

/** The access with titles in place of identifiers. */
function readable(access: Access, shown: readonly Entry[]): Access {
  return { ...access, documents: shown.filter((entry) => access.documents.includes(entry.uniqueId)).map((entry) => entry.title) };
}

function isVisible(entry: Entry, who: 'patient' | 'representative', now: Date): boolean {
  if (entry.signature || entry.status !== 'Approved') return false;
  if (who === 'representative' && entry.flags.includes('INVISIBLE_REPRESENTANTS_LEGAUX')) return false;
  return !entry.flags.includes('INVISIBLE_PATIENT') || now >= monthsAfter(entry.depositedAt, MONTHS_VISIBLE);
}

function notifications(record: Record, now: Date): { at: string; text: string }[] {
  const sent: { at: string; text: string }[] = [];
  for (const entry of record.entries.filter((one) => !one.signature)) {
    if (entry.flags.includes('INVISIBLE_REPRESENTANTS_LEGAUX')) {
      // No notification at all: the address may be the representatives'.
      continue;
    }
    if (!entry.flags.includes('INVISIBLE_PATIENT')) {
      sent.push({ at: entry.depositedAt, text: 'Un nouveau document a été ajouté à Mon espace santé.' });
      continue;
    }
    const told = monthsAfter(entry.depositedAt, MONTHS_TOLD);
    const visible = monthsAfter(entry.depositedAt, MONTHS_VISIBLE);
    if (now >= told) sent.push({ at: told.toISOString(), text: 'Un document vous attend : parlez-en avec votre professionnel de santé.' });
    if (now >= visible) sent.push({ at: visible.toISOString(), text: 'Un document est maintenant visible dans Mon espace santé.' });
  }
  // One message per lot, however many documents it holds.
  const once = new Map(sent.map((one) => [one.at + one.text, one]));
  return [...once.values()].toSorted((a, b) => a.at.localeCompare(b.at));
}

/** Calendar months; the last day of a shorter month when the day does not exist there. */
function monthsAfter(iso: string, months: number): Date {
  const from = new Date(iso);
  const to = new Date(from);
  to.setUTCMonth(to.getUTCMonth() + months);
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0);
  return to;
}
