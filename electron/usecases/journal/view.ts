import type { AuditEntryView } from '../../../shared/contract/audit.ts';
import { settingsSchema, type SettingsView } from '../../../shared/contract/settings.ts';
import type { AuditRow } from '../../../shared/domain/record/audit.ts';

/** One line of the journal as its screen shows it. */
export function auditEntryView(row: AuditRow): AuditEntryView {
  return {
    index: row.index,
    at: row.at,
    actor: row.actor?.name ?? 'Poste Santé',
    act: row.act,
    label: row.label,
    detail: detailOf(row),
    patient: row.patientName,
    result: row.result,
  };
}

/** What the label does not say: who was looked for, what was set. */
function detailOf({ act, details }: AuditRow): string | null {
  if (act === 'patients.searched') return `« ${String(details['words'])} »`;
  if (act === 'settings.saved') return settingsWords(details);
  if (act === 'session.refused' && typeof details['triesLeft'] === 'number') return triesWords(details['triesLeft']);
  return null;
}

const triesWords = (left: number): string => (left === 0 ? 'carte bloquée' : `il restait ${left} essai${left > 1 ? 's' : ''}`);

const THEMES: Readonly<Record<SettingsView['theme'], string>> = { system: 'comme le système', light: 'clair', dark: 'sombre' };
const undoWords = (seconds: number): string => (seconds === 0 ? 'aucun' : `${seconds} s`);

/** « Thème : clair → sombre ; délai d’annulation : 10 s → 5 s » */
function settingsWords(details: AuditRow['details']): string {
  const [before, after] = ['before', 'after'].map((when) =>
    settingsSchema.partial().parse({ theme: details[`theme.${when}`], undoSeconds: details[`undoSeconds.${when}`] }),
  );
  const parts = [
    ...(before?.theme === undefined || after?.theme === undefined ? [] : [`thème : ${THEMES[before.theme]} → ${THEMES[after.theme]}`]),
    ...(before?.undoSeconds === undefined || after?.undoSeconds === undefined
      ? []
      : [`délai d’annulation : ${undoWords(before.undoSeconds)} → ${undoWords(after.undoSeconds)}`]),
  ].join(' ; ');
  return `${parts.slice(0, 1).toUpperCase()}${parts.slice(1)}`;
}
