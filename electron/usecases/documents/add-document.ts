import { documentType } from '../../../shared/codes/index.ts';
import { proposeType, titleFromFileName } from '../../../shared/domain/documents/type-proposal.ts';
import { titleProblem } from '../../../shared/domain/documents/title.ts';
import { defaultVisibility } from '../../../shared/domain/documents/visibility.ts';
import { withoutHidden } from '../../../shared/domain/hidden-character.ts';
import type { CheckedPdf } from '../../pdf/check.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { localDay, requirePatient } from '../patients/view.ts';

/** Opens a PDF apart, and says what it is. @throws PosteError PDF_* */
export type CheckPdf = (bytes: Uint8Array) => Promise<CheckedPdf>;

/**
 * A PDF dropped on a patient: checked at the door, kept as a draft, with a type, a title and a visibility proposed.
 * The médecin traitant is proposed as recipient when a mailbox is known.
 *
 * @returns the id of the draft.
 * @throws PosteError those of `checkPdf`, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function addDocument(common: CommonPorts & { readonly checkPdf: CheckPdf }) {
  return async (input: { readonly patientId: string; readonly fileName: string; readonly bytes: Uint8Array }): Promise<string> => {
    const session = common.session();
    const patient = await requirePatient(common.store, input.patientId);
    const pdf = await common.checkPdf(input.bytes);
    const now = common.now();
    const fromFile = titleFromFileName(input.fileName);
    const written = pdf.title?.trim() ?? '';
    const title = titleProblem(written) === null ? written : fromFile;
    const proposal = proposeType({ title, fileName: input.fileName }, (code) => documentType(code)?.dmp === true);
    const type = proposal === null ? null : documentType(proposal.type);
    const id = common.uuid();
    const address = patient.medecinTraitant?.address ?? null;
    await common.store.commit({
      changes: [
        {
          kind: 'document.save',
          document: {
            id,
            revision: 0,
            patientId: patient.id,
            status: 'draft',
            fileName: withoutHidden(input.fileName),
            size: input.bytes.length,
            pages: pdf.pages,
            addedAt: now.toISOString(),
            addedBy: actorOf(session),
            form: {
              type: type?.code ?? null,
              title,
              date: localDay(now),
              visibility: type === null ? 'visible' : defaultVisibility(type),
              recipients: address === null ? [] : [address],
            },
            proposal,
            warnings: pdf.warnings,
            validated: null,
          },
        },
        { kind: 'document.content', documentId: id, content: 'pdf', bytes: input.bytes },
      ],
      audit: [act(session, now, { act: 'document.added', label: 'Document ajouté', patientId: patient.id, objectId: id })],
    });
    return id;
  };
}
