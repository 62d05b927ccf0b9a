import type { Commit } from '../../../../electron/store/types.ts';
import type { CommandActing } from '../../../../electron/usecases/acting.ts';
import type { AuditEntry } from '../../../../shared/domain/record/audit.ts';
import { PosteError } from '../../../../shared/errors.ts';

export const PAULE: CommandActing = { command: { idNat: '899900000017', name: 'Dr Paule DURAND' } };

/** A journal that a test fills, and whose disk it fills too. */
export function journal() {
  const entries: AuditEntry[] = [];
  const commits: Commit[] = [];
  const disk = { full: false, refusesChanges: false };
  return {
    entries,
    commits,
    disk,
    add: (entry: AuditEntry): void => void entries.push(entry),
    acts: (): string[] =>
      entries.map(({ act, patientId, details }) =>
        [act, patientId, details['words']].filter((part) => part !== null && part !== undefined).join(' '),
      ),
    commit: (commit: Commit): Promise<void> => {
      commits.push(commit);
      if (disk.full) return Promise.reject(new PosteError('STORE_FULL', 'Plein.', 'Libérez.'));
      if (disk.refusesChanges && commit.changes.length > 0) return Promise.reject(new PosteError('STORE_REFUSED', 'Refusé.', 'Relisez.'));
      entries.push(...commit.audit);
      return Promise.resolve();
    },
  };
}
