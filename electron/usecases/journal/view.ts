import type { AuditEntryView } from '../../../shared/contract/audit.ts';
import { documentType } from '../../../shared/codes/index.ts';
import { returnReasonLabels } from '../../../shared/domain/delegation/return-reasons.ts';
import { statusLabels } from '../../../shared/domain/identity/status.ts';
import type { AuditRow } from '../../../shared/domain/record/audit.ts';

/** One line of the journal as its screen shows it. */
export function auditEntryView(row: AuditRow): AuditEntryView {
  return {
    index: row.index,
    at: row.at,
    actor: row.actor?.name ?? 'Poste Santé',
    onBehalfOf: row.onBehalfOf?.name ?? null,
    act: row.act,
    label: row.label,
    detail: detailOf(row),
    patient: row.patientName,
    about: row.about,
    result: row.result,
  };
}

/** What the label does not say: who was looked for, what was set. */
function detailOf({ act, details, result }: AuditRow): string | null {
  if (act === 'patients.searched' || act === 'documents.searched') return `« ${String(details['words'])} »`;
  if (act === 'settings.saved') return settingsWords(details);
  if (act === 'session.refused' && typeof details['triesLeft'] === 'number') return triesWords(result, details['triesLeft']);
  return delegationWords(details) ?? moveWords(details);
}

/** « à Alix SIMON », « préparé par Alix SIMON · Type à revoir » */
function delegationWords({ to, preparedBy, reason, acts }: AuditRow['details']): string | null {
  if (typeof acts === 'string' && typeof to === 'string') return `à ${to}`;
  if (typeof preparedBy !== 'string') return null;
  return [`préparé par ${preparedBy}`, ...(isReason(reason) ? [returnReasonLabels[reason]] : [])].join(' · ');
}

const isReason = (value: unknown): value is keyof typeof returnReasonLabels =>
  typeof value === 'string' && Object.hasOwn(returnReasonLabels, value);

/** « Identité provisoire → Identité qualifiée » */
function moveWords({ from, to }: AuditRow['details']): string | null {
  return isStatus(from) && isStatus(to) && from !== to ? `${statusLabels[from]} → ${statusLabels[to]}` : null;
}

const isStatus = (value: unknown): value is keyof typeof statusLabels => typeof value === 'string' && Object.hasOwn(statusLabels, value);

/** Of the card's PIN, or of a personal code. */
const triesWords = (result: string, left: number): string => {
  if (left === 0) return result.startsWith('CODE_') ? 'code bloqué' : 'carte bloquée';
  return `il restait ${left} essai${left > 1 ? 's' : ''}`;
};

const THEMES: Readonly<Record<string, string>> = { system: 'comme le système', light: 'clair', dark: 'sombre' };

type Detail = AuditRow['details'][string];

/** Settings that are told, in the order of the sentence: how they are called, and their values in words. */
const SETTINGS: readonly (readonly [key: string, name: string, words: (value: Detail) => string])[] = [
  ['theme', 'thème', (value) => THEMES[String(value)] ?? String(value)],
  ['undoSeconds', 'délai d’annulation', (value) => (value === 0 ? 'aucun' : `${String(value)} s`)],
  ['lockMinutes', 'délai de verrouillage', (value) => (value === null ? 'celui du poste' : `${String(value)} min`)],
  ['favouriteTypes', 'types favoris', (value) => listed(value, (code) => documentType(code)?.displayName ?? code)],
  ['defaultRecipients', 'destinataires habituels', (value) => listed(value, (address) => address)],
  ['mailbox', 'boîte MSSanté', (value) => (value === null ? 'la première' : String(value))],
];

const listed = (value: Detail, word: (one: string) => string): string =>
  typeof value === 'string' && value !== '' ? value.split(', ').map(word).join(', ') : 'aucun';

/** « Thème : clair → sombre ; délai d’annulation : 10 s → 5 s » */
function settingsWords(details: AuditRow['details']): string {
  const parts = SETTINGS.flatMap(([key, name, words]) => {
    const [before, after] = [details[`${key}.before`], details[`${key}.after`]];
    return before === undefined || after === undefined ? [] : [`${name} : ${words(before)} → ${words(after)}`];
  }).join(' ; ');
  return `${parts.slice(0, 1).toUpperCase()}${parts.slice(1)}`;
}
