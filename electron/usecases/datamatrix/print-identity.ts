import { fail } from '../../../shared/errors.ts';
import type { LocalSex, Patient } from '../../../shared/domain/types.ts';
import { act, type Office } from '../office.ts';
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
export function printIdentity(office: Office & { readonly printer: Printer }) {
  return async (input: { readonly id: string; readonly format: PrintFormat }): Promise<string> => {
    const session = office.session();
    const patient = await requirePatient(office.store, input.id);
    const pdf = await office.printer.identity(carriedPatient(patient), input.format);
    await office.store.commit({
      changes: [],
      audit: [
        act(session, office.now(), {
          act: 'identity.printed',
          label: LABELS[input.format],
          patientId: patient.id,
          details: { format: input.format },
        }),
      ],
    });
    return office.printer.offer(pdf);
  };
}

/** A copy of a document with the identity block. The document itself is not changed. @throws PosteError STAMP_PDF, PRINT_*, DOCUMENT_UNKNOWN, SESSION_CLOSED */
export function printDocument(office: Office & { readonly printer: Printer }) {
  return async (documentId: string): Promise<string> => {
    const session = office.session();
    const document = await requireDocument(office.store, documentId);
    const [patient, pdf] = await Promise.all([
      requirePatient(office.store, document.patientId),
      office.store.documents.content(documentId, 'pdf'),
    ]);
    if (pdf === null) throw fail('DOCUMENT_UNKNOWN');
    const stamped = await office.printer.stamped(pdf, carriedPatient(patient));
    await office.store.commit({
      changes: [],
      audit: [
        act(session, office.now(), {
          act: 'document.printed',
          label: 'Document imprimé avec le bloc d’identité',
          patientId: patient.id,
          objectId: documentId,
        }),
      ],
    });
    return office.printer.offer(stamped);
  };
}
