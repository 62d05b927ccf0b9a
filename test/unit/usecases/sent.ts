import type { Store } from '../../../electron/store/types.ts';
import type { CarriedIdentity } from '../../../electron/usecases/patients/sent-documents.ts';
import type { DocumentRecord } from '../../../shared/domain/record/document.ts';
import type { SendRecord } from '../../../shared/domain/record/send.ts';

const AT = '2026-11-20T09:00:00.000Z';
const BY = { idNat: '899900000017', name: 'Dr Paule DURAND' };

/** A draft; every test changes what it looks at. */
export function documentRecord(changed: Partial<DocumentRecord> = {}): DocumentRecord {
  return {
    id: 'd1',
    revision: 0,
    patientId: 'p1',
    status: 'draft',
    fileName: 'compte-rendu.pdf',
    size: 1000,
    pages: 1,
    addedAt: AT,
    addedBy: BY,
    form: { type: '11488-4', title: 'Compte rendu', date: '2026-11-20', visibility: 'visible', recipients: [] },
    proposal: null,
    reading: { state: 'read', done: 1, scanned: false },
    otherPerson: null,
    warnings: [],
    prepared: null,
    returned: null,
    validated: null,
    ...changed,
  };
}

/** A send to the DMP that arrived; every test changes what it looks at. */
export function sendRecord(changed: Partial<SendRecord> = {}): SendRecord {
  return {
    id: 's1',
    revision: 0,
    documentId: 'd1',
    patientId: 'p1',
    channel: 'dmp',
    recipient: null,
    role: null,
    state: 'sent',
    bound: { actor: BY, situation: '499900000017001', mode: 'normal', delegation: null },
    attempts: 1,
    createdAt: AT,
    updatedAt: AT,
    nextAt: null,
    sentAt: AT,
    messageId: null,
    uniqueId: null,
    error: null,
    lease: null,
    ...changed,
  };
}

/** The identity that a CDA made by {@link sent} carries. */
export const carried: CarriedIdentity = (cda) => JSON.parse(new TextDecoder().decode(cda)) as ReturnType<CarriedIdentity>;

/** A document that carries this identity (no CDA without one), and its sends. */
export async function sent(
  store: Store,
  document: string,
  identity: ReturnType<CarriedIdentity> | null,
  ...sends: readonly Partial<SendRecord>[]
): Promise<void> {
  const validated = { at: AT, by: BY, situation: '499900000017001', cda: { id: `${document}-cda`, setId: document, version: 1 } };
  await store.commit({
    changes: [
      { kind: 'document.save', document: documentRecord({ id: document, status: 'validated', validated }) },
      ...(identity === null
        ? []
        : [
            {
              kind: 'document.content' as const,
              documentId: document,
              content: 'cda' as const,
              bytes: new TextEncoder().encode(JSON.stringify(identity)),
            },
          ]),
      ...sends.map((send, i) => ({
        kind: 'send.save' as const,
        send: sendRecord({ id: `${document}-s${i + 1}`, documentId: document, ...send }),
      })),
    ],
    audit: [],
  });
}
