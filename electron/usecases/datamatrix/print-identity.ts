import { fail } from '../../../shared/errors.ts';
import type { LocalSex, Patient } from '../../../shared/domain/types.ts';
import { act } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requirePatient } from '../patients/view.ts';
import { requireDocument } from '../documents/view.ts';
import { carriedPatient } from '../documents/validate-document.ts';

export type PrintFormat = 'label' | 'labels-a4' | 'sheet';

/** What draws PDFs to print. */
export interface Printer {
  readonly identity: (patient: Patient<LocalSex>, format: PrintFormat) => Promise<Uint8Array>;
  /** The document with the identity block on its first page. */
  readonly stamped: (pdf: Uint8Array, patient: Patient<LocalSex>) => Promise<Uint8Array>;
  /** Single-use address of a PDF. */
  readonly offer: (pdf: Uint8Array) => string;
}

const LABELS: Readonly<Record<PrintFormat, string>> = {
  label: 'Étiquette d’identité imprimée',
  'labels-a4': 'Planche d’étiquettes d’identité imprimée',
  sheet: 'Fiche d’identité imprimée',
};

/** Labels or the identity sheet; the matricule and its datamatrix for a qualified identity alone. @throws PosteError PRINT_*, DATAMATRIX_*, PATIENT_UNKNOWN, SESSION_CLOSED */
export function printIdentity(common: CommonPorts & { readonly printer: Printer }) {
  return async (input: { readonly id: string; readonly format: PrintFormat }): Promise<string> => {
    const session = common.session();
    const patient = await requirePatient(common.store, input.id);
    const pdf = await common.printer.identity(carriedPatient(patient), input.format);
    await common.store.commit({
      changes: [],
      audit: [
        act(session, common.now(), {
          act: 'identity.printed',
          label: LABELS[input.format],
          patientId: patient.id,
          details: { format: input.format },
        }),
      ],
    });
    return common.printer.offer(pdf);
  };
}

/** A copy of a document with the identity block. The document itself is not changed. @throws PosteError STAMP_PDF, PRINT_*, DOCUMENT_UNKNOWN, SESSION_CLOSED */
export function printDocument(common: CommonPorts & { readonly printer: Printer }) {
  return async (documentId: string): Promise<string> => {
    const session = common.session();
    const document = await requireDocument(common.store, documentId);
    const [patient, pdf] = await Promise.all([
      requirePatient(common.store, document.patientId),
      common.store.documents.content(documentId, 'pdf'),
    ]);
    if (pdf === null) throw fail('DOCUMENT_UNKNOWN');
    const stamped = await common.printer.stamped(pdf, carriedPatient(patient));
    await common.store.commit({
      changes: [],
      audit: [
        act(session, common.now(), {
          act: 'document.printed',
          label: 'Document imprimé avec le bloc d’identité',
          patientId: patient.id,
          objectId: documentId,
        }),
      ],
    });
    return common.printer.offer(stamped);
  };
}
