import type { DocumentRecord } from '../../shared/domain/record/document.ts';
import type { SendRecord } from '../../shared/domain/record/send.ts';
import { fileKeyOpener, openProfile, traceReading, type ProfileOpener } from './profile.ts';
import type { CommandAnswer } from './run.ts';

/**
 * `documents list` (cli/README 9): documents of one record or of all, the latest first.
 *
 * @param patient IPP; null: whoever they are of.
 * @param toValidate only those that were handed over and wait for their professional.
 * @returns negative when there is none.
 * @throws PosteError those of {@link openProfile}
 */
export async function documentsList(
  { patient, toValidate, profile }: { readonly patient: string | null; readonly toValidate: boolean; readonly profile: string },
  opener: ProfileOpener = fileKeyOpener,
): Promise<CommandAnswer> {
  const { store, secrets } = await openProfile(profile, 'reading', () => new Date(), opener);
  try {
    const documents = await store.documents.everywhere({ ipp: patient, toValidate });
    const details = { shown: documents.length, ipp: patient, toValidate: String(toValidate) };
    traceReading({ folder: profile, secrets }, { act: 'documents.listed', label: 'Liste de documents', patientId: null, details });
    const sends = await store.outbox.ofDocuments(documents.map(({ id }) => id));
    const items = documents.map((document) =>
      described(
        document,
        sends.filter(({ documentId }) => documentId === document.id),
      ),
    );
    return { result: { items }, positive: items.length > 0 };
  } finally {
    await store.close();
  }
}

/** What depends on the visibility over time is null: the application does not follow it yet. */
const described = (document: DocumentRecord, sends: readonly SendRecord[]) => ({
  id: document.id,
  uniqueId: document.validated?.cda.id ?? null,
  setId: document.validated?.cda.setId ?? null,
  version: document.validated?.cda.version ?? null,
  type: document.form.type,
  title: document.form.title,
  visibility: document.form.visibility,
  state: stateOf(document, sends),
  depositedAt: sends.find(({ channel, sentAt }) => channel === 'dmp' && sentAt !== null)?.sentAt ?? null,
  notifyAt: null,
  visibleAt: null,
  overdue: null,
  announcer: null,
  responsible: document.validated?.by.name ?? document.prepared?.for.name ?? null,
  preparedBy: document.prepared?.byName ?? null,
});

function stateOf({ status, prepared }: DocumentRecord, sends: readonly SendRecord[]): 'draft' | 'to-validate' | 'validated' | 'held' {
  if (status === 'draft') return prepared === null ? 'draft' : 'to-validate';
  return sends.length > 0 && sends.every(({ state }) => state === 'held') ? 'held' : 'validated';
}
