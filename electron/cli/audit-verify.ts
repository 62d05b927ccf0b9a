import type { JournalAnchor } from '../../shared/domain/record/journal.ts';
import { fileKeyOpener, openProfile, traceReading, type ProfileOpener } from './profile.ts';
import type { CommandAnswer } from './run.ts';

/**
 * `audit verify` (cli/README 10): the journal of a data folder, entry after entry, beside the open application too.
 *
 * @param anchor a head and a length noted earlier; null: what the workstation noted itself outside of the store.
 * @returns negative when it does not hold.
 * @throws PosteError those of {@link openProfile}
 */
export async function auditVerify(
  { profile, anchor }: { readonly profile: string; readonly anchor: JournalAnchor | null },
  opener: ProfileOpener = fileKeyOpener,
): Promise<CommandAnswer> {
  const { store, secrets } = await openProfile(profile, 'reading', () => new Date(), opener);
  try {
    const result = await store.audit.verify(anchor ?? undefined);
    const { length, head, reason } = result;
    traceReading(
      { folder: profile, secrets },
      {
        act: 'journal.verified',
        label: 'Journal vérifié',
        patientId: null,
        result: reason === null ? 'ok' : `AUDIT_${reason.toUpperCase()}`,
        details: { length, head },
      },
    );
    return { result, positive: result.valid };
  } finally {
    await store.close();
  }
}
