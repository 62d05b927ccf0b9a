import { frenchDate } from '../../../shared/domain/ins/dates.ts';
import { textOf } from '../../../shared/domain/documents/page-line.ts';
import { withoutHidden } from '../../../shared/domain/hidden-character.ts';
import { MAX_RECIPIENTS, type DocumentReading } from '../../../shared/domain/record/document.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import { sameMailbox } from '../../../shared/domain/sending/channels.ts';
import { fail, PosteError } from '../../../shared/errors.ts';
import type { CheckedPdf } from '../../pdf/check.ts';
import type { PdfReading } from '../../pdf/read.ts';
import type { PdfText } from '../../pdf/text.ts';
import type { Store } from '../../store/types.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { begun } from '../consent/in-episode.ts';
import { confirmedAddresses } from '../patients/known-correspondents.ts';
import { localDay, requirePatient } from '../patients/view.ts';
import { proposalFor, visibilityFor } from './recognised.ts';
import { namedIn, otherPersonOf } from './whom.ts';

/** Opens a PDF apart, and says what it is. @throws PosteError PDF_* */
export type CheckPdf = (bytes: Uint8Array) => Promise<CheckedPdf>;

export interface AddDocumentPorts extends CommonPorts {
  readonly checkPdf: CheckPdf;
  readonly reading: Pick<PdfReading, 'text'>;
  readonly testOidsAllowed: boolean;
  /** What is left to be read is, from now on. */
  readonly readOn: () => void;
  /** Addresses that whoever adds proposes for every document. */
  readonly usualRecipients: () => Promise<readonly string[]>;
  /** The connection of that minor is secret: nothing else than what is hidden from representatives is deposited. */
  readonly isSecret: (patientId: string) => boolean;
}

/** Pages read before the answer; a longer document is read on after it. */
const PAGES_AT_ONCE = 10;

/**
 * A PDF dropped on a patient: checked at the door, kept as a draft, with a title, a date, a type and a visibility proposed from
 * what its pages say. A scan is read after the answer. The médecin traitant is proposed as recipient when a mailbox is known
 * those whom the patient confirmed for the episode, and those whom whoever adds usually sends to.
 * The follow-up opens by itself. In a secret connection, it is hidden from representatives.
 *
 * @param input.again the record has these bytes already, and takes them once more.
 * @returns the id of the draft.
 * @throws PosteError those of `checkPdf`, DOCUMENT_ALREADY, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function addDocument(common: AddDocumentPorts) {
  return async (input: {
    readonly patientId: string;
    readonly fileName: string;
    readonly bytes: Uint8Array;
    readonly again?: boolean | undefined;
  }): Promise<string> => {
    const session = common.session();
    const patient = await requirePatient(common.store, input.patientId);
    if (input.again !== true) await refuseTwice(common.store, patient.id, input.bytes);
    const pdf = await common.checkPdf(input.bytes);
    const text = await textAtOnce(common.reading, input.bytes);
    const now = common.now();
    const lines = text?.pages[0] ?? [];
    const says = { lines, symbols: [] };
    const proposal = proposalFor(patient, { lines, title: pdf.title, fileName: input.fileName, today: localDay(now) });
    const other = await otherPersonOf(common.store, says, patient, common.testOidsAllowed);
    // A first page that names nobody may carry a symbol, which takes longer to look for: it is read again.
    const told = text !== null && namedIn(says, common.testOidsAllowed).length > 0 ? text.pages : [];
    const reading: DocumentReading = {
      state: text === null ? 'failed' : told.length === pdf.pages ? 'read' : 'waiting',
      done: told.length,
      scanned: text?.image ?? false,
    };
    const id = common.uuid();
    const recipients = await recipientsFor(common, patient);
    await common.store.commit({
      changes: [
        ...begun(patient, session, now),
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
              type: proposal.type.value,
              title: proposal.title.value,
              date: proposal.date.value,
              visibility: common.isSecret(patient.id) ? 'invisible-representatives' : visibilityFor(proposal.type.value),
              recipients,
            },
            proposal,
            reading,
            otherPerson: other === null ? null : { ...other, settled: false },
            warnings: pdf.warnings,
            prepared: null,
            returned: null,
            validated: null,
          },
        },
        { kind: 'document.content', documentId: id, content: 'pdf', bytes: input.bytes },
        ...(told.length === 0 ? [] : [{ kind: 'document.read' as const, documentId: id, reading, texts: told.map(textOf) }]),
      ],
      audit: [act(session, now, { act: 'document.added', label: 'Document ajouté', patientId: patient.id, objectId: id })],
    });
    if (reading.state === 'waiting') common.readOn();
    return id;
  };
}

/** @throws PosteError DOCUMENT_ALREADY */
export async function refuseTwice(store: Store, patientId: string, bytes: Uint8Array): Promise<void> {
  const there = await store.documents.sameBytes(patientId, bytes);
  if (there !== null) throw fail('DOCUMENT_ALREADY', { values: { date: frenchDate(localDay(new Date(there.addedAt))) } });
}

/** Null when the pages could not be read: the document is one all the same. */
async function textAtOnce(reading: Pick<PdfReading, 'text'>, bytes: Uint8Array): Promise<PdfText | null> {
  try {
    return await reading.text(bytes, 1, PAGES_AT_ONCE);
  } catch (thrown) {
    if (thrown instanceof PosteError && thrown.code.startsWith('READING_')) return null;
    throw thrown;
  }
}

/** Médecin traitant, those whom the patient confirmed for this episode, then whoever the person always writes to. */
async function recipientsFor(
  { usualRecipients }: Pick<AddDocumentPorts, 'usualRecipients'>,
  patient: PatientFile,
): Promise<readonly string[]> {
  const address = patient.medecinTraitant?.address ?? null;
  const all = [...(address === null ? [] : [address]), ...confirmedAddresses(patient), ...(await usualRecipients())];
  return all.filter((one, i) => all.findIndex((other) => sameMailbox(one, other)) === i).slice(0, MAX_RECIPIENTS);
}
