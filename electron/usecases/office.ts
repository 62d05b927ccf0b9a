import { errorFactory } from '../../shared/errors.ts';
import type { Actor, AuditEntry, Store } from '../store/types.ts';
import { displayName } from '../session/professional.ts';
import type { OpenSession } from '../session/session.ts';

/** What every use case works with: the record, who is logged in, the clock, and whom to tell. */
export interface Office {
  readonly store: Store;
  /** @throws PosteError SESSION_CLOSED */
  session(): OpenSession;
  readonly now: () => Date;
  readonly uuid: () => string;
  /** The window shows what changed without being asked. */
  readonly tell: {
    patient(id: string): void;
    documents(patientId: string): void;
  };
}

export const officeError = errorFactory({
  PATIENT_UNKNOWN: ['Ce patient n’existe pas ou plus.', 'Revenez à la liste des patients.'],
  DOCUMENT_UNKNOWN: ['Ce document n’existe pas ou plus.', 'Revenez à la liste des documents du patient.'],
  DOCUMENT_VALIDATED: ['Ce document est déjà validé.', 'Pour le corriger, ajoutez une nouvelle version.'],
  SEND_UNKNOWN: ['Cet envoi n’existe pas ou plus.', 'Revenez à la liste des envois.'],
  SEND_LEFT: ['L’envoi est déjà parti.', 'Pour corriger le document, ajoutez une nouvelle version.'],
  SEND_OVER: ['Cet envoi est terminé.', 'Pour renvoyer le document, ajoutez-le de nouveau.'],
  PROPOSAL_UNKNOWN: ['Cette réponse d’INSi n’est plus à accepter.', 'Interrogez INSi de nouveau.'],
});

/** Who acts, as what. */
export type Acting = Pick<OpenSession, 'pro' | 'situation'>;

/** Who acts in this session. */
export function actorOf(session: Pick<OpenSession, 'pro'>): Actor {
  return { idNat: session.pro.idNat, name: displayName(session.pro) };
}

/** One act of the person logged in, for the chained journal. */
export function act(
  session: Acting,
  now: Date,
  entry: Pick<AuditEntry, 'act' | 'label' | 'patientId'> & Partial<Pick<AuditEntry, 'objectId' | 'result' | 'details'>>,
): AuditEntry {
  return {
    at: now.toISOString(),
    actor: actorOf(session),
    onBehalfOf: null,
    situation: session.situation.structureIdNat,
    objectId: null,
    result: 'ok',
    details: {},
    ...entry,
  };
}
