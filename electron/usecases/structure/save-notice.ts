import { noticeOf } from '../../../shared/domain/consent/notice.ts';
import type { CommonPorts } from '../common-ports.ts';
import { act, actorOf, requireSame } from '../acting.ts';

/**
 * The structure's own words around the locked minimum of the notice: a new version, the former ones are kept. The same words again
 * change nothing.
 *
 * @throws PosteError STORE_REFUSED, SESSION_CLOSED
 */
export function saveNotice(ports: CommonPorts) {
  return async (input: { readonly before: string; readonly after: string }): Promise<void> => {
    const session = ports.session();
    const now = ports.now();
    const structure = session.situation.structureIdNat;
    const held = await ports.store.structure.notice(structure);
    requireSame(session, ports.session());
    const [before, after] = [input.before.trim(), input.after.trim()];
    if ((held?.before ?? '') === before && (held?.after ?? '') === after) return;
    const wording = { structure, version: (held?.version ?? 0) + 1, before, after, at: now.toISOString(), by: actorOf(session) };
    await ports.store.commit({
      changes: [{ kind: 'notice.save', wording }],
      audit: [
        act(session, now, {
          act: 'notice.saved',
          label: 'Texte de la notice d’information modifié',
          patientId: null,
          details: { version: noticeOf(wording).version },
        }),
      ],
    });
  };
}
