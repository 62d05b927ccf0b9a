import type { PatientView } from '../../../shared/contract/patients.ts';
import type { MergeRecord } from '../../../shared/domain/record/merge.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import type { SendListed } from '../../../shared/domain/record/send.ts';
import type { IdentityTransition } from '../../../shared/domain/record/transition.ts';
import type { Ins } from '../../../shared/domain/types.ts';
import type { Store } from '../../store/types.ts';
import { sameIns } from './identity-change.ts';

/** Reads the identity that a CDA of ours carries: it is that of the day of validation, whatever became of the record. */
export type CarriedIdentity = (cda: Uint8Array) => { readonly ins: Ins | null; readonly ipp: string | null };

interface SentDocument {
  readonly send: SendListed;
  readonly ins: Ins | null;
  readonly ipp: string | null;
}

/** Reached somebody, or may have: an unknown outcome counts. */
const LEFT: ReadonlySet<SendListed['state']> = new Set(['sent', 'delivered', 'read', 'unknown']);

/** What left for a patient, with the identity it carries, latest first. */
export async function sentDocuments(
  ports: { readonly store: Store; readonly carried: CarriedIdentity },
  patientId: string,
): Promise<readonly SentDocument[]> {
  const sends = (await ports.store.outbox.list({ patientId })).filter(({ state }) => LEFT.has(state));
  const identities = new Map<string, ReturnType<CarriedIdentity>>();
  for (const { documentId } of sends) {
    if (identities.has(documentId)) continue;
    const cda = await ports.store.documents.content(documentId, 'cda');
    if (cda !== null) identities.set(documentId, ports.carried(cda));
  }
  return sends.flatMap((send) => {
    const carried = identities.get(send.documentId);
    return carried === undefined ? [] : [{ send, ...carried }];
  });
}

/** How many documents left under the identity that the record has now. */
export async function countSentUnder(
  ports: { readonly store: Store; readonly carried: CarriedIdentity },
  patient: Pick<PatientFile, 'id' | 'ins' | 'ipp'>,
): Promise<number> {
  const sent = await sentDocuments(ports, patient.id);
  const same = sent.filter(({ ins, ipp }) => (ins === null ? ipp === patient.ipp : sameIns(ins, patient.ins)));
  return new Set(same.map(({ send }) => send.documentId)).size;
}

/** Whether documents may carry another identity than the record: only then are they opened. */
export function identityMoved(past: {
  readonly transitions: readonly IdentityTransition[];
  readonly merges: readonly MergeRecord[];
}): boolean {
  return past.merges.length > 0 || past.transitions.some(({ insBefore, insAfter }) => insBefore !== null && !sameIns(insBefore, insAfter));
}

/**
 * What left under a matricule that is no longer the record's, or under the number of a record merged into it: to be
 * corrected where it went.
 */
export async function sentUnderFormerIdentity(
  ports: { readonly store: Store; readonly carried: CarriedIdentity },
  patient: PatientFile,
  past: Parameters<typeof identityMoved>[0],
): Promise<PatientView['sentUnderFormerIdentity']> {
  if (!identityMoved(past)) return [];
  const current = patient.status === 'QUAL' ? patient.ins : null;
  const sent = await sentDocuments(ports, patient.id);
  return sent
    .filter(({ ins, ipp }) => (ins === null ? ipp !== patient.ipp : !sameIns(ins, current)))
    .map(({ send, ins, ipp }) => ({
      documentId: send.documentId,
      title: send.title,
      channel: send.channel,
      recipient: send.recipient ?? '',
      sentAt: send.sentAt ?? send.updatedAt,
      matricule: ins?.matricule ?? null,
      ipp,
      name: past.merges.find((merge) => merge.ipp === ipp)?.name ?? null,
    }));
}
