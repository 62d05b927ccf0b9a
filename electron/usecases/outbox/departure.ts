import type { DocumentRecord } from '../../../shared/domain/record/document.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import type { SendPayload, SendRecord } from '../../../shared/domain/record/send.ts';
import { fail } from '../../../shared/errors.ts';
import type { Store } from '../../store/types.ts';
import { requireValidated } from '../rights/sending.ts';

/** What a row is about, as it stands now: it may have waited. */
interface Departure {
  readonly patient: PatientFile;
  readonly payload: SendPayload;
  /** Validated. */
  readonly document: DocumentRecord;
}

/** @throws PosteError SEND_UNKNOWN when something of it is gone, and why its document may not leave */
export async function ofDeparture(store: Pick<Store, 'patients' | 'outbox' | 'documents'>, send: SendRecord): Promise<Departure> {
  const [patient, payload, document] = await Promise.all([
    store.patients.get(send.patientId),
    store.outbox.payload(send.id),
    store.documents.get(send.documentId),
  ]);
  if (patient === null || payload === null || document === null) throw fail('SEND_UNKNOWN');
  requireValidated(document);
  return { patient, payload, document };
}
