import type { Actor } from '../../shared/domain/record/actor.ts';
import type { AuditEntry } from '../../shared/domain/record/audit.ts';
import { errorFactory } from '../../shared/errors.ts';
import type { Store } from '../store/types.ts';
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
    documents(...patientIds: readonly string[]): void;
  };
}

export const officeError = errorFactory({
  PATIENT_UNKNOWN: ['Ce patient n’existe pas ou plus.', 'Revenez à la liste des patients.'],
  DOCUMENT_UNKNOWN: ['Ce document n’existe pas ou plus.', 'Revenez à la liste des documents du patient.'],
  DOCUMENT_VALIDATED: ['Ce document est déjà validé.', 'Pour le corriger, ajoutez une nouvelle version.'],
  SEND_UNKNOWN: ['Cet envoi n’existe pas ou plus.', 'Revenez à la liste des envois.'],
  SEND_LEFT: ['L’envoi est déjà parti.', 'Pour corriger le document, ajoutez une nouvelle version.'],
  SEND_OVER: ['Cet envoi est terminé.', 'Pour renvoyer le document, ajoutez-le de nouveau.'],
  SEND_OTHER_PERSON: ['Cet envoi a été validé par {name}, qui décide de son sort.', 'Demandez-le à cette personne : sa session suffit.'],
  PROPOSAL_UNKNOWN: ['Cette réponse d’INSi n’est plus à accepter.', 'Interrogez INSi de nouveau.'],
});

/** A command of this workstation: no card, no situation. */
export interface CommandActing {
  readonly command: Actor;
}

/** Who acts, as what. */
export type Acting = Pick<OpenSession, 'pro' | 'situation'> | CommandActing;

/** Who acts: the person of this session, or the command. */
export function actorOf(acting: Pick<OpenSession, 'pro'> | CommandActing): Actor {
  return 'command' in acting ? acting.command : { idNat: acting.pro.idNat, name: displayName(acting.pro) };
}

/** One act of the person logged in, or of a command, for the chained journal. */
export function act(
  acting: Acting,
  now: Date,
  entry: Pick<AuditEntry, 'act' | 'label' | 'patientId'> & Partial<Pick<AuditEntry, 'objectId' | 'result' | 'details'>>,
): AuditEntry {
  return {
    at: now.toISOString(),
    actor: actorOf(acting),
    onBehalfOf: null,
    situation: 'command' in acting ? null : acting.situation.structureIdNat,
    objectId: null,
    result: 'ok',
    details: {},
    ...entry,
  };
}
