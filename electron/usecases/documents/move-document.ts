import { personsNamed } from '../../../shared/domain/documents/named-persons.ts';
import type { PageLine } from '../../../shared/domain/documents/page-line.ts';
import type { DocumentRecord } from '../../../shared/domain/record/document.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import { fail } from '../../../shared/errors.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requirePatient } from '../patients/view.ts';
import { refuseTwice } from './add-document.ts';
import { requireOwnDraft } from './view.ts';
import { otherPersonOf } from './whom.ts';

/**
 * Puts a draft in another record: whom its text names is judged anew, and the médecin traitant of the record it leaves is no
 * recipient any more.
 *
 * @throws PosteError DOCUMENT_UNKNOWN, DOCUMENT_VALIDATED, DOCUMENT_HANDED, DOCUMENT_PREPARED_OTHER, DOCUMENT_ALREADY, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function moveDocument(common: CommonPorts & { readonly testOidsAllowed: boolean }) {
  return async ({ id, patientId }: { readonly id: string; readonly patientId: string }): Promise<void> => {
    const session = common.session();
    const { store } = common;
    const draft = await requireOwnDraft(store, id, actorOf(session).idNat);
    if (draft.patientId === patientId) return;
    const [from, to, bytes, text] = await Promise.all([
      store.patients.get(draft.patientId),
      requirePatient(store, patientId),
      store.documents.content(id, 'pdf'),
      store.documents.text(id),
    ]);
    if (bytes === null) throw fail('DOCUMENT_UNKNOWN');
    await refuseTwice(store, patientId, bytes);
    const other = await namedThere(draft, text, to);
    const now = common.now();
    const entry = (of: string, details: Readonly<Record<string, string>>) =>
      act(session, now, { act: 'document.moved', label: 'Document rangé dans un autre dossier', patientId: of, objectId: id, details });
    await store.commit({
      changes: [
        {
          kind: 'document.save',
          document: { ...draft, form: { ...draft.form, recipients: recipientsOf(draft.form.recipients, from, to) }, otherPerson: other },
        },
        { kind: 'document.move', documentId: id, revision: draft.revision + 1, patientId },
      ],
      audit: [entry(draft.patientId, { to: patientId }), entry(patientId, { from: draft.patientId })],
    });
  };

  /** By the text that is kept; whom a symbol named, which is not kept, is still who it is: at home in their own record, another one elsewhere. */
  async function namedThere({ otherPerson: known }: DocumentRecord, text: string, to: PatientFile): Promise<DocumentRecord['otherPerson']> {
    for (const page of text.split('\f')) {
      const lines = page.split('\n').map((line): PageLine => ({ text: line, size: 0, strong: false, top: 0 }));
      if (personsNamed(lines).length === 0) continue;
      const other = await otherPersonOf(common.store, { lines, symbols: [] }, to, common.testOidsAllowed);
      return other === null ? null : { ...other, settled: false };
    }
    return known === null ? null : { ...known, settled: known.patientId === to.id };
  }
}

/** The one's médecin traitant is replaced by the other's. */
function recipientsOf(recipients: readonly string[], from: PatientFile | null, to: PatientFile): readonly string[] {
  const theirs = from?.medecinTraitant?.address ?? null;
  const kept = recipients.filter((address) => address !== theirs);
  const ours = to.medecinTraitant?.address ?? null;
  return kept.length === recipients.length || ours === null || kept.includes(ours) ? kept : [...kept, ours];
}
