import { collectivePurposes, meansLabels } from '../../../shared/domain/consent/information.ts';
import type { CollectiveInformation } from '../../../shared/domain/record/collective.ts';
import type { InformationPurpose } from '../../../shared/domain/record/information.ts';
import { fail } from '../../../shared/errors.ts';
import type { Change } from '../../store/types.ts';
import type { CommonPorts } from '../common-ports.ts';
import { act, actorOf, requireSame } from '../acting.ts';
import { noticeVersion } from '../consent/standing.ts';
import { localDay } from '../patients/local-day.ts';

/**
 * What the structure tells all of its patients from a day on: it costs nobody a click, and where something is recorded of a patient
 * it says nothing. Declared again, the former one ends and stays in the history.
 *
 * @throws PosteError COLLECTIVE_FUTURE, SESSION_CLOSED
 */
export function declareCollective(ports: CommonPorts) {
  return async (input: {
    readonly means: CollectiveInformation['means'];
    readonly since: string;
    readonly purposes: readonly InformationPurpose[];
  }): Promise<void> => {
    const session = ports.session();
    const now = ports.now();
    if (input.since > localDay(now)) throw fail('COLLECTIVE_FUTURE', { path: '/since' });
    const { structureIdNat: structure, structureName } = session.situation;
    const [held, notice] = await Promise.all([ports.store.structure.collective(structure), noticeVersion(ports.store, session)]);
    requireSame(session, ports.session());
    const by = actorOf(session);
    const at = now.toISOString();
    const ended: readonly Change[] = held === null ? [] : [{ kind: 'collective.withdraw', id: held.id, at, by }];
    const purposes = collectivePurposes.filter((purpose) => input.purposes.includes(purpose));
    const id = ports.uuid();
    await ports.store.commit({
      changes: [
        ...ended,
        {
          kind: 'collective.declare',
          collective: { id, structure, structureName, means: input.means, since: input.since, notice, purposes, at, by, withdrawn: null },
        },
      ],
      audit: [
        act(session, now, {
          act: 'collective.declared',
          label: `Information collective déclarée : ${meansLabels[input.means].toLowerCase()}`,
          patientId: null,
          objectId: id,
          details: { means: input.means, since: input.since, notice, purposes: purposes.join(' ') },
        }),
      ],
    });
  };
}

/**
 * It is told no more: patients of whom nothing is recorded are to be informed one by one again.
 *
 * @throws PosteError COLLECTIVE_NONE, SESSION_CLOSED
 */
export function withdrawCollective(ports: CommonPorts) {
  return async (): Promise<void> => {
    const session = ports.session();
    const now = ports.now();
    const held = await ports.store.structure.collective(session.situation.structureIdNat);
    requireSame(session, ports.session());
    if (held === null) throw fail('COLLECTIVE_NONE');
    await ports.store.commit({
      changes: [{ kind: 'collective.withdraw', id: held.id, at: now.toISOString(), by: actorOf(session) }],
      audit: [
        act(session, now, {
          act: 'collective.withdrawn',
          label: 'Information collective retirée',
          patientId: null,
          objectId: held.id,
          details: { means: held.means },
        }),
      ],
    });
  };
}
