import type { Actor } from '../../shared/domain/record/actor.ts';
import type { AuditEntry } from '../../shared/domain/record/audit.ts';
import { fail } from '../../shared/errors.ts';
import { displayName } from '../session/professional.ts';
import type { OpenSession } from '../session/session.ts';

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
  entry: Pick<AuditEntry, 'act' | 'label' | 'patientId'> & Partial<Pick<AuditEntry, 'objectId' | 'result' | 'details' | 'onBehalfOf'>>,
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

/**
 * What was read for an act was read for whoever began it: the card may have left, or another person come, meanwhile.
 *
 * @param now the session as it is when the act goes on.
 * @throws PosteError SESSION_CLOSED
 */
export function requireSame(began: Pick<OpenSession, 'pro'>, now: Pick<OpenSession, 'pro'>): void {
  if (now.pro.idNat !== began.pro.idNat) throw fail('SESSION_CLOSED');
}
